import './scheduler.css';
import { useEffect, useMemo } from 'react';
import { scheduler } from '../../language/en/scheduler.ts';
import type { DecisionRow } from '../../protocol/decisions.ts';
import { Patterns } from '../scene/figure-lines.tsx';
import type { PageLayout } from '../shell/use-layout.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { follow, useFollowed } from '../store/session.ts';
import { type Selection, select, useView } from '../store/view-store.ts';
import { CycleList } from './cycle-list.tsx';
import { type Cycle, cyclesOf } from './cycles.ts';
import { predict, showAttempt, useScheduler } from './scheduler-store.ts';
import { SidePanel } from './side-panel.tsx';
import { WhyPanel } from './why-panel.tsx';

/** Events tell the time to the second. */
const second = 1000;

/** The cycle that is shown: that of the selected Pod, nearest to the attempt asked for. */
function currentOf(cycles: readonly Cycle[], pod: { namespace: string; name: string } | null, atMs: number | null) {
  const own = cycles.filter((cycle) => cycle.pod === pod?.name && cycle.namespace === pod.namespace);
  if (atMs === null) return own[0];
  return [...own].sort((a, b) => Math.abs(a.atMs - atMs) - Math.abs(b.atMs - atMs))[0];
}

/** Selects the newest cycle when nothing is selected, and follows the Pod in the worker. */
function useSelectedPod(cycles: readonly Cycle[]) {
  const selection = useView((state) => state.selection);
  const followed = useFollowed((state) => state.ref);
  const newest = cycles[0];
  const pod = selection?.kind === 'Pod' ? selection : null;
  useEffect(() => {
    if (pod === null && newest !== undefined) select({ kind: 'Pod', namespace: newest.namespace, name: newest.pod });
  }, [pod, newest]);
  useEffect(() => {
    if (pod === null) return;
    const same = followed?.resource === 'pods' && followed.name === pod.name && followed.namespace === pod.namespace;
    if (!same) follow({ kind: 'Pod', resource: 'pods', namespace: pod.namespace, name: pod.name });
  }, [pod, followed]);
  return pod;
}

/** Shows the next decision that is to be guessed. */
function useNextGuess(cycles: readonly Cycle[]) {
  const next = cycles.findLast((cycle) => cycle.hidden);
  const nextKey = next?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each decision that is to be guessed
  useEffect(() => {
    if (next === undefined) return;
    showAttempt(null);
    select({ kind: 'Pod', namespace: next.namespace, name: next.pod });
  }, [nextKey]);
}

function PredictSwitch() {
  const on = useCluster((state) => state.hidden !== null);
  return (
    <button
      type="button"
      className={on ? 'predict on' : 'predict'}
      aria-pressed={on}
      title={scheduler('predictHint')}
      onClick={() => predict(!on)}
    >
      {scheduler('predict')}
    </button>
  );
}

function Empty() {
  return (
    <div className="question">
      <h2>{scheduler('nothingScheduled')}</h2>
      <p className="say">{scheduler('nothingScheduledSays')}</p>
    </div>
  );
}

/** The attempt nearest to a time, the last one when none is asked for. */
function attemptAt(decisions: readonly DecisionRow[], atMs: number | null): DecisionRow | undefined {
  if (atMs === null) return decisions[0];
  return [...decisions].sort((a, b) => Math.abs(a.atMs - atMs) - Math.abs(b.atMs - atMs))[0];
}

interface PartProps {
  readonly pod: Selection;
  readonly decision: DecisionRow;
  readonly hidden: boolean;
}

interface WhyProps extends PartProps {
  readonly canAct: boolean;
  readonly isNewest: boolean;
  readonly cycles: readonly Cycle[];
}

