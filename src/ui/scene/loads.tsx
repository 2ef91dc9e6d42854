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

/** More ticks than these are a bar in parts, however many Pods there are: a few stand for all. */
const mostTicks = 200;

/** States of an owner's Pods, the ready ones first. */
function statesOf(owner: string): readonly PodState[] {
  const counts = mirror.counts.ofOwner.get(owner) ?? new Map<PodState, number>();
  let all = 0;
  for (const count of counts.values()) all += count;
  const scale = Math.min(1, mostTicks / Math.max(1, all));
  return order.flatMap((state) => Array<PodState>(Math.ceil((counts.get(state) ?? 0) * scale)).fill(state));
}

function systemCounts(): { readonly ready: number; readonly all: number } {
  const counts = mirror.counts.ofOwner.get('kube-system');
  let all = 0;
  for (const [state, count] of counts ?? []) if (state !== 'evicted') all += count;
  return { ready: counts?.get('ready') ?? 0, all };
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
  useCluster((state) => state.pods);
  useCluster((state) => state.workloads);
  const rows = [...mirror.workloads.values()].filter((row) => row.namespace !== 'kube-system');
  const system = statesOf('kube-system');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row
    <div className="loads" role="group" aria-label={figure('workloads')}>
      {rows.slice(0, mostLoads).map((row) => (
        <Load
          key={row.key}
          row={row}
          states={statesOf(`${row.namespace}/${row.kind}/${row.name}`)}
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
          <span className="count">{figure('countOf', systemCounts())}</span>
        </span>
      )}
    </div>
  );
}
