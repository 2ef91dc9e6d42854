import type { Exercise } from '../../api/lesson/lesson.ts';
import { allPoints, pointsOf } from '../../api/lesson/points.ts';
import { situationNow } from '../share/situations.ts';
import { useCluster } from '../store/cluster-store.ts';
import { useLesson } from './lesson-store.ts';
import { saveFile } from './save-file.ts';

/** Points of the goals that are met now, and of all. */
export function pointsNow(exercise: Exercise): { readonly met: number; readonly all: number } {
  const rows = useCluster.getState().goals?.goals ?? [];
  const isMet = new Set(rows.filter(({ state }) => state === 'met').map(({ id }) => id));
  return { met: pointsOf(exercise.goals, ({ id }) => isMet.has(id)), all: allPoints(exercise) };
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
