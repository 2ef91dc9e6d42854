import { expect, test } from 'vitest';
import { lessonFaults } from '../../sim/lesson/lesson-faults.ts';
import { readScenario } from '../read-scenario.ts';
import { shippedLessons } from './shipped.ts';

test.each(shippedLessons('lectures'))('$name comes to its last caption, in every language', ({ path }) => {
  const scenario = readScenario(path);
  expect(lessonFaults(scenario)).toEqual([]);
  expect(Object.keys(scenario.lesson!.texts)).toEqual(['de', 'en']);
});
