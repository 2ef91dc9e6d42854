import { describe, expect, test } from 'vitest';
import { emptyLine, entered, keysOf, type Line, press, replaceFrom } from './line-editor.ts';

function type(data: string, from: Line = emptyLine): Line {
  return keysOf(data).reduce((line, key) => press(line, key).line, from);
}

/** The text with a bar where the cursor is. */
const shown = ({ text, cursor }: Line): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

const LEFT = '\x1b[D';
const UP = '\x1b[A';
const DOWN = '\x1b[B';

const cases: readonly [name: string, data: string, expected: string][] = [
  ['characters go in at the cursor', `get pds${LEFT}${LEFT}o`, 'get po|ds'],
  ['Backspace takes the character before the cursor', 'get pod\x7f', 'get po|'],
  ['Delete takes the character under the cursor', `abc${LEFT}${LEFT}\x1b[3~`, 'a|c'],
  ['Ctrl-A and Ctrl-E go to the ends', 'bc\x01a\x05d', 'abcd|'],
  ['Ctrl-W cuts the word before the cursor', 'get pods web\x17', 'get pods |'],
  ['Ctrl-U cuts to the start and Ctrl-Y puts it back', 'get pods\x15x \x19', 'x get pods|'],
  ['Ctrl-K cuts to the end', `get pods${LEFT.repeat(5)}\x0b`, 'get|'],
  ['Ctrl with an arrow goes by words', 'get pods web\x1b[1;5D\x1b[1;5D', 'get |pods web'],
  ['Alt-F goes a word on', 'get pods\x01\x1bf', 'get| pods'],
  ['an unknown escape sequence does nothing', 'ab\x1b[20~c', 'abc|'],
];

describe('editing a line', () => {
  for (const [name, data, expected] of cases) {
    test(name, () => expect(shown(type(data))).toBe(expected));
  }
});

describe('history', () => {
  const past = entered(type('get pods', entered(type('get nodes'))));

  test('goes back and comes forth to what was being typed', () => {
    const line = type(`desc${UP}${UP}`, past);
    expect(shown(line)).toBe('get nodes|');
    expect(shown(type(`${DOWN}${DOWN}${DOWN}`, line))).toBe('desc|');
  });

  test('stops at the oldest line', () => expect(shown(type(UP.repeat(5), past))).toBe('get nodes|'));

  test('keeps no empty line and no repetition', () => {
    const repeated = entered(type('get pods', past));
    expect(entered(type('  ', repeated)).history).toEqual(['get nodes', 'get pods']);
  });
});

describe('asking', () => {
  const table: readonly [name: string, data: string, key: string, ask: string | undefined][] = [
    ['Enter runs the line', 'ls', '\r', 'enter'],
    ['Tab completes', 'kubectl g', '\t', 'complete'],
    ['Ctrl-C gives the line up', 'ls', '\x03', 'interrupt'],
    ['Ctrl-D ends an empty line', '', '\x04', 'end'],
    ['Ctrl-D leaves a line with text alone', 'ls', '\x04', undefined],
  ];
  for (const [name, data, key, ask] of table) {
    test(name, () => expect(press(type(data), key).ask).toBe(ask));
  }

  test('a completion replaces the word before the cursor only', () => {
    expect(shown(replaceFrom(type(`get po web${LEFT.repeat(4)}`), 4, 'pods'))).toBe('get pods| web');
  });
});
