/** Which side of a difference a line shows. */
export type Side = '' | '-' | '+';

/** A text that becomes lines: a word, a list in braces, or something with a prefix before it. */
export type Node = string | { readonly prefix: string; readonly list: readonly Item[] };

/** One line, or the beginning of one, in a list. */
export interface Item {
  readonly side: Side;
  readonly key: string;
  readonly value: Node;
  /** `4 identical fields`: stands after an ellipsis. */
  readonly comment?: string;
}

/** A removed or inserted value that is longer is broken into lines. */
const MAX_COLUMNS = 80;

/** Lists become words where they fit. Models textList.formatCompactTo of go-cmp. */
function compact(node: Node, side: Side): Node {
  if (typeof node === 'string') return node;
  const list = node.list.map((item) => ({ ...item, value: compact(item.value, item.side || side) }));
  const words = list.map(({ key, value }) => `${key ? `${key}: ` : ''}${value}`);
  const broken = list.some((item) => item.side || item.comment !== undefined || typeof item.value !== 'string');
  const long = side !== '' && words.reduce((length, word) => length + word.length + 2, 0) > MAX_COLUMNS;
  if (broken || long) return { ...node, list };
  return `${node.prefix}{${words.join(', ')}}`;
}

const indent = (side: Side, depth: number): string => `\n${side || ' '} ${'\t'.repeat(depth)}`;

/** How many spaces stand after each key, so that the values of neighbours begin in one column. */
function paddings(list: readonly Item[]): readonly number[] {
  const result = list.map(() => 0);
  const alone = ({ key, value }: Item): boolean => key === '' || typeof value !== 'string';
  for (let start = 0; start < list.length; start++) {
    if (alone(list[start]!)) continue;
    let end = start;
    while (end < list.length && !alone(list[end]!)) end++;
    const longest = Math.max(...list.slice(start, end).map(({ key }) => key.length));
    for (let i = start; i < end; i++) result[i] = longest - list[i]!.key.length;
    start = end;
  }
  return result;
}

function expanded(node: Node, side: Side, depth: number): string {
  if (typeof node === 'string') return node;
  const spaces = paddings(node.list);
  const lines = node.list.map((item, i) => {
    const own = item.side || side;
    const key = item.key ? `${item.key}: ${' '.repeat(spaces[i]!)}` : '';
    const start = `${indent(own, depth + 1)}${key}`;
    if (item.comment !== undefined) return `${start}... // ${item.comment}`;
    return `${start}${expanded(item.value, own, depth + 1)},`;
  });
  return `${node.prefix}{${lines.join('')}${indent(side, depth)}}`;
}

/** The lines of a difference, the last one ended. */
export function textOf(node: Node): string {
  return `${indent('', 0).slice(1)}${expanded(compact(node, ''), '', 0)}\n`;
}
