import { lessonFaults } from '../sim/lesson/lesson-faults.ts';
import { readScenario } from './read-scenario.ts';

/** What is wrong with a scenario's text, and what does not hold of its lesson when it is played, as `orrery check` tells it. */
export function checkText(text: string): readonly string[] {
  const scenario = readScenario(text);
  return 'refused' in scenario ? scenario.refused.split('\n') : lessonFaults(scenario);
}
