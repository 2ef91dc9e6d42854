import type { Process } from '../../../api/process.ts';
import { milliValue, quantityValue } from '../../../base/quantity.ts';
import type { AnyObject, ApiResource } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { alignTabs, TABLE_LAYOUT } from '../print/tabwriter.ts';

export interface Usage {
  readonly cpu: string;
  readonly memory: string;
}

/** Thousandths of a core, and bytes. */
export interface Amount {
  readonly milliCpu: number;
  readonly bytes: number;
}

const MIB = 1024 ** 2;

export function* metricsOf(invocation: Invocation, plural: string): Process<ApiResource> {
  const { flags, args } = invocation;
  const sortBy = flags.string('sort-by');
  if (sortBy !== '' && sortBy !== 'cpu' && sortBy !== 'memory') {
    throw new Error('--sort-by accepts only cpu or memory');
  }
  if (args.length > 0 && flags.string('selector')) {
    throw new Error(`only one of NAME or ${plural === 'pods' ? '' : '--'}selector can be provided`);
  }
  const all = yield* invocation.mapper.all();
  const found = all.find((each) => each.group === 'metrics.k8s.io' && each.plural === plural);
  if (!found) throw new Error('Metrics API not available');
  return found;
}

export function* listOf(
  { api, args, flags }: Invocation,
  resource: ApiResource,
  namespace: string,
): Process<readonly AnyObject[]> {
  const [name] = args;
  if (name !== undefined) return [yield* api.get({ resource, namespace, name })];
  const query = { labelSelector: flags.string('selector'), fieldSelector: flags.string('field-selector') };
  return (yield* api.list({ resource, namespace }, query)).items;
}

export function amountOf(usages: readonly Usage[]): Amount {
  return {
    milliCpu: usages.reduce((sum, { cpu }) => sum + milliValue(cpu), 0),
    bytes: usages.reduce((sum, { memory }) => sum + quantityValue(memory), 0),
  };
}

export function cells({ milliCpu, bytes }: Amount): readonly string[] {
  return [`${Math.ceil(milliCpu)}m`, `${Math.floor(bytes / MIB)}Mi`];
}

/** Sorted by use, most first, else by namespace and name. */
export function sorted<T extends { readonly name: string; readonly namespace?: string; readonly amount: Amount }>(
  { flags }: Invocation,
  rows: readonly T[],
): T[] {
  const by = flags.string('sort-by');
  const key = by === 'cpu' ? 'milliCpu' : 'bytes';
  return [...rows].sort((a, b) => (by === '' ? compareNames(a, b) : b.amount[key] - a.amount[key]));
}

interface Named {
  readonly name: string;
  readonly namespace?: string;
}

function compareNames(a: Named, b: Named): number {
  const { namespace: left = '' } = a;
  const { namespace: right = '' } = b;
  if (left !== right) return left < right ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

/** Cells end in a tab, the last one too: kubectl's tables of usage have blanks at the end. */
export function table(rows: readonly (readonly (string | undefined)[])[]): string {
  return alignTabs(rows.map((row) => `${row.join('\t')}\t\n`).join(''), TABLE_LAYOUT);
}
