import { labelValue } from '../../../api/names.ts';
import { goQuote } from '../../../base/go-quote.ts';

/** What is to be set in a map, and what taken out. */
export interface MapChange {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** Splits arguments into resources and `key=value` or `key-` changes. Models cmdutil.GetResourcesAndPairs. */
export function splitPairs(
  args: readonly string[],
  field: 'labels' | 'annotations',
): { readonly resources: readonly string[]; readonly change: MapChange } {
  const noun = field === 'labels' ? 'label' : 'annotation';
  const isPair = (arg: string): boolean => (arg.includes('=') && arg[0] !== '=') || /.-$/.test(arg);
  const first = args.findIndex(isPair);
  const resources = first < 0 ? args : args.slice(0, first);
  const pairs = first < 0 ? [] : args.slice(first);
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const pair of pairs) {
    if (!isPair(pair)) throw new Error(`all resources must be specified before ${noun} changes: ${pair}`);
    const equals = pair.indexOf('=');
    if (equals < 0) {
      remove.push(pair.slice(0, -1));
      continue;
    }
    const value = pair.slice(equals + 1);
    if (field === 'labels' && value.includes('=')) throw new Error(`invalid label spec: ${pair}`);
    const problems = field === 'labels' ? labelValue(value) : [];
    if (problems.length > 0) throw new Error(`invalid label value: ${goQuote(pair)}: ${problems.join(';')}`);
    set.set(pair.slice(0, equals), value);
  }
  const both = remove.filter((key) => set.has(key));
  if (both.length > 0) {
    throw new Error(
      field === 'labels'
        ? 'can not both modify and remove a label in the same command'
        : `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
    );
  }
  return { resources, change: { set, remove } };
}
