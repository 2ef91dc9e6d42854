import type { Process } from '../../../api/process.ts';
import { formatDuration } from '../../../base/duration.ts';
import { parseTime } from '../../../base/time.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { type Amount, amountOf, cells, listOf, metricsOf, sorted, table, type Usage } from './usage.ts';

/** A Pod older than this has no excuse for having no metrics. */
const METRICS_DELAY_MS = 120_000;

interface PodMetrics extends AnyObject {
  readonly containers: readonly { readonly name: string; readonly usage: Usage }[];
}

/** `kubectl top pod`. Models kubectl/pkg/cmd/top/top_pod.go. */
export function* topPods(invocation: Invocation): Process<void> {
  const { flags, out, err, namespace } = invocation;
  const resource = yield* metricsOf(invocation, 'pods');
  const allNamespaces = flags.bool('all-namespaces');
  const items = yield* listOf(invocation, resource, allNamespaces ? '' : namespace);
  if (items.length === 0) {
    yield* explainNothing(invocation, allNamespaces ? '' : namespace);
    err(allNamespaces ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
    return;
  }
  const rows = (items as readonly PodMetrics[]).map((item) => ({
    name: item.metadata?.name ?? '',
    namespace: item.metadata?.namespace ?? '',
    containers: sorted(
      invocation,
      item.containers.map((each) => ({ ...each, amount: amountOf([each.usage]) })),
    ),
    amount: amountOf(item.containers.map(({ usage }) => usage)),
  }));
  const withContainers = flags.bool('containers');
  const before = (space: string, pod: string): readonly string[] => (allNamespaces ? [space, pod] : [pod]);
  const lines = sorted(invocation, rows).flatMap((row) =>
    withContainers
      ? row.containers.map(({ name, usage }) => [...before(row.namespace, row.name), name, ...cells(amountOf([usage]))])
      : [[...before(row.namespace, row.name), ...cells(row.amount)]],
  );
  const names = [...(allNamespaces ? ['NAMESPACE'] : []), ...(withContainers ? ['POD', 'NAME'] : ['NAME'])];
  const header = [...names, 'CPU(cores)', 'MEMORY(bytes)'];
  const sum = flags.bool('sum')
    ? sumLines(
        header.length,
        rows.map(({ amount }) => amount),
      )
    : [];
  out(table([...(flags.bool('no-headers') ? [] : [header]), ...lines, ...sum]));
}

/** The total below a line, under the last two of so many columns. */
function sumLines(columns: number, amounts: readonly Amount[]): readonly (readonly string[])[] {
  const before = Array<string>(columns - 2).fill('');
  const milliCpu = amounts.reduce((sum, one) => sum + one.milliCpu, 0);
  const bytes = amounts.reduce((sum, one) => sum + one.bytes, 0);
  return [
    [...before, '________', '________'],
    [...before, ...cells({ milliCpu, bytes })],
  ];
}

/** No metrics came: an error, unless there are no Pods either. Models verifyEmptyMetrics. */
function* explainNothing(invocation: Invocation, namespace: string): Process<void> {
  const pods = yield* listOf(invocation, yield* invocation.mapper.byName('pods'), namespace);
  if (pods.length === 0) return;
  for (const { metadata } of pods) {
    const ageMs = invocation.env.nowMs() - parseTime(metadata?.creationTimestamp ?? '');
    if (ageMs <= METRICS_DELAY_MS) continue;
    throw new Error(
      `Metrics not available for pod ${metadata?.namespace}/${metadata?.name}, age: ${formatDuration(ageMs)}`,
    );
  }
  throw new Error('metrics not available yet');
}
