import type { RequestDetail } from '../../protocol/control-plane.ts';
import { DiffView } from '../../widgets/diff-view.tsx';
import { Facts } from '../../widgets/facts.tsx';
import { Icon } from '../../widgets/icon.tsx';
import { YamlView } from '../../widgets/yaml-view.tsx';
import { sinceText } from './journey-list.tsx';

function factsOf(detail: RequestDetail) {
  return [
    { term: 'Verb', value: detail.verb },
    { term: 'User', value: detail.user },
    { term: 'Groups', value: detail.groups.join(', ') },
    { term: 'Allowed by', value: detail.authorization },
    { term: 'Answer', value: detail.code === 0 ? 'none yet' : String(detail.code) },
    { term: 'Took', value: detail.answeredMs < 0 ? '' : sinceText(detail.answeredMs - detail.sentMs) },
    { term: 'Revision', value: detail.revision === 0 ? '' : String(detail.revision) },
  ];
}

/** One request with its answer: who, what, whether it was allowed, what became of it. */
export function RequestPanel({ detail, onClose }: { readonly detail: RequestDetail; readonly onClose: () => void }) {
  return (
    <section className="request" aria-label="The request" data-testid="request-detail">
      <div className="req-head">
        <code>{`${detail.method} ${detail.path}`}</code>
        <button type="button" className="tb" aria-label="Close the request" onClick={onClose}>
          <Icon name="close" size={12} />
        </button>
      </div>
      <div className="req-body">
        {detail.note !== '' && <p className="alarm verbatim">{detail.note}</p>}
        <Facts facts={factsOf(detail)} />
        {detail.set.length > 0 && (
          <>
            <h3>Set by the API server</h3>
            <table className="set">
              <caption className="hidden-text">Fields that defaults and admission have added</caption>
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
            <h3>What it changed</h3>
            <DiffView text={detail.diff} />
          </>
        )}
        {detail.body !== '' && (
          <details>
            <summary>What was sent</summary>
            <YamlView text={detail.body} />
          </details>
        )}
      </div>
    </section>
  );
}
