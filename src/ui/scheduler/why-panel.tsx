import { useEffect, useMemo, useRef } from 'react';
import type { DecisionRow } from '../../protocol/decisions.ts';
import type { PodRow } from '../../protocol/view.ts';
import { Button } from '../../widgets/button.tsx';
import { useSize } from '../scene/use-size.ts';
import { useCluster } from '../store/cluster-store.ts';
import { useFollowed } from '../store/session.ts';
import { ApplyWeights } from './apply-weights.tsx';
import { MatrixTable } from './matrix.tsx';
import { matrixOf } from './matrix-model.ts';
import { failedText, whatIfText, whyHere } from './reason-text.ts';
import { askScheduler, forgetTries, guess, tryNode, useScheduler } from './scheduler-store.ts';

interface WhyPanelProps {
  readonly name: string;
  readonly podKey: string;
  readonly decision: DecisionRow;
  readonly pod: PodRow | undefined;
  readonly hidden: boolean;
  /** Whether no later attempt is known. */
  readonly isNewest: boolean;
  readonly canAct: boolean;
  readonly isPlacedLater: (pod: PodRow) => boolean;
}

/** Least and most width of a node's column, and what stands beside the columns, px. */
const leastColumn = 96;
const mostColumn = 136;
const beside = 172 + 76 + 34;

/** More columns than this are scrolled through; more nodes are only counted. */
const mostNodes = 24;

function title(name: string, decision: DecisionRow, hidden: boolean, isNewest: boolean) {
  const pod = <code>{name}</code>;
  if (hidden) return <>Where will {pod} go?</>;
  if (decision.chosen === '') return isNewest ? <>Why is {pod} pending?</> : <>Why did {pod} find no node?</>;
  return (
    <>
      Why is {pod} on {decision.chosen}?
    </>
  );
}

function Guessed({ podKey, decision }: { readonly podKey: string; readonly decision: DecisionRow }) {
  const guessed = useScheduler((state) => state.guesses[podKey]);
  if (guessed === undefined) return null;
  const right = guessed === decision.chosen || (guessed === 'none' && decision.chosen === '');
  const what = guessed === 'none' ? 'no node' : guessed;
  const was = decision.chosen === '' ? 'no node fits' : `the scheduler chose ${decision.chosen}`;
  return (
    <p className={right ? 'guessed right' : 'guessed'} role="status">
      {right ? `The guess was right: ${what}.` : `The guess was ${what}; ${was}.`}
    </p>
  );
}

interface WhatIfProps {
  readonly decision: DecisionRow;
  readonly best: readonly string[];
  readonly changed: boolean;
}

/** Says what would be; marked so that nobody takes it for what is. */
function WhatIf({ decision, best, changed }: WhatIfProps) {
  const tried = useScheduler((state) => state.tryNode);
  const thought = useScheduler((state) => state.thought);
  const names = decision.nodes.map(({ node }) => node).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const winner =
    best.length === 1
      ? `With these weights ${best[0]} ${best[0] === decision.chosen ? 'still wins' : 'would win'}.`
      : `With these weights ${best.length} nodes tie at the highest total.`;
  const isOn = changed || tried !== '';
  return (
    <div className={isOn ? 'what-if on' : 'what-if'}>
      <label>
        <b>What if</b>
        <select aria-label="What if the Pod went to" value={tried} onChange={(event) => tryNode(event.target.value)}>
          <option value="">the Pod went to …</option>
          {names.map((node) => (
            <option key={node} value={node}>
              {node}
            </option>
          ))}
        </select>
      </label>
      <p role="status">
        {changed && `${winner} `}
        {tried !== '' && thought?.node === tried && whatIfText(thought, best)}
        {!isOn && 'Drag the Pod onto a node, or change a weight. The cluster stays as it is.'}
      </p>
      {isOn && (
        <Button small onClick={forgetTries}>
          Forget
        </Button>
      )}
    </div>
  );
}

/** Why a Pod is where it is, or nowhere: a sentence and the matrix behind it. */
export function WhyPanel(props: WhyPanelProps) {
  const { name, podKey, decision, pod, hidden, isNewest, canAct, isPlacedLater } = props;
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const weights = useScheduler((state) => state.weights);
  const tried = useScheduler((state) => state.tryNode);
  useCluster((state) => state.pods + state.nodes);
  const thought = useScheduler((state) => state.thought);
  const shown = thought?.decision ?? decision;
  const matrix = useMemo(() => matrixOf(shown, decision, mostNodes), [shown, decision]);
  const changed = matrix.scores.some((row) => row.weight !== row.profileWeight);
  const pending = useFollowed((state) => state.pending);
  const winner = changed && matrix.best.length === 1 ? matrix.best[0]! : decision.chosen;
  const room = Math.floor((width - beside) / Math.max(1, matrix.nodes.length));
  const failed = isNewest ? (pending?.sentence ?? decision.message) : failedText(decision);
  const sentence = decision.chosen === '' ? failed : whyHere(decision);
  useEffect(() => () => forgetTries(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheduler is asked anew about a newer decision, too
  useEffect(() => {
    const [namespace = '', podName = ''] = podKey.split('/');
    if (tried !== '' || Object.keys(weights).length > 0) void askScheduler(namespace, podName);
  }, [podKey, tried, weights, decision]);
  return (
    <div ref={box} className={changed || tried !== '' ? 'why-here thought' : 'why-here'}>
      <div className="question">
        <h2>{title(name, decision, hidden, isNewest)}</h2>
        <Guessed podKey={podKey} decision={decision} />
        {hidden ? (
          <p className="say">
            The scheduler has decided. Which node is it?{' '}
            <Button small onClick={() => guess(podKey, 'none')}>
              No node fits
            </Button>
          </p>
        ) : (
          <p className="say">{sentence}</p>
        )}
        {!hidden && canAct && decision.nodes.length > 0 && (
          <WhatIf decision={decision} best={matrix.best} changed={changed} />
        )}
        {!hidden && canAct && changed && <ApplyWeights scheduler={decision.scheduler} weights={weights} />}
      </div>
      {decision.nodes.length === 0 ? (
        <p className="hint">
          {decision.feasibleCount + decision.rejectedCount === 0 && decision.nodeCount > 0
            ? 'A plugin turned the Pod down before any node was looked at.'
            : 'The details of this decision have been dropped to save memory.'}
        </p>
      ) : (
        <MatrixTable
          decision={shown}
          matrix={matrix}
          pod={pod}
          marked={hidden ? '' : winner}
          tried={hidden ? '' : tried}
          canAct={canAct && !hidden}
          onGuess={hidden ? (node) => guess(podKey, node) : null}
          columnWidth={Math.max(leastColumn, Math.min(mostColumn, room))}
          isPlacedLater={isPlacedLater}
        />
      )}
    </div>
  );
}
