import { expect, test } from 'vitest';
import { lessonFaults } from '../../sim/lesson/lesson-faults.ts';
import { readScenario } from '../read-scenario.ts';
import { shippedLessons } from './shipped.ts';

// Every exercise is played: unsolved at its start, solved by its solution, each goal failed by a
// mutation of the solution: a mistake, or the solution without one of its steps.

test.each(shippedLessons('exercises'))('$name holds what it promises, in every language', ({ path }) => {
  const scenario = readScenario(path);
  expect(lessonFaults(scenario)).toEqual([]);
  expect(Object.keys(scenario.lesson!.texts)).toEqual(['de', 'en']);
  for (const { task, debrief, solution } of Object.values(scenario.lesson!.texts))
    expect([task, debrief, solution]).not.toContain('');
});
