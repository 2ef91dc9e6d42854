import { expect, test } from 'vitest';
import recorded from '../../sim/testing/testdata/golden/yaml-output.json' with { type: 'json' };
import { parseDocuments } from './parse-documents.ts';
import { toYaml } from './to-yaml.ts';

test.each(recorded)('what `$command` printed is written the same again', ({ stdout }) => {
  const documents = parseDocuments(stdout).map((document) => toYaml(document.value));
  expect(documents.join('---\n')).toBe(stdout);
});

const long = 'word '.repeat(24).trim();

test.each<[unknown, string]>([
  [{ b: 1, a: [], c: {}, d: null, e: undefined }, 'a: []\nb: 1\nc: {}\nd: null\n'],
  [{ a10: 1, a2: 1, a1: 1, A: 1, _: 1, 10: 1, 2: 1 }, '_: 1\n"2": 1\n"10": 1\nA: 1\na1: 1\na2: 1\na10: 1\n'],
  [{ l: [1, [2, [3]], { k: ['x'], m: 1 }] }, 'l:\n- 1\n- - 2\n  - - 3\n- k:\n  - x\n  m: 1\n'],
  [
    ['true', '1', '0644', 'null', '', 'y', '1:30', '2025-01-01'],
    '- "true"\n- "1"\n- "0644"\n- "null"\n- ""\n- "y"\n- "1:30"\n- "2025-01-01"\n',
  ],
  [
    { a: 'x: y', b: '- z', c: "it's", d: '#', e: "'q'", f: ' g' },
    "a: 'x: y'\nb: '- z'\nc: it's\nd: '#'\ne: '''q'''\nf: ' g'\n",
  ],
  [
    { a: 'one\ntwo', b: 'one\n', c: 'one\n\n', d: '\n  one\n', e: 'one \ntwo' },
    'a: |-\n  one\n  two\nb: |\n  one\nc: |+\n  one\n\nd: |2\n\n    one\ne: "one \\ntwo"\n',
  ],
  [
    { a: 'tab\there', b: '\u0001', c: '\ud83d\ude00', d: 'caf\u00e9' },
    'a: "tab\\there"\nb: "\\x01"\nc: "\\U0001F600"\nd: café\n',
  ],
  [{ k: long }, `k: ${long.slice(0, 79)}\n  ${long.slice(80)}\n`],
  [
    { a: 1.5, b: 1e21, c: 0.000001, d: 12345678.9, e: 100_000_000_000 },
    'a: 1.5\nb: 1e+21\nc: 1e-06\nd: 1.23456789e+07\ne: 100000000000\n',
  ],
  ['text', 'text\n'],
  [[], '[]\n'],
])('the value %j is written as kubectl writes it', (value, expected) => {
  expect(toYaml(value)).toBe(expected);
});
