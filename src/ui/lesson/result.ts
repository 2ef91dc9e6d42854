import type { Exercise } from '../../api/lesson/lesson.ts';
import { situationNow } from '../share/situations.ts';
import { useCluster } from '../store/cluster-store.ts';
import { useLesson } from './lesson-store.ts';
import { saveFile } from './save-file.ts';

/** Points of the goals that are met now, and of all. */
export function pointsNow(exercise: Exercise): { readonly met: number; readonly all: number } {
  const rows = useCluster.getState().goals?.goals ?? [];
  const isMet = new Set(rows.filter(({ state }) => state === 'met').map(({ id }) => id));
  const sum = (list: Exercise['goals']): number => list.reduce((total, { points }) => total + points, 0);
  return { met: sum(exercise.goals.filter(({ id }) => isMet.has(id))), all: sum(exercise.goals) };
}

/** What the hints cost that were taken. */
export function hintCost(exercise: Exercise, taken: number): number {
  return exercise.hints.slice(0, taken).reduce((total, cost) => total + cost, 0);
}

/** Saves how the exercise stands, and all inputs that led there, so that a marker can run it again. */
export async function saveResult(exercise: Exercise): Promise<void> {
  const situation = await situationNow();
  const { run, goals } = useCluster.getState();
  if (!situation || !run) return;
  const { view: _view, ...rest } = situation;
  const result = {
    apiVersion: 'orrery/v1',
    kind: 'Result',
    metadata: { exercise: run.name },
    spec: {
      hints: useLesson.getState().hints,
      points: pointsNow(exercise).met,
      goals: (goals?.goals ?? []).filter(({ state }) => state === 'met').map(({ id }) => id),
      situation: rest,
    },
  };
  saveFile(`${run.name}.result.json`, `${JSON.stringify(result, null, 2)}\n`);
}
