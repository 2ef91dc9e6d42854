import type { Scenario } from '../api/scenario.ts';
import { parseScenario, ScenarioError } from '../api/scenario-file.ts';

/** Reads a scenario text; the message of a refusal names line and field. */
export function readScenario(text: string): Scenario | { refused: string } {
  try {
    return parseScenario(text, 'scenario');
  } catch (error) {
    if (error instanceof ScenarioError) return { refused: error.message };
    throw error;
  }
}
