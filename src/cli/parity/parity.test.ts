import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { KNOWN_DIFFERENCES, knownDifference } from '../../sim/testing/parity/known-differences.ts';
import { describeDifference } from '../../sim/testing/parity/result.ts';
import { runCaseFile, runGoldenFile } from '../../sim/testing/parity/run-file.ts';
import { defaultFolders, filesOf } from './folders.ts';
import { parityCommand, runFile } from './parity.ts';
import { isDiffering } from './record.ts';

// What has agreed with the cases and recordings must go on doing so; `npm run parity` tells the rest.

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folders = defaultFolders(root);

describe('what agreed goes on agreeing', () => {
  test.each(filesOf(folders).map((file) => [file.name, file] as const))('%s', (name, file) => {
    const items = runFile(file, folders, root);
    const differing = items.filter(({ differences }) => differences.length > 0);
    const lost = differing.filter(({ id }) => !knownDifference(name, id) && !isDiffering(name, id));
    expect(lost.map(({ id, differences }) => [id, ...differences.slice(0, 5).map(describeDifference)])).toEqual([]);
    const known = Object.keys(KNOWN_DIFFERENCES[name.replace(/\.json$/, '')] ?? {});
    const agreeing = new Set(items.filter(({ differences }) => differences.length === 0).map(({ id }) => id));
    expect(known.filter((id) => agreeing.has(id))).toEqual([]);
  });
});

describe('what nobody can read does not agree', () => {
  const differing = (items: readonly { readonly differences: readonly unknown[] }[]): number =>
    items.filter(({ differences }) => differences.length > 0).length;
  const caseOf = (when: string, expected: string): unknown =>
    JSON.parse(`{"id": "x", "given": {}, "when": ${when}, "then": ${expected}}`);
  const broken = caseOf('{}', '{}');

  test.each<[string, () => readonly { readonly differences: readonly unknown[] }[]]>([
    ['a case file that is no list', () => runCaseFile('etcd.json', {})],
    ['a case of an unknown area', () => runCaseFile('weather.json', [broken])],
    ['a case that lacks what its area needs', () => runCaseFile('etcd.json', [broken])],
    ['an entry that is no case', () => runCaseFile('etcd.json', [17])],
    [
      'a recording of an unknown format',
      () => runGoldenFile('weather.json', { sun: 1 }, { manifest: () => undefined }),
    ],
    ['a recording that is null', () => runGoldenFile('discovery.json', null, { manifest: () => undefined })],
  ])('%s', (_name, run) => {
    const items = run();
    expect([items.length, differing(items)]).toEqual([1, 1]);
  });

  test('a case of a known shape in a file of another name is read', () => {
    const entry = caseOf('{"call": "quantity.add", "args": ["1", "1"]}', '{"string": "2"}');
    expect(runCaseFile('new/area.json', [entry])).toEqual([{ id: 'x', differences: [] }]);
  });
});

test('the command prints a line a file and last the sum', () => {
  const lines: string[] = [];
  const output = { stdout: (text: string) => void lines.push(text), stderr: () => {} };
  expect(parityCommand(['--only', 'intstr.json'], root, output)).toBe(0);
  expect(lines.filter((line) => line !== '')).toEqual(['cases/intstr.json: 17 of 17 agree\n', '17 of 17 agree\n']);
  expect(parityCommand(['--frob'], root, output)).toBe(2);
});
