import { Fragment } from 'react';
import { inspector } from '../../language/en/inspector.ts';
import type { DecisionRow } from '../../protocol/decisions.ts';
import { shortTime } from '../store/format-time.ts';

type Verdict = DecisionRow['nodes'][number];

const mostFitting = 4;
const mostRefused = 30;

/** The chosen node first, then the others that fit, the best first. */
function fitting(decision: DecisionRow): Verdict[] {
  const rank = (node: Verdict) => (node.node === decision.chosen ? Number.POSITIVE_INFINITY : node.total);
  return decision.nodes.filter((node) => node.plugin === '').sort((a, b) => rank(b) - rank(a));
}

/** Plugins, those first that tell the nodes apart the most. */
function pluginsOf(nodes: readonly Verdict[]): { name: string; decides: boolean }[] {
  const spread = (plugin: string) => {
    const scores = nodes.map((node) => node.scores[plugin] ?? 0);
    return Math.max(...scores) - Math.min(...scores);
  };
  const names = [...new Set(nodes.flatMap((node) => Object.keys(node.scores)))];
  return names
    .map((name) => ({ name, spread: spread(name) }))
    .sort((a, b) => b.spread - a.spread)
    .map((plugin) => ({ name: plugin.name, decides: plugin.spread > 0 }));
}

/** A plugin's name that may break before a capital: NodeResources|Balanced|Allocation. */
function PluginName({ name }: { readonly name: string }) {
  return name.split(/(?=[A-Z])/).map((word, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: words have no identity, only a place
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}

function Scores({ decision }: { readonly decision: DecisionRow }) {
  const all = fitting(decision);
  const shown = all.slice(0, mostFitting);
  if (shown.length === 0) return null;
  return (
    <>
      <div className="table-scroll">
        <table className="t">
          <thead>
            <tr>
              <th scope="col">{inspector('scoreOf')}</th>
              {shown.map((node) => (
                <th scope="col" key={node.node} className={node.node === decision.chosen ? 'r chosen' : 'r'}>
                  {node.node}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pluginsOf(all).map((plugin) => (
              <tr key={plugin.name} className={plugin.decides ? '' : 'same'}>
                <th scope="row" title={plugin.decides ? plugin.name : inspector('sameForAll', { plugin: plugin.name })}>
                  <PluginName name={plugin.name} />
                </th>
                {shown.map((node) => (
                  <td key={node.node} className="r">
                    {node.scores[plugin.name] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
            <tr className="total">
              <th scope="row">{inspector('total')}</th>
              {shown.map((node) => (
                <td key={node.node} className="r">
                  {node.total}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      {all.length > shown.length && <p className="cap">{inspector('moreFit', { count: all.length - shown.length })}</p>}
    </>
  );
}

function Refusals({ decision }: { readonly decision: DecisionRow }) {
  const refused = decision.nodes.filter((node) => node.plugin !== '');
  return (
    <ul className="refusals">
      {refused.slice(0, mostRefused).map((node) => (
        <li key={node.node}>
          <b>{node.node}</b> <span className="alarm">{node.reasons.join(', ') || inspector('refused')}</span>{' '}
          <span className="muted">{node.plugin}</span>
        </li>
      ))}
      {refused.length > mostRefused && (
        <li className="muted">{inspector('andMore', { count: refused.length - mostRefused })}</li>
      )}
    </ul>
  );
}

function Attempt({ decision }: { readonly decision: DecisionRow }) {
  return (
    <section className="sec">
      <h3>
        {inspector.rich('attempt', {
          attempt: decision.attempt,
          time: shortTime(decision.atMs),
          node: () => decision.chosen || <span className="alarm">{inspector('noNode')}</span>,
        })}
      </h3>
      {decision.message !== '' && <p className="cap">{decision.message}</p>}
      <Scores decision={decision} />
      <Refusals decision={decision} />
    </section>
  );
}

/** How the scheduler came to its choice: every node, every plugin’s verdict and score. */
export function DecisionTable({ decisions }: { readonly decisions: readonly DecisionRow[] }) {
  if (decisions.length === 0) return <p className="hint">{inspector('noDecision')}</p>;
  return (
    <>
      <p className="sec say">{inspector('howDecided')}</p>
      {decisions.slice(0, 5).map((decision) => (
        <Attempt key={`${decision.attempt} ${decision.atMs}`} decision={decision} />
      ))}
    </>
  );
}
