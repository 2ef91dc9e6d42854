import type { Goal } from '../../api/lesson/lesson.ts';
import { pointsOf } from '../../api/lesson/points.ts';
import type { GoalNews, GoalRow } from '../../protocol/lesson.ts';
import { AT_FIRST, type GoalState, nextState, wakeMs } from './goal-state.ts';
import type { LessonWatch } from './watch.ts';

/** Follows the goals of an exercise. Begin once the cluster is up. */
export class Goals {
  private readonly goals: readonly Goal[];
  private readonly watch: LessonWatch;
  private readonly rows = new Map<string, GoalRow>();
  private solvedMs: number | null = null;
  private isNew = true;

  constructor(goals: readonly Goal[], watch: LessonWatch) {
    this.goals = goals;
    this.watch = watch;
    for (const goal of goals) this.rows.set(goal.id, { id: goal.id, ...AT_FIRST, values: {}, trouble: '' });
    for (const goal of goals) watch.watch(() => this.look(goal));
  }

  /** How the goals stand. */
  get news(): GoalNews {
    return { goals: this.goals.map(({ id }) => this.rows.get(id)!), solvedMs: this.solvedMs };
  }

  /** The same, if something has changed since it was asked last. */
  take(): GoalNews | undefined {
    if (!this.isNew) return undefined;
    this.isNew = false;
    return this.news;
  }

  /** Points of the goals that are met now. */
  get points(): number {
    return pointsOf(this.goals, ({ id }) => this.rows.get(id)!.state === 'met');
  }

  private look(goal: Goal): void {
    const { watch } = this;
    const { nowMs } = watch;
    const { value, trouble } = watch.answer(goal.expression);
    const before = this.rows.get(goal.id)!;
    const state: GoalState = nextState(goal, before, value === true, nowMs);
    const values = Object.fromEntries(
      Object.entries(goal.values).map(([name, expression]) => [name, formatValue(watch.answer(expression).value)]),
    );
    const row: GoalRow = { id: goal.id, state: state.state, sinceMs: state.sinceMs, values, trouble };
    const atMs = wakeMs(goal, state, nowMs);
    if (atMs !== undefined) watch.wakeAt(atMs);
    if (JSON.stringify(row) === JSON.stringify(before)) return;
    this.rows.set(goal.id, row);
    this.isNew = true;
    const isSolved = this.goals.every(({ id }) => this.rows.get(id)!.state === 'met');
    if (isSolved && this.solvedMs === null) this.solvedMs = nowMs;
  }
}

/** A value of CEL in words; '–' for what could not be answered. */
export function formatValue(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return '–';
    case 'number':
      return String(Math.round(value * 100) / 100);
    case 'object':
      return Array.isArray(value) ? value.map(formatValue).join(', ') : value === null ? '–' : 'object';
    default:
      return String(value);
  }
}
