import type { Exercise } from '../../api/lesson/lesson.ts';
import type { Scenario } from '../../api/scenario.ts';
import { playExercise, playLecture } from './play-lesson.ts';

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
  if (playExercise(scenario, []).goals.solvedMs !== null) faults.push('it is solved without doing anything');
  return [...faults, ...mutationFaults(scenario, exercise)];
}

/** Each goal has to be failed by a mutation of the solution: by a mistake, or by the solution without one of its steps. */
function mutationFaults(scenario: Scenario, { goals, mistakes, solution }: Exercise): readonly string[] {
  const faults: string[] = [];
  const failed = new Set<string>();
  for (const { id, deeds, fails } of mistakes) {
    if (fails.length === 0) continue;
    const rows = playExercise(scenario, deeds).goals.goals;
    for (const goal of fails) {
      if (rows.find((row) => row.id === goal)?.state === 'met') faults.push(`mistake ${id} meets goal ${goal}`);
      else failed.add(goal);
    }
  }
  const isCovered = () => goals.every(({ id }) => failed.has(id));
  for (let i = 0; i < solution.length && !isCovered(); i++) {
    const rows = playExercise(scenario, solution.toSpliced(i, 1)).goals.goals;
    for (const { id, state } of rows) if (state !== 'met') failed.add(id);
  }
  for (const { id } of goals)
    if (!failed.has(id))
      faults.push(`goal ${id} is failed neither by a mistake nor by the solution without one of its steps`);
  return faults;
}
