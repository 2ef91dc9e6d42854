import { figure } from '../../language/en/figure.ts';
import type { PodState, WorkloadRow } from '../../protocol/view.ts';
import { Ticks } from '../../widgets/ticks.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { sameSelection, select, useView } from '../store/view-store.ts';

const order: readonly PodState[] = [
  'ready',
  'crash',
  'imgpull',
  'failed',
  'notready',
  'creating',
  'pending',
  'unknown',
  'terminating',
  'completed',
];
const mostLoads = 12;

/** States of each workload's Pods, the ready ones first. */
function statesByOwner(): Map<string, PodState[]> {
  const states = new Map<string, PodState[]>();
  for (const pod of mirror.pods.values()) {
    if (pod.state === 'evicted') continue;
    const key = pod.namespace === 'kube-system' ? 'kube-system' : `${pod.namespace}/${pod.ownerKind}/${pod.owner}`;
    const known = states.get(key);
    if (known === undefined) states.set(key, [pod.state]);
    else known.push(pod.state);
  }
  for (const list of states.values()) list.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return states;
}

/** Many workloads must do with fewer words. */
const manyLoads = 4;

function countText({ ready, desired, counts }: WorkloadRow, brief: boolean): string {
  if (brief && counts !== 'running') return figure('countOf', { ready, all: desired });
  return figure('readyOf', { counts, ready, all: desired });
}

interface LoadProps {
  readonly row: WorkloadRow;
  readonly states: readonly PodState[];
  readonly brief: boolean;
}

function Load({ row, states, brief }: LoadProps) {
  const selection = { kind: row.kind, namespace: row.namespace, name: row.name };
  const isSelected = useView((state) => sameSelection(state.selection, selection));
  const { hue } = mirror.owners.markOfWorkload(row);
  const short = states.filter((state) => state !== 'terminating');
  return (
    <button
      type="button"
      className={`load o${hue}`}
      aria-pressed={isSelected}
      onClick={() => select(isSelected ? null : selection)}
      data-load={`${row.namespace}/${row.name}`}
    >
      <b>{row.name}</b>
      <Ticks states={short} most={brief ? 6 : 20} />
      <span className="count">{countText(row, brief)}</span>
    </button>
  );
}

/** The workloads with their ticks: the legend of the hues that is also the data. */
export function Loads() {
  // Counting states walks all Pods: with many of them only every fifteenth batch of changes is counted.
  useCluster((state) => (mirror.pods.size > 600 ? Math.floor(state.pods / 15) : state.pods));
  useCluster((state) => state.workloads);
  const states = statesByOwner();
  const rows = [...mirror.workloads.values()].filter((row) => row.namespace !== 'kube-system');
  const system = states.get('kube-system') ?? [];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row
    <div className="loads" role="group" aria-label={figure('workloads')}>
      {rows.slice(0, mostLoads).map((row) => (
        <Load
          key={row.key}
          row={row}
          states={states.get(`${row.namespace}/${row.kind}/${row.name}`) ?? []}
          brief={rows.length > manyLoads}
        />
      ))}
      {rows.length > mostLoads && (
        <span className="load muted">{figure('andMore', { count: rows.length - mostLoads })}</span>
      )}
      {system.length > 0 && (
        <span className="load o0">
          <b>kube-system</b>
          <Ticks states={system} most={16} />
          <span className="count">
            {figure('countOf', { ready: system.filter((state) => state === 'ready').length, all: system.length })}
          </span>
        </span>
      )}
    </div>
  );
}
