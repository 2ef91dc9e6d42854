import type { Process } from '../../../api/process.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { type Amount, amountOf, cells, listOf, metricsOf, sorted, table, type Usage } from './usage.ts';

/** `kubectl top node`. Models kubectl/pkg/cmd/top/top_node.go. */
export function* topNodes(invocation: Invocation): Process<void> {
  const { flags, mapper, out } = invocation;
  const resource = yield* metricsOf(invocation, 'nodes');
  const items = yield* listOf(invocation, resource, '');
  if (items.length === 0) throw new Error('metrics not available yet');
  const nodes = yield* listOf(invocation, yield* mapper.byName('nodes'), '');
  const total = new Map(nodes.map((node) => [node.metadata?.name, amountOfNode(node, flags.bool('show-capacity'))]));
  const rows = items.map((item) => ({
    name: item.metadata?.name ?? '',
    amount: amountOf([item['usage'] as Usage]),
  }));
  const lines = sorted(invocation, rows).map(({ name, amount }) => {
    const whole = total.get(name);
    const percent = (part: number, of: number | undefined): string =>
      of ? `${Math.floor((part / of) * 100)}%` : '<unknown>';
    const [cpu, memory] = cells(amount);
    return [name, cpu, percent(amount.milliCpu, whole?.milliCpu), memory, percent(amount.bytes, whole?.bytes)];
  });
  // Nodes that nobody could ask come last.
  for (const name of total.keys()) {
    if (!rows.some((row) => row.name === name)) lines.push([name ?? '', ...Array<string>(4).fill('<unknown>')]);
  }
  const header = ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'];
  out(table(flags.bool('no-headers') ? lines : [header, ...lines]));
}

function amountOfNode({ status }: AnyObject, capacity: boolean): Amount {
  const { allocatable, capacity: whole } = (status ?? {}) as {
    readonly allocatable?: Usage;
    readonly capacity?: Usage;
  };
  const chosen = capacity ? whole : allocatable;
  return chosen ? amountOf([chosen]) : { milliCpu: 0, bytes: 0 };
}
