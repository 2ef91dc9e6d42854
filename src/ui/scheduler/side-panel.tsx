import type { DecisionRow, PendingRow, QueueMoveRow } from '../../protocol/decisions.ts';
import { mirror } from '../store/cluster-store.ts';
import { shortTime } from '../store/format-time.ts';
import { listText } from './reason-text.ts';

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
  if (candidates.length === 0) return <p className="cap">On no node would it help to remove Pods of lower priority.</p>;
  return (
    <>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">Node</th>
            <th scope="col">Would evict</th>
            <th scope="col" className="r">
              PDB violations
            </th>
            <th scope="col" className="r">
              Highest priority
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
        Compared from left to right: fewest PodDisruptionBudgets broken, then the lowest highest priority among those
        who would go, then the smallest sum of their priorities, the fewest of them, and those that started last. The
        best stands first. {candidates.length > 8 ? `${candidates.length - 8} more candidates.` : ''}
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
        <h3>Preemption</h3>
        <p className="say">
          The scheduler looked for Pods of lower priority whose removal would make room
          {preemption.nominatedNode === ''
            ? '; there are none that would help.'
            : `, and chose ${preemption.nominatedNode}.`}
        </p>
        <Candidates preemption={preemption} />
      </section>
      {preemption.victims.length > 0 && (
        <section className="sec">
          <h3>What happens next</h3>
          <ol className="next">
            <li>{`${listText(preemption.victims.map(podText), 'and')} must stop, within the grace period.`}</li>
            <li>{`The Pod keeps waiting, with ${preemption.nominatedNode} as its nominated node.`}</li>
            <li>When the room is free it is tried again, and no Pod of lower priority may take the room before it.</li>
          </ol>
        </section>
      )}
    </>
  );
}

const places: Readonly<Record<QueueMoveRow['to'], string>> = {
  active: 'active',
  backoff: 'back-off',
  unschedulable: 'unschedulable',
  gated: 'gated',
};

function Moves({ moves }: { readonly moves: readonly QueueMoveRow[] }) {
  if (moves.length === 0) return null;
  return (
    <section className="sec">
      <h3>Moves in the queue</h3>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">To</th>
            <th scope="col">Because of</th>
          </tr>
        </thead>
        <tbody>
          {[...moves].reverse().map((move) => (
            <tr key={`${move.atMs} ${move.to} ${move.cause}`}>
              <td className="time">{shortTime(move.atMs)}</td>
              <td className={move.to === 'unschedulable' ? 'place alarm' : 'place'}>{places[move.to]}</td>
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
  if (hidden)
    return <p className="hint">The outcome is hidden until a node has been guessed. Choose one above its vessel.</p>;
  return (
    <>
      {ways.length > 0 && (
        <section className="sec">
          <h3>What would have to change</h3>
          <ul className="ways">
            {ways.slice(0, 6).map((way) => (
              <li key={way.text}>{`${way.text} ${listText(way.nodes, 'or')}`}</li>
            ))}
          </ul>
        </section>
      )}
      {decision.message !== '' && (
        <section className="sec">
          <h3>In the scheduler’s words</h3>
          <p className="verbatim">{decision.message}</p>
        </section>
      )}
      <Preemption decision={decision} />
      {decision.ties.length > 1 && (
        <section className="sec">
          <h3>A tie</h3>
          <p className="cap">{`${listText(decision.ties, 'and')} share the highest total. One of them is taken at random; the same seed takes the same one again.`}</p>
        </section>
      )}
      <Moves moves={moves} />
      {attempts.length > 1 && (
        <section className="sec">
          <h3>Attempts</h3>
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
                    ? `attempt ${attempt.attempt}: no node`
                    : `attempt ${attempt.attempt}: ${attempt.chosen}`}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
