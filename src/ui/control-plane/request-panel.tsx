import { controlPlane } from '../../language/en/control-plane.ts';
import { why } from '../../language/en/why.ts';
import type { RequestDetail } from '../../protocol/control-plane.ts';
import { CrossButton } from '../../widgets/cross-button.tsx';
import { DiffView } from '../../widgets/diff-view.tsx';
import { Facts } from '../../widgets/facts.tsx';
import { YamlView } from '../../widgets/yaml-view.tsx';
import { WhyButton } from '../why/why-button.tsx';
import { sinceText } from './journey-list.tsx';

function factsOf(detail: RequestDetail) {
  return [
    { term: controlPlane('verb'), value: detail.verb },
    { term: controlPlane('byUser'), value: detail.user },
    { term: controlPlane('groups'), value: detail.groups.join(', ') },
    { term: controlPlane('allowedBy'), value: detail.authorization },
    { term: controlPlane('answer'), value: detail.code === 0 ? controlPlane('noAnswer') : String(detail.code) },
    { term: controlPlane('took'), value: detail.answeredMs < 0 ? '' : sinceText(detail.answeredMs - detail.sentMs) },
    { term: controlPlane('revision'), value: detail.revision === 0 ? '' : String(detail.revision) },
  ];
}

/** One request with its answer: who, what, whether it was allowed, what became of it. */
export function RequestPanel({ detail, onClose }: { readonly detail: RequestDetail; readonly onClose: () => void }) {
  return (
    <section className="request-detail" aria-label={controlPlane('request')} data-testid="request-detail">
      <div className="req-head">
        <code>{`${detail.method} ${detail.path}`}</code>
        <CrossButton label={controlPlane('closeRequest')} onClick={onClose} />
      </div>
      <div className="req-body">
        {detail.note !== '' && <p className="alarm verbatim">{detail.note}</p>}
        <Facts facts={factsOf(detail)} />
        <p>
          <WhyButton
            query={{ about: 'request', request: detail.id }}
            about={why('aboutRequest', { line: `${detail.verb} ${detail.path.split('?')[0]}` })}
          />
        </p>
        {detail.set.length > 0 && (
          <>
            <h3>{controlPlane('setByServer')}</h3>
            <table className="set">
              <caption className="hidden-text">{controlPlane('setFields')}</caption>
              <tbody>
                {detail.set.map(({ path, value, by }) => (
                  <tr key={path}>
                    <th scope="row">{path}</th>
                    <td>{value}</td>
                    <td className="muted">{by}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
        {detail.diff !== '' && (
          <>
            <h3>{controlPlane('changed')}</h3>
            <DiffView text={detail.diff} />
          </>
        )}
        {detail.body !== '' && (
          <details>
            <summary>{controlPlane('sent')}</summary>
            <YamlView text={detail.body} />
          </details>
        )}
      </div>
    </section>
  );
}
