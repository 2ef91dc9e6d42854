import { useEffect, useMemo, useRef } from 'react';
import { scheduler } from '../../language/en/scheduler.ts';
import type { DecisionRow } from '../../protocol/decisions.ts';
import type { PodRow } from '../../protocol/view.ts';
import { Button } from '../../widgets/button.tsx';
import { wholeNames } from '../../widgets/whole-names.tsx';
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
  const pod = () => <code>{name}</code>;
  if (hidden) return scheduler.rich('whereWill', { pod });
  if (decision.chosen === '') return scheduler.rich(isNewest ? 'whyPending' : 'whyNone', { pod });
  // The mark belongs to the name: a word of its own would be read out, and might begin a line.
  return scheduler.rich('whyOn', { pod, node: () => wholeNames(`${decision.chosen}?`) });
}

/** What is said of a guess; '' stands for no node. */
function guessText(guess: string, node: string): string {
  if (guess === node) return guess === '' ? scheduler('guessRightNone') : scheduler('guessRight', { node });
  if (guess === '') return scheduler('guessedNone', { node });
  return node === '' ? scheduler('guessWrongNone', { guess }) : scheduler('guessWrong', { guess, node });
}

function Guessed({ podKey, decision }: { readonly podKey: string; readonly decision: DecisionRow }) {
  const guessed = useScheduler((state) => state.guesses[podKey]);
  if (guessed === undefined) return null;
  const right = guessed === decision.chosen || (guessed === 'none' && decision.chosen === '');
  return (
    <p className={right ? 'guessed right' : 'guessed'} role="status">
      {guessText(guessed === 'none' ? '' : guessed, decision.chosen)}
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
      ? scheduler(best[0] === decision.chosen ? 'stillWins' : 'wouldWin', { node: best[0]! })
      : scheduler('wouldTie', { count: best.length });
  const isOn = changed || tried !== '';
  return (
    <div className={isOn ? 'what-if on' : 'what-if'}>
      <label>
        <b>{scheduler('whatIf')}</b>
        <select aria-label={scheduler('whatIfWentTo')} value={tried} onChange={(event) => tryNode(event.target.value)}>
          <option value="">{scheduler('wentTo')}</option>
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
        {!isOn && scheduler('dragOrWeigh')}
      </p>
      {isOn && (
        <Button small onClick={forgetTries}>
          {scheduler('forget')}
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
            {scheduler('hasDecided')}{' '}
            <Button small onClick={() => guess(podKey, 'none')}>
              {scheduler('noneFits')}
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
            ? scheduler('turnedDown')
            : scheduler('dropped')}
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
