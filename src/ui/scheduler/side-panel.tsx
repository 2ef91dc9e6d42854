import { scheduler } from '../../language/en/scheduler.ts';
import { listText } from '../../language/lists.ts';
import type { DecisionRow, PendingRow, QueueMoveRow } from '../../protocol/decisions.ts';
import { mirror } from '../store/cluster-store.ts';
import { shortTime } from '../store/format-time.ts';

interface SidePanelProps {
  readonly decision: DecisionRow;
  readonly attempts: readonly DecisionRow[];
  readonly moves: readonly QueueMoveRow[];
  readonly pending: PendingRow | null;
  readonly hidden: boolean;
  readonly onAttempt: (atMs: number) => void;
}

/** The name of a Pod given as namespace/name, short where it is known. */
function podText(key: string): string {
  const [namespace = '', name = ''] = key.split('/');
  const pod = mirror.findPod(namespace, name);
  return pod === undefined || pod.suffix === '' ? name : `${pod.label} ${pod.suffix}`;
}

function Candidates({ preemption }: { readonly preemption: NonNullable<DecisionRow['preemption']> }) {
  const { candidates, nominatedNode } = preemption;
  if (candidates.length === 0) return <p className="cap">{scheduler('noHelp')}</p>;
  return (
    <>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{scheduler('node')}</th>
            <th scope="col">{scheduler('wouldEvict')}</th>
            <th scope="col" className="r">
              {scheduler('pdbViolations')}
            </th>
            <th scope="col" className="r">
              {scheduler('highestPriority')}
            </th>
          </tr>
        </thead>
        <tbody>
          {candidates.slice(0, 8).map(({ node, victims, priorities, pdbViolations }) => (
            <tr key={node} className={node === nominatedNode ? 'won' : ''}>
              <th scope="row">{node}</th>
              <td>{victims.map(podText).join(', ')}</td>
              <td className={pdbViolations > 0 ? 'r alarm' : 'r'}>{pdbViolations}</td>
              <td className="r">{Math.max(...priorities)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cap">
        {scheduler('compared')}
        {candidates.length > 8 && ` ${scheduler('moreCandidates', { count: candidates.length - 8 })}`}
      </p>
    </>
  );
}

function Preemption({ decision }: { readonly decision: DecisionRow }) {
  const { preemption } = decision;
  if (preemption === null) return null;
  return (
    <>
      <section className="sec">
        <h3>{scheduler('preemption')}</h3>
        <p className="say">
          {preemption.nominatedNode === ''
            ? scheduler('lookedNone')
            : scheduler('lookedChose', { node: preemption.nominatedNode })}
        </p>
        <Candidates preemption={preemption} />
      </section>
      {preemption.victims.length > 0 && (
        <section className="sec">
          <h3>{scheduler('nextHead')}</h3>
          <ol className="next">
            <li>
              {scheduler('mustStop', {
                names: listText(preemption.victims.map(podText)),
                count: preemption.victims.length,
              })}
            </li>
            <li>{scheduler('keepsWaiting', { node: preemption.nominatedNode })}</li>
            <li>{scheduler('triedAgain')}</li>
          </ol>
        </section>
      )}
    </>
  );
}

function Moves({ moves }: { readonly moves: readonly QueueMoveRow[] }) {
  if (moves.length === 0) return null;
  return (
    <section className="sec">
      <h3>{scheduler('moves')}</h3>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{scheduler('at')}</th>
            <th scope="col">{scheduler('to')}</th>
            <th scope="col">{scheduler('becauseOf')}</th>
          </tr>
        </thead>
        <tbody>
          {[...moves].reverse().map((move) => (
            <tr key={`${move.atMs} ${move.to} ${move.cause}`}>
              <td className="time">{shortTime(move.atMs)}</td>
              <td className={move.to === 'unschedulable' ? 'place alarm' : 'place'}>{scheduler(`place.${move.to}`)}</td>
              <td className="mono">{move.cause}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Beside the matrix: what would have to change, preemption, the queue, ties, and earlier attempts. */
export function SidePanel({ decision, attempts, moves, pending, hidden, onAttempt }: SidePanelProps) {
  const ways = decision.chosen === '' && decision === attempts[0] ? (pending?.ways ?? []) : [];
  if (hidden) return <p className="hint">{scheduler('outcomeHidden')}</p>;
  return (
    <>
      {ways.length > 0 && (
        <section className="sec">
          <h3>{scheduler('wouldChange')}</h3>
          <ul className="ways">
            {ways.slice(0, 6).map((way) => (
              <li key={way.text}>{`${way.text} ${listText(way.nodes, 'or')}`}</li>
            ))}
          </ul>
        </section>
      )}
      {decision.message !== '' && (
        <section className="sec">
          <h3>{scheduler('itsWords')}</h3>
          <p className="verbatim">{decision.message}</p>
        </section>
      )}
      <Preemption decision={decision} />
      {decision.ties.length > 1 && (
        <section className="sec">
          <h3>{scheduler('tie')}</h3>
          <p className="cap">{scheduler('tieSays', { names: listText(decision.ties) })}</p>
        </section>
      )}
      <Moves moves={moves} />
      {attempts.length > 1 && (
        <section className="sec">
          <h3>{scheduler('attempts')}</h3>
          <ul className="attempts">
            {attempts.map((attempt) => (
              <li key={attempt.atMs}>
                <button
                  type="button"
                  aria-current={attempt === decision}
                  className={attempt === decision ? 'attempt on' : 'attempt'}
                  onClick={() => onAttempt(attempt.atMs)}
                >
                  <time>{shortTime(attempt.atMs)}</time>
                  {attempt.chosen === ''
                    ? scheduler('attemptNone', { attempt: attempt.attempt })
                    : scheduler('attemptNode', { attempt: attempt.attempt, node: attempt.chosen })}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
