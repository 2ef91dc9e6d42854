import type { Exercise, Goal } from './lesson.ts';

/** Points of those goals that are met. */
export function pointsOf(goals: readonly Goal[], isMet: (goal: Goal) => boolean): number {
  return goals.reduce((sum, goal) => sum + (isMet(goal) ? goal.points : 0), 0);
}

/** Points of all goals of an exercise. */
export function allPoints({ goals }: Exercise): number {
  return pointsOf(goals, () => true);
}

/** What the first hints cost, so many as were taken. */
export function hintCost({ hints }: Exercise, taken: number): number {
  return hints.slice(0, taken).reduce((sum, cost) => sum + cost, 0);
}
