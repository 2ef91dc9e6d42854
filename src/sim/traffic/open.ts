import type { LossCause } from '../../protocol/loss.ts';
import type { Attempt } from './attempt.ts';
import type { Course } from './flows.ts';
import type { TrafficOutcome } from './outcome.ts';

/** An attempt under way, in a slot of its own. */
export interface Open {
  readonly attempt: Attempt;
  course: Course;
  /** There is an attempt under way. */
  isOpen: boolean;
  /** The client knows its outcome; the server may still work on it. */
  settled: boolean;
  /** The server has answered, but the answer does not come. */
  lost: boolean;
}

/** The server of a datagram has ended, and nobody says so. */
export function loseAnswer(one: Open): void {
  const { to } = one.attempt;
  one.lost = true;
  one.attempt.loss = { at: 'server', ip: to?.ip ?? '', pod: to?.pod ?? '', what: 'ended' };
}

/** Why an attempt was lost. */
export function causeOf({ attempt: { loss, to }, lost }: Open, outcome: TrafficOutcome): LossCause {
  if (loss) return loss;
  const what = lost ? 'cut off' : outcome === 'error' ? 'error' : outcome === 'reset' ? 'ended' : 'late';
  return { at: 'server', ip: to?.ip ?? '', pod: to?.pod ?? '', what };
}
