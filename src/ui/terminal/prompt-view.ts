import type { Line } from './line-editor.ts';

/** Where a line stands on the screen: how far the cursor is below the prompt's row. */
export interface Drawn {
  readonly cursorRow: number;
}

export const nothingDrawn: Drawn = { cursorRow: 0 };

const CLEAR_BELOW = '\x1b[0J';

/** Rows up (or none) and to the first column. */
function backTo(rows: number): string {
  return `${rows > 0 ? `\x1b[${rows}A` : ''}\r`;
}

/** Erases what `drawn` describes; the cursor is then where the prompt began. */
export function eraseLine(drawn: Drawn): string {
  return backTo(drawn.cursorRow) + CLEAR_BELOW;
}

/**
 * Draws a prompt and a line over what was drawn before.
 * @param columns the terminal's width
 * @returns what to write, and where the cursor is then
 */
export function drawLine(
  prompt: string,
  { text, cursor }: Pick<Line, 'text' | 'cursor'>,
  columns: number,
  drawn: Drawn,
): { output: string; drawn: Drawn } {
  const plainPrompt = withoutColours(prompt);
  const end = place(plainPrompt + text, columns);
  const at = place(plainPrompt + text.slice(0, cursor), columns);
  // A text that fills its last row leaves the terminal's cursor on that row until something follows.
  const wrap = end.column === 0 && end.row > 0 && !text.endsWith('\n') ? '\r\n' : '';
  const shown = prompt + text.replaceAll('\n', '\r\n');
  const toCursor = `${backTo(end.row - at.row)}${at.column > 0 ? `\x1b[${at.column}C` : ''}`;
  return { output: eraseLine(drawn) + shown + wrap + toCursor, drawn: { cursorRow: at.row } };
}

/** Row and column behind a text that begins at the left edge. */
function place(text: string, columns: number): { row: number; column: number } {
  let row = 0;
  let column = 0;
  for (const character of text) {
    if (character === '\n') {
      row++;
      column = 0;
    } else if (++column === columns) {
      row++;
      column = 0;
    }
  }
  return { row, column };
}

function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
  return text.replace(/\x1b\[[0-9;]*m/g, '');
}
