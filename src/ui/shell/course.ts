import { type ScenarioChoice, scenarioChoices } from './scenarios.ts';

/** The exercises of the course, level by level. */
export const exercises: readonly ScenarioChoice[] = scenarioChoices.filter(
  ({ part }) => part !== '' && part !== 'lectures',
);

/** The exercise that comes after one; undefined after the last. */
export function exerciseAfter(name: string): ScenarioChoice | undefined {
  const index = exercises.findIndex(({ file }) => file === `${name}.yaml`);
  return index < 0 ? undefined : exercises[index + 1];
}
