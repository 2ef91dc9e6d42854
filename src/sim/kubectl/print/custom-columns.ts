import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject } from '../client/resource.ts';
import { goPlain } from './go-values.ts';
import { follow } from './jsonpath/evaluate.ts';
import { parseFieldPath } from './jsonpath/parse.ts';
import { alignTabs, TABLE_LAYOUT } from './tabwriter.ts';

/** The printer for `-o custom-columns=HEADER:PATH,…`. */
export function customColumns(spec: string, noHeaders: boolean): (object: AnyObject) => string {
  if (spec === '') throw new Error('custom-columns format specified but no custom columns given');
  const columns = spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0 || part.slice(colon + 1).includes(':')) {
      throw new Error(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return { header: part.slice(0, colon), path: pathOf(part.slice(colon + 1)) };
  });
  return (object) => {
    const items = Array.isArray(object['items']) ? (object['items'] as AnyObject[]) : [object];
    const rows = items.map((item) => columns.map(({ path }) => cellText(follow(path, [item]))));
    const lines = noHeaders ? rows : [columns.map((column) => column.header), ...rows];
    return alignTabs(lines.map((line) => `${line.join('\t')}\n`).join(''), TABLE_LAYOUT);
  };
}

function pathOf(text: string): ReturnType<typeof parseFieldPath> {
  try {
    return parseFieldPath(text);
  } catch (error) {
    throw new Error(`${(error as Error).message}: ${goQuote(text)}`);
  }
}

function cellText(values: readonly unknown[]): string {
  return values.length === 0 ? '<none>' : values.map((value) => (value === null ? '<nil>' : goPlain(value))).join(',');
}
