import { history } from '../../language/en/history.ts';
import { why } from '../../language/en/why.ts';
import type { WriteDetail } from '../../protocol/history.ts';
import { Button } from '../../widgets/button.tsx';
import { DiffView } from '../../widgets/diff-view.tsx';
import { Facts } from '../../widgets/facts.tsx';
import { clockText } from '../store/format-time.ts';
import { showPage } from '../store/view-store.ts';
import { WhyButton } from '../why/why-button.tsx';

/** One write: who, when, by which request, and what it changed. */
export function WritePanel({ detail, asked }: { readonly detail: WriteDetail | null; readonly asked: boolean }) {
  if (detail === null) return <p className="h-hint">{asked ? history('notKept') : history('chooseMark')}</p>;
  const { kind, namespace, name, revision } = detail;
  const ms = String(Math.floor(Math.max(0, detail.atMs)) % 1000).padStart(3, '0');
  return (
    <div className="h-write" data-testid="write-detail">
      <h2>{history('wrote', { kind: detail.kind, name: detail.name, type: detail.type })}</h2>
      <Facts
        facts={[
          { term: history('at'), value: `${clockText(detail.atMs)}.${ms}` },
          { term: history('by'), value: detail.user === '' ? history('notKnown') : detail.user },
          { term: history('fieldManager'), value: detail.managers.join('; ') },
          { term: history('request'), value: detail.request },
          { term: history('revision'), value: String(detail.revision) },
        ]}
      />
      {detail.diff === '' ? <p className="muted">{history('sameShown')}</p> : <DiffView text={detail.diff} />}
      <p className="h-more">
        <WhyButton
          query={{ about: 'write', ref: { kind, namespace, name, revision } }}
          about={why('aboutWrite', { kind, name, revision })}
        />
        {detail.cause > 0 && (
          <>
            {' '}
            <Button small onClick={() => showPage('control-plane')}>
              {history('showControlPlane')}
            </Button>
          </>
        )}
      </p>
    </div>
  );
}
