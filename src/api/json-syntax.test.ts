import { expect, test } from 'vitest';
import { findJsonError } from './json-syntax.ts';

// Texts and offsets as encoding/json gives them.
const faults: readonly [text: string, message: string, offset: number | undefined][] = [
  ['{"a": the}', "invalid character 'h' in literal true (expecting 'r')", 8],
  ['{"a": nul}', "invalid character '}' in literal null (expecting 'l')", 10],
  ['{"a": 1,}', "invalid character '}' looking for beginning of object key string", 9],
  ['{a: 1}', "invalid character 'a' looking for beginning of object key string", 2],
  ['{"a" 1}', "invalid character '1' after object key", 6],
  ['{"a": 1 "b"}', `invalid character '"' after object key:value pair`, 9],
  ['[1 2]', "invalid character '2' after array element", 4],
  ['[1,]', "invalid character ']' looking for beginning of value", 4],
  ['-x', "invalid character 'x' in numeric literal", 2],
  ['1.x', "invalid character 'x' after decimal point in numeric literal", 3],
  ['1e', 'unexpected end of JSON input', undefined],
  ['01', "invalid character '1' after top-level value", 2],
  ['"a\nb"', "invalid character '\\n' in string literal", 3],
  ['"\\q"', "invalid character 'q' in string escape code", 3],
  ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape", 6],
  ['{"ü": ?}', "invalid character '?' looking for beginning of value", 8],
  ['{"spec":', 'unexpected end of JSON input', undefined],
  ['"abc', 'unexpected end of JSON input', undefined],
  ['', 'unexpected end of JSON input', undefined],
  ['{} {}', "invalid character '{' after top-level value", 4],
];

test.each(faults)('%j is no JSON: %s', (text, message, offset) => {
  const found = findJsonError(text);
  expect({ message: found?.message, offset: found?.offset }).toEqual({ message, offset });
});

test('what is JSON has no fault', () => {
  const texts = ['{}', '[]', ' {"a": [1, -2.5e+3, true, null, "\\u00fc\\n"], "b": {}} ', '0', '"x"'];
  expect(texts.map((text) => findJsonError(text))).toEqual(texts.map(() => undefined));
});

test('of several values in one text the broken one is named by its place', () => {
  expect(findJsonError('{"a": 1}\n{"b": 2}\n', true)).toBeUndefined();
  expect(findJsonError('{"a": 1}\n---\nb: 2\n', true)).toEqual({
    message: "invalid character '-' in numeric literal",
    offset: 11,
    start: 9,
  });
});
