import { describe, expect, test } from 'vitest';
import { drawLine, eraseLine, nothingDrawn } from './prompt-view.ts';

const ESC = '\x1b[';
const lineOf = (text: string, cursor = text.length) => ({ text, cursor });

describe('drawing the line that is typed', () => {
  const cases: readonly [name: string, text: string, cursor: number, columns: number, output: string, row: number][] = [
    ['a short line', 'ls', 2, 80, `\r${ESC}0J$ ls\r${ESC}4C`, 0],
    ['the cursor inside', 'abc', 1, 80, `\r${ESC}0J$ abc\r${ESC}3C`, 0],
    [
      'a line over two rows, the cursor on the first',
      'abcdefgh',
      1,
      5,
      `\r${ESC}0J$ abcdefgh\r\n${ESC}2A\r${ESC}3C`,
      0,
    ],
    ['a line that fills its row', 'abc', 3, 5, `\r${ESC}0J$ abc\r\n\r`, 1],
    ['a line of two lines', 'a\nb', 3, 80, `\r${ESC}0J$ a\r\nb\r${ESC}1C`, 1],
  ];
  for (const [name, text, cursor, columns, output, row] of cases) {
    test(name, () => {
      expect(drawLine('$ ', lineOf(text, cursor), columns, nothingDrawn)).toEqual({
        output,
        drawn: { cursorRow: row },
      });
    });
  }

  test('colours of the prompt take no room', () => {
    expect(drawLine(`${ESC}2m$${ESC}0m `, lineOf('ab'), 80, nothingDrawn).output).toMatch(/4C$/);
  });

  test('erases from the first row of what was drawn', () => {
    expect(eraseLine({ cursorRow: 2 })).toBe(`${ESC}2A\r${ESC}0J`);
  });
});
