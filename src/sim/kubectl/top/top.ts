import type { Process } from '../../../api/process.ts';
import { milliValue, quantityValue } from '../../../base/quantity.ts';
import type { AnyObject, ApiResource } from '../client/resource.ts';
import { type Command, SELECTOR_FLAG } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { alignTabs, TABLE_LAYOUT } from '../print/tabwriter.ts';

const FLAGS: readonly FlagSpec[] = [
  SELECTOR_FLAG,
  { name: 'no-headers', type: 'bool' },
  { name: 'sort-by', type: 'string' },
  { name: 'use-protocol-buffers', type: 'bool', default: 'true' },
];

/** `kubectl top`. Models kubectl/pkg/cmd/top. */
export const topCommand: Command = {
  name: 'top',
  commands: [
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      flags: [...FLAGS, { name: 'show-capacity', type: 'bool' }],
      run: topNodes,
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      flags: [
        ...FLAGS,
        { name: 'all-namespaces', short: 'A', type: 'bool' },
        { name: 'containers', type: 'bool' },
        { name: 'field-selector', type: 'string' },
        { name: 'sum', type: 'bool' },
      ],
      run: topPods,
    },
  ],
};

interface Usage {
  readonly cpu: string;
  readonly memory: string;
}

/** Thousandths of a core, and bytes. */
interface Amount {
  readonly milliCpu: number;
  readonly bytes: number;
}

const MIB = 1024 ** 2;

function* metricsOf(invocation: Invocation, plural: string): Process<ApiResource> {
  const { flags, args } = invocation;
  const sortBy = flags.string('sort-by');
  if (sortBy !== '' && sortBy !== 'cpu' && sortBy !== 'memory') {
    throw new Error('--sort-by accepts only cpu or memory');
  }
  if (args.length > 0 && flags.string('selector')) throw new Error('only one of NAME or selector can be provided');
  const all = yield* invocation.mapper.all();
  const found = all.find((each) => each.group === 'metrics.k8s.io' && each.plural === plural);
  if (!found) throw new Error('Metrics API not available');
  return found;
}

function* listOf(
  { api, args, flags }: Invocation,
  resource: ApiResource,
  namespace: string,
): Process<readonly AnyObject[]> {
  const [name] = args;
  if (name !== undefined) return [yield* api.get({ resource, namespace, name })];
  const query = { labelSelector: flags.string('selector'), fieldSelector: flags.string('field-selector') };
  return (yield* api.list({ resource, namespace }, query)).items;
}

function amountOf(usages: readonly Usage[]): Amount {
  return {
    milliCpu: usages.reduce((sum, { cpu }) => sum + milliValue(cpu), 0),
    bytes: usages.reduce((sum, { memory }) => sum + quantityValue(memory), 0),
  };
}

function cells({ milliCpu, bytes }: Amount): readonly string[] {
  return [`${Math.ceil(milliCpu)}m`, `${Math.floor(bytes / MIB)}Mi`];
}

/** Sorted by use, most first, else by name. */
function sorted<T extends { readonly name: string; readonly amount: Amount }>(
  { flags }: Invocation,
  rows: readonly T[],
): T[] {
  const by = flags.string('sort-by');
  const key = by === 'cpu' ? 'milliCpu' : 'bytes';
  return [...rows].sort((a, b) => (by === '' ? (a.name < b.name ? -1 : 1) : b.amount[key] - a.amount[key]));
}

function* topNodes(invocation: Invocation): Process<void> {
  const { flags, mapper, api, out, err } = invocation;
  const resource = yield* metricsOf(invocation, 'nodes');
  const items = yield* listOf(invocation, resource, '');
  const nodes = yield* api.list({ resource: yield* mapper.byName('nodes'), namespace: '' });
  const total = new Map(
    nodes.items.map((node) => [node.metadata?.name, amountOfNode(node, flags.bool('show-capacity'))]),
  );
  const rows = items.map((item) => ({
    name: item.metadata?.name ?? '',
    amount: amountOf([item['usage'] as Usage]),
  }));
  if (rows.length === 0) {
    err('No resources found\n');
    return;
  }
  const lines = sorted(invocation, rows).map(({ name, amount }) => {
    const whole = total.get(name);
    const percent = (part: number, of: number | undefined): string =>
      of ? `${Math.floor((part / of) * 100)}%` : '<unknown>';
    const [cpu, memory] = cells(amount);
    return [name, cpu, percent(amount.milliCpu, whole?.milliCpu), memory, percent(amount.bytes, whole?.bytes)];
  });
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

/** Cells end in a tab, the last one too: kubectl's tables of usage have blanks at the end. */
function table(rows: readonly (readonly (string | undefined)[])[]): string {
  return alignTabs(rows.map((row) => `${row.join('\t')}\t\n`).join(''), TABLE_LAYOUT);
}

interface PodMetrics extends AnyObject {
  readonly containers: readonly { readonly name: string; readonly usage: Usage }[];
}

function* topPods(invocation: Invocation): Process<void> {
  const { flags, out, err, namespace } = invocation;
  const resource = yield* metricsOf(invocation, 'pods');
  const allNamespaces = flags.bool('all-namespaces');
  const items = yield* listOf(invocation, resource, allNamespaces ? '' : namespace);
  if (items.length === 0) {
    err(allNamespaces ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
    return;
  }
  const rows = (items as readonly PodMetrics[]).map((item) => ({
    name: item.metadata?.name ?? '',
    namespace: item.metadata?.namespace ?? '',
    containers: item.containers,
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
  out(table(flags.bool('no-headers') ? lines : [header, ...lines]));
}
