import type { Scenario } from '../api/scenario.ts';
import { ScenarioError } from '../api/scenario-file.ts';
import { lessonFaults } from '../sim/lesson/lesson-faults.ts';
import { parseArguments, UsageError } from './arguments.ts';
import { type Output, processOutput } from './output.ts';
import { readScenario } from './read-scenario.ts';

/**
 * `orrery check FILE…`: whether files are valid scenarios whose lessons hold: an exercise is unsolved at its start and solved
 * by its solution, every goal is failed by a mistake or by doing nothing, a lecture comes to its last caption. Returns
 * the exit status: 0, or 2 when something is wrong.
 */
export function checkCommand(argv: readonly string[], output: Output = processOutput): number {
  let status = 0;
  try {
    const { positional } = parseArguments(argv, [], []);
    if (positional.length === 0) throw new UsageError('usage: orrery check FILE…');
    for (const file of positional) {
      const problems = problemsOf(file);
      if (problems.length > 0) status = 2;
      output.stdout(problems.length === 0 ? `${file}: ok\n` : problems.map((one) => `${one}\n`).join(''));
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.stderr(`${error.message}\n`);
    return 2;
  }
  return status;
}

function problemsOf(file: string): readonly string[] {
  let scenario: Scenario;
  try {
    scenario = readScenario(file);
  } catch (error) {
    if (error instanceof ScenarioError) return [error.message];
    throw error;
  }
  return lessonFaults(scenario).map((fault) => `${file}: ${fault}`);
}
