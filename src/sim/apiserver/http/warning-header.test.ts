import { describe, expect, it } from 'vitest';
import { warningHeader } from './warning-header.ts';

describe('the Warning header', () => {
  const long = (letter: string): string => letter.repeat(1000);
  const table: [name: string, texts: string[], expected: string | undefined][] = [
    ['is not there without warnings', [], undefined],
    ['is not there for nothing that can be told', ['', 'a\nb'], undefined],
    ['tells each once', ['a', 'b', 'a'], '299 - "a", 299 - "b"'],
    ['escapes quotes and no more', ['say "é" \\ no'], '299 - "say \\"é\\" \\\\ no"'],
    [
      'is whole up to 4096 letters',
      [long('a'), long('b'), long('c'), long('d')],
      `299 - "${long('a')}", 299 - "${long('b')}", 299 - "${long('c')}", 299 - "${long('d')}"`,
    ],
    [
      'has the beginnings of texts that are more',
      [...'abcde'].map(long),
      [...'abcde'].map((letter) => `299 - "${letter.repeat(256)}"`).join(', '),
    ],
  ];
  it.each(table)('%s', (_name, texts, expected) => expect(warningHeader(texts)).toBe(expected));
});
