import { expect, test } from 'vitest';
import { SUBJECTS, scenarioGroups } from './scenario-groups.ts';
import { scenarioChoices } from './scenarios.ts';

test('every scenario is in the menu once, those of no subject at the end', () => {
  const named = SUBJECTS.flatMap(([, names]) => names.split(' '));
  const files = scenarioChoices.map(({ file }) => file.replace(/\.yaml$/, ''));
  const shown = scenarioGroups().flatMap(({ choices }) => choices.map(({ file }) => file.replace(/\.yaml$/, '')));
  expect([...shown].sort()).toEqual([...files].sort());
  expect(named.filter((name) => !files.includes(name))).toEqual([]);
  const course = scenarioChoices.filter(({ part }) => part !== '').length;
  expect(shown.slice(course, course + named.length)).toEqual(named);
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
