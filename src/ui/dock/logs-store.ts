import { create } from 'zustand';
import type { LogNews, LogQuery, LogRow } from '../../protocol/dock.ts';
import type { PodRow } from '../../protocol/view.ts';
import { mirror } from '../store/cluster-store.ts';
import { isPodOf } from '../store/pods-of.ts';
import { tell } from '../store/session.ts';
import { type Selection, showPage, useView } from '../store/view-store.ts';

/** How many lines are kept. */
const mostRows = 5000;

/** A line with its place among all that came. */
export interface LogLineRow extends LogRow {
  readonly key: number;
}

interface LogsState {
  /** Whose output is shown; null: of what is selected. */
  readonly target: Selection | null;
  readonly previous: boolean;
  readonly filter: string;
  readonly rows: readonly LogLineRow[];
  readonly unreachable: readonly string[];
}

export const useLogs = create<LogsState>(() => ({
  target: null,
  previous: false,
  filter: '',
  rows: [],
  unreachable: [],
}));

/** Kinds that have output, by themselves or by their Pods. */
export const withOutput: ReadonlySet<string> = new Set([
  ...['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Service'],
  'ReplicationController',
]);

let lastKey = 0;

/** Takes in lines that the worker tells. */
export function takeLogs({ reset, rows, unreachable }: LogNews): void {
  const keyed = rows.map((row) => ({ ...row, key: ++lastKey }));
  useLogs.setState((before) => ({
    rows: [...(reset ? [] : before.rows), ...keyed].slice(-mostRows),
    unreachable,
  }));
}

/** Asks the worker for the output of these Pods, or for none. */
export function tail(query: LogQuery | null): void {
  if (query === null) useLogs.setState({ rows: [], unreachable: [] });
  tell({ type: 'tail', query });
}

/** The Pods whose output is an object's: its own, those that it owns, those behind it. */
export function podsOf(selection: Selection): readonly PodRow[] {
  const { kind, namespace, name } = selection;
  if (kind === 'Pod') return [mirror.findPod(namespace, name)].filter((pod) => pod !== undefined);
  if (kind === 'Service') {
    const names = mirror.services.get(`${namespace}/${name}`)?.pods ?? [];
    return names.flatMap((pod) => mirror.findPod(namespace, pod) ?? []);
  }
  return [...mirror.pods.values()].filter((pod) => isPodOf(pod, selection));
}

/** The kubectl command that shows the same. */
export function commandOf({ kind, namespace, name }: Selection, previous: boolean): string {
  const at = namespace === '' || namespace === 'default' ? '' : ` -n ${namespace}`;
  const run = previous ? ' --previous' : ' -f';
  if (kind === 'Pod') return `kubectl logs${run} ${name} --all-containers${at}`;
  return `kubectl logs${run} ${kind.toLowerCase()}/${name} --all-pods --all-containers${at}`;
}

/** Shows the output of an object in the dock. */
export function showLogs(target: Selection | null): void {
  useLogs.setState({ target });
  showPage('cluster');
  useView.setState(({ collapsed }) => ({
    dockTab: 'logs',
    sheetOpen: false,
    leftTab: 'logs',
    collapsed: { ...collapsed, dock: false },
  }));
}