function Why({ pod, decision, hidden, canAct, isNewest, cycles }: WhyProps) {
  useCluster((state) => state.pods);
  const boundAt = useMemo(
    () => new Map(cycles.map((cycle) => [`${cycle.namespace}/${cycle.pod}`, cycle.atMs])),
    [cycles],
  );
  const podKey = `${pod.namespace}/${pod.name}`;
  return (
    <WhyPanel
      key={podKey}
      name={pod.name}
      podKey={podKey}
      decision={decision}
      pod={mirror.findPod(pod.namespace, pod.name)}
      hidden={hidden}
      isNewest={isNewest}
      canAct={canAct}
      isPlacedLater={(other) => (boundAt.get(`${other.namespace}/${other.name}`) ?? -1) > decision.atMs + second / 2}
    />
  );
}

function Side({ decision, hidden, attempts }: PartProps & { readonly attempts: readonly DecisionRow[] }) {
  const moves = useFollowed((state) => state.moves);
  const pending = useFollowed((state) => state.pending);
  return (
    <SidePanel
      decision={decision}
      attempts={attempts}
      moves={moves}
      pending={pending}
      hidden={hidden}
      onAttempt={showAttempt}
    />
  );
}

/** What is said of a Pod whose decision is not there. */
function NoDecision({ name, known }: { readonly name: string; readonly known: boolean }) {
  return <p className="hint">{known ? scheduler('noDecision', { pod: name }) : scheduler('reading')}</p>;
}

function choose(cycle: Cycle): void {
  showAttempt(cycle.atMs);
  select({ kind: 'Pod', namespace: cycle.namespace, name: cycle.pod });
}

/** The Scheduler view: the cycles, why a Pod is where it is, and what follows from it. */
export default function SchedulerView({ layout }: { readonly layout: PageLayout }) {
  const eventCount = useCluster((state) => state.events);
  const epoch = useCluster((state) => state.epoch);
  const toGuess = useCluster((state) => state.hidden);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mirror changes in place
  const cycles = useMemo(() => cyclesOf(mirror.events.values(), toGuess ?? []), [eventCount, epoch, toGuess]);
  const pod = useSelectedPod(cycles);
  useNextGuess(cycles);
  const followed = useFollowed();
  const atMs = useScheduler((state) => state.atMs);
  const canAct = layout !== 'phone';
  const current = currentOf(cycles, pod, atMs);
  const isThis = pod !== null && followed.ref?.name === pod.name && followed.ref.resource === 'pods';
  const attempts = isThis ? followed.decisions : [];
  const decision = attemptAt(attempts, atMs);
  const part = pod === null || decision === undefined ? null : { pod, decision };
  const hidden = current?.hidden === true;
  return (
    <main className={`work scheduler on-${layout}`}>
      <svg width="0" height="0" className="patterns" aria-hidden="true">
        <Patterns />
      </svg>
      <section className="panel s-cycles" aria-label={scheduler('cycles')}>
        <div className="phead">
          <span className="ptitle">
            {scheduler('cycles')} <span className="n">{cycles.length}</span>
          </span>
          <span className="sp" />
          {canAct && <PredictSwitch />}
        </div>
        <CycleList cycles={cycles} current={current} onChoose={choose} />
      </section>
      <section className="panel s-why" aria-label={scheduler('why')}>
        {cycles.length === 0 && part === null && <Empty />}
        {pod !== null && part === null && cycles.length > 0 && (
          <NoDecision name={pod.name} known={isThis && followed.object !== undefined} />
        )}
        {part !== null && (
          <Why {...part} hidden={hidden} canAct={canAct} isNewest={part.decision === attempts[0]} cycles={cycles} />
        )}
      </section>
      <section className="panel s-side" aria-label={scheduler('whatFollows')}>
        <div className="phead">
          <span className="ptitle">
            {decision?.chosen === '' && !hidden ? scheduler('whyPendingHead') : scheduler('whatFollows')}
          </span>
        </div>
        <div className="s-scroll">{part !== null && <Side {...part} hidden={hidden} attempts={attempts} />}</div>
      </section>
    </main>
  );
}
