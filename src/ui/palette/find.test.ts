import { expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import { find } from './find.ts';

const entry = (name: string, what: string): Entry => ({ key: `${what} ${name}`, name, what, shortcut: '', run() {} });
const entries = [
  entry('web-7d4b9c6f5-x7c2d', 'Pod in default'),
  entry('web', 'Deployment in default'),
  entry('web', 'Service in shop'),
  entry('node-1', 'Node'),
  entry('Cut off node-1', 'Break'),
];

test.each<[name: string, typed: string, first: readonly string[]]>([
  ['nothing typed lists what there is', '', entries.map(({ key }) => key)],
  ['a random suffix finds its Pod', 'x7c2d', ['Pod in default web-7d4b9c6f5-x7c2d']],
  ['words may stand in any order', 'service web', ['Service in shop web']],
  ['a whole name comes before a part of one', 'node-1', ['Node node-1', 'Break Cut off node-1']],
  ['what is not there is not found', 'postgres', []],
])('%s', (_, typed, keys) => {
  expect(find(entries, typed).map((found) => found.entry.key)).toEqual(keys);
});

test('ranges say which part of the name was found', () => {
  expect(find(entries, 'x7c')[0]!.ranges).toEqual([14, 17]);
});
