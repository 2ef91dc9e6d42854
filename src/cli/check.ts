import type { Exercise } from '../api/lesson/lesson.ts';
import type { Scenario } from '../api/scenario.ts';
import { ScenarioError } from '../api/scenario-file.ts';
import { playExercise, playLecture } from '../sim/lesson/play-lesson.ts';
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

/** What does not hold of a scenario's lesson when it is played, in words. */
export function lessonFaults(scenario: Scenario): readonly string[] {
  const { lesson } = scenario;
  if (!lesson) return [];
  const faults = lesson.exercise ? exerciseFaults(scenario, lesson.exercise) : [];
  return lesson.captions.length === 0 ? faults : [...faults, ...lectureFaults(scenario)];
}

function lectureFaults(scenario: Scenario): readonly string[] {
  const { captions } = scenario.lesson!;
  const { shown, results } = playLecture(scenario);
  const missed = captions[shown.length];
  const failed = results.filter(({ exitCode }) => exitCode !== 0).map(({ stderr }) => `a deed fails: ${stderr.trim()}`);
  return missed ? [...failed, `the gate of caption ${missed.id} did not open`] : failed;
}

function exerciseFaults(scenario: Scenario, exercise: Exercise): readonly string[] {
  const faults: string[] = [];
  const solved = playExercise(scenario, exercise.solution);
  const open = solved.goals.goals.filter(({ state }) => state !== 'met');
  for (const { id, state, trouble, values } of open)
    faults.push(`the solution leaves goal ${id} ${state} ${trouble} ${JSON.stringify(values)}`.trimEnd());
  if (open.length === 0 && solved.goals.solvedMs === null) faults.push('the solution never meets all goals at once');
  solved.results.forEach(({ exitCode, stderr }, i) => {
    if (exitCode !== 0) faults.push(`step ${i + 1} of the solution fails: ${stderr.trim()}`);
  });
  const failed = new Set<string>();
  const nothing = playExercise(scenario, []).goals;
  if (nothing.solvedMs !== null) faults.push('it is solved without doing anything');
  for (const { id, state } of nothing.goals) if (state !== 'met') failed.add(id);
  for (const { id, deeds, fails } of exercise.mistakes) {
    if (fails.length === 0) continue;
    const { goals } = playExercise(scenario, deeds).goals;
    for (const goal of fails) {
      if (goals.find((row) => row.id === goal)?.state === 'met') faults.push(`mistake ${id} meets goal ${goal}`);
      else failed.add(goal);
    }
  }
  for (const { id } of exercise.goals)
    if (!failed.has(id)) faults.push(`goal ${id} is failed neither by doing nothing nor by a mistake`);
  return faults;
}
