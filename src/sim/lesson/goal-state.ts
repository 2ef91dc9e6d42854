import type { Goal } from '../../api/lesson/lesson.ts';

/** Where a goal stands, and since when. Times are since the cluster was up. */
export interface GoalState {
  readonly state: 'open' | 'holding' | 'met' | 'failed';
  readonly sinceMs: number;
}

export const AT_FIRST: GoalState = { state: 'open', sinceMs: 0 };

/**
 * How a goal goes on when its expression is true or not at a time. Pure.
 * @param since when it began to be true, while it is
 */
export function nextState(goal: Goal, before: GoalState, isTrue: boolean, nowMs: number): GoalState {
  const to = (state: GoalState['state'], sinceMs = nowMs): GoalState =>
    before.state === state ? before : { state, sinceMs };
  if (before.state === 'failed') return before;
  if (goal.mode === 'check') return nextCheck(goal, before, isTrue, nowMs);
  if (nowMs < goal.fromMs) return to('open');
  const isBroken = goal.mode === 'never' ? isTrue : !isTrue;
  if (before.state === 'met' && goal.untilMs !== Number.POSITIVE_INFINITY) return before;
  if (isBroken) return to('failed');
  if (goal.untilMs === Number.POSITIVE_INFINITY) return to('met', goal.fromMs);
  return nowMs >= goal.untilMs ? to('met', goal.untilMs) : to('holding', goal.fromMs);
}

function nextCheck(goal: Goal, before: GoalState, isTrue: boolean, nowMs: number): GoalState {
  const stays = goal.once || goal.untilMs !== Number.POSITIVE_INFINITY;
  if (before.state === 'met' && (isTrue || stays)) return before;
  if (nowMs > goal.untilMs) return { state: 'failed', sinceMs: goal.untilMs };
  if (!isTrue) return before.state === 'open' ? before : { state: 'open', sinceMs: nowMs };
  const sinceMs = before.state === 'holding' ? before.sinceMs : nowMs;
  if (nowMs - sinceMs >= goal.forMs) return { state: 'met', sinceMs };
  return before.state === 'holding' ? before : { state: 'holding', sinceMs };
}

/** When a goal may change although nothing of the cluster does; undefined when never. */
export function wakeMs(goal: Goal, { state, sinceMs }: GoalState, nowMs: number): number | undefined {
  const times = [goal.fromMs, goal.untilMs === Number.POSITIVE_INFINITY ? 0 : goal.untilMs + 1];
  if (state === 'holding') times.push(sinceMs + goal.forMs);
  const later = times.filter((ms) => ms > nowMs);
  return later.length > 0 ? Math.min(...later) : undefined;
}
