import { describe, expect, test } from 'vitest';
import recorded from '../../sim/testing/testdata/yaml.json' with { type: 'json' };
import { parseDocuments } from './parse-documents.ts';

const accepted = recorded.filter((entry) => !('error' in entry));
const refused = recorded.filter((entry) => 'error' in entry);

test.each(accepted)("the text $text has the value that kubectl's library gives it", ({ text, value }) => {
  // A document that is null is none.
  expect(parseDocuments(text).map((document) => document.value)).toEqual(value === null ? [] : [value]);
});

test.each(refused)('the text $text is refused with $error', ({ text, error }) => {
  expect(parseDocuments(text)[0]?.error?.message).toBe(`error converting YAML to JSON: ${error}`);
});

describe('a stream of documents', () => {
  const text = [
    '# a comment',
    '---',
    'a:',
    '  b:',
    '  - x: 1',
    '    v: {z: 2}',
    '  - w',
    '--- # next',
    '---',
    'q: &anchor',
    '  - r',
    'p: *anchor',
    '---',
    'bad: [',
    '',
  ].join('\n');
  const documents = parseDocuments(text);

  test('is split at its separators, without those that are empty', () => {
    expect(documents.map(({ value, line, error }) => ({ value, line, error }))).toEqual([
      { value: { a: { b: [{ v: { z: 2 }, x: 1 }, 'w'] } }, line: 3, error: undefined },
      { value: { p: ['r'], q: ['r'] }, line: 10, error: undefined },
      {
        value: undefined,
        line: 14,
        error: {
          line: 15,
          message: 'error converting YAML to JSON: yaml: line 1: did not find expected node content',
        },
      },
    ]);
  });

  test.each<[number, (string | number)[], number]>([
    [0, [], 3],
    [0, ['a'], 3],
    [0, ['a', 'b', 0, 'v'], 6],
    [0, ['a', 'b', 0, 'v', 'z'], 6],
    [0, ['a', 'b', 1], 7],
    [0, ['a', 'b', 7, 'x'], 4],
    [0, ['nothing'], 3],
    [1, ['q', 0], 11],
    [1, ['p', 0], 12],
  ])('document %i has the field %j in line %i', (index, path, line) => {
    expect(documents[index]!.lineOf(path)).toBe(line);
  });
});

test.each([
  ['{"a": 1}\n{"b": [2]}\n', [{ a: 1 }, { b: [2] }]],
  ['{\n\t"a": {\n\t\t"b": "}"\n\t}\n}', [{ a: { b: '}' } }]],
  ['a: 1\r\n---\r\nb: |\r\n  x\r\n', [{ a: 1 }, { b: 'x\n' }]],
  ['', []],
  ['# nothing\n---\n', []],
])('the text %j has the documents %j', (text, values) => {
  expect(parseDocuments(text).map((document) => document.value)).toEqual(values);
});

test('text after a separator is refused', () => {
  expect(parseDocuments('a: 1\n--- b: 2\n').map(({ value, error }) => ({ value, error }))).toEqual([
    { value: { a: 1 }, error: undefined },
    { value: undefined, error: { line: 2, message: 'invalid Yaml document separator: b: 2' } },
  ]);
});
