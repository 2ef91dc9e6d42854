import { expect, test } from 'vitest';
import { alignTabs, DESCRIBE_LAYOUT, TABLE_LAYOUT } from './tabwriter.ts';

test.each<[string, string, string]>([
  ['columns are as wide as their widest cell', 'a\tbb\tc\naaa\tb\tc\n', 'a    bb  c\naaa  b   c\n'],
  ['a column ends where a line has no cell for it', 'Name:\tx\nIPs:\n  IP:\ty\n', 'Name:  x\nIPs:\n  IP:  y\n'],
  ['the last cell is not padded, an empty one leaves blanks', 'a\tb\naaa\t\n', 'a    b\naaa  \n'],
  ['inner columns align over their own block', 'a\tb\tc\na\tbbb\tc\nx\n', 'a  b    c\na  bbb  c\nx\n'],
  ['characters count, not bytes', 'ä\tb\naa\tb\n', 'ä   b\naa  b\n'],
])('%s', (_, text, aligned) => {
  expect(alignTabs(text, DESCRIBE_LAYOUT)).toBe(aligned);
});

test('tables have columns of six or more and never narrow again', () => {
  const widths: number[] = [];
  expect(alignTabs('A\tLONG NAME\tB\n', TABLE_LAYOUT, widths)).toBe('A     LONG NAME   B\n');
  expect(alignTabs('x\ty\tz\n', TABLE_LAYOUT, widths)).toBe('x     y           z\n');
});
