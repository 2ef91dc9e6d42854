import type { WriteDetail } from '../../protocol/history.ts';
import { Button } from '../../widgets/button.tsx';
import { DiffView } from '../../widgets/diff-view.tsx';
import { Facts } from '../../widgets/facts.tsx';
import { clockText } from '../store/format-time.ts';
import { showPage } from '../store/view-store.ts';

const verbs = { ADDED: 'created', MODIFIED: 'changed', DELETED: 'deleted' } as const;

/** One write: who, when, by which request, and what it changed. */
export function WritePanel({ detail, asked }: { readonly detail: WriteDetail | null; readonly asked: boolean }) {
  if (detail === null)
    return (
      <p className="h-hint">
        {asked
          ? 'This write is not kept any more, or is being read.'
          : 'Choose a mark on a lane: what it changed, and who did it, is told here. With the keyboard: ↑ ↓ among lanes, ← → among writes.'}
      </p>
    );
  const ms = String(Math.floor(Math.max(0, detail.atMs)) % 1000).padStart(3, '0');
  return (
    <div className="h-write" data-testid="write-detail">
      <h2>{`${detail.kind} ${detail.name} ${verbs[detail.type]}`}</h2>
      <Facts
        facts={[
          { term: 'At', value: `${clockText(detail.atMs)}.${ms}` },
          { term: 'By', value: detail.user === '' ? 'not known' : detail.user },
          { term: 'Field manager', value: detail.managers.join('; ') },
          { term: 'Request', value: detail.request },
          { term: 'Revision', value: String(detail.revision) },
        ]}
      />
      {detail.diff === '' ? (
        <p className="muted">Nothing that is shown has changed.</p>
      ) : (
        <DiffView text={detail.diff} />
      )}
      {detail.cause > 0 && (
        <p className="h-more">
          <Button small onClick={() => showPage('control-plane')}>
            Show the control plane
          </Button>
        </p>
      )}
    </div>
  );
}
