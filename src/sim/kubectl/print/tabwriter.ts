/** How columns are laid out. */
export interface TabLayout {
  /** Least width of a column, padding included. */
  readonly minWidth: number;
  /** Blanks after the widest cell. */
  readonly padding: number;
}

/** The layout of kubectl's tables. */
export const TABLE_LAYOUT: TabLayout = { minWidth: 6, padding: 3 };
/** The layout of `kubectl describe`. */
export const DESCRIBE_LAYOUT: TabLayout = { minWidth: 0, padding: 2 };

/**
 * Aligns text whose cells end in tabs. A column is a block of adjacent lines that all have a tab-ended cell at that
 * place; what follows a line's last tab belongs to no column. Models Go's text/tabwriter with blanks as padding.
 *
 * `remembered`, if given, holds the widths of earlier tables, which columns do not fall below; it is updated.
 */
export function alignTabs(text: string, layout: TabLayout, remembered?: number[]): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const out: string[] = new Array(lines.length).fill('');
  formatBlock(lines, out, 0, lines.length, [], layout, remembered);
  return out.join('\n');
}

function formatBlock(
  lines: readonly string[][],
  out: string[],
  from: number,
  to: number,
  widths: readonly number[],
  layout: TabLayout,
  remembered: number[] | undefined,
): void {
  const column = widths.length;
  let row = from;
  while (row < to) {
    if (column >= lines[row]!.length - 1) {
      out[row] = renderLine(lines[row]!, widths);
      row++;
      continue;
    }
    let width = layout.minWidth;
    let end = row;
    for (; end < to && column < lines[end]!.length - 1; end++) {
      width = Math.max(width, lengthOf(lines[end]![column]!) + layout.padding);
    }
    if (remembered) {
      width = Math.max(width, remembered[column] ?? 0);
      remembered[column] = width;
    }
    formatBlock(lines, out, row, end, [...widths, width], layout, remembered);
    row = end;
  }
}

function renderLine(cells: readonly string[], widths: readonly number[]): string {
  let line = '';
  cells.forEach((cell, i) => {
    line += cell;
    if (i < cells.length - 1) line += ' '.repeat(Math.max(0, widths[i]! - lengthOf(cell)));
  });
  return line;
}

/** Characters, not UTF-16 units. */
function lengthOf(cell: string): number {
  let length = 0;
  for (const _ of cell) length++;
  return length;
}
