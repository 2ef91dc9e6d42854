import { expect, test } from 'vitest';
import { SUBJECTS, scenarioGroups } from './scenario-groups.ts';
import { scenarioChoices } from './scenarios.ts';

test('every scenario is in one group of the menu', () => {
  const named = SUBJECTS.flatMap(([, names]) => names.split(' '));
  const files = scenarioChoices.map(({ file }) => file.replace(/\.yaml$/, ''));
  expect([...named].sort()).toEqual([...files].sort());
});

test('a word finds titles, names of files and whole groups', () => {
  const found = (wanted: string) => scenarioGroups(wanted).map(({ title, choices }) => [title, choices.length]);
  expect(found('no such scenario')).toEqual([]);
  expect(found('liveness')).toEqual([['Pods and containers', 2]]);
  expect(found('mysql')).toEqual([
    ['Storage', 1],
    ['Applications', 1],
  ]);
});
