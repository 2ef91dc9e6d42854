import type { CommittedWrite } from '../../sim/apiserver/api-server.ts';
import { type Condition, readCondition } from './read-condition.ts';

/** A run that is to stop when a condition holds. */
export class RunUntil {
  private readonly condition: Condition;
  private looks = 0;
  /** The condition holds: virtual time goes no further. */
  reached = false;

  /** Throws Error for a text that cannot be read. */
  constructor(text: string, nowMs: number) {
    this.condition = readCondition(text, nowMs);
  }

  /** Looks at what has been there before. */
  begin(snapshot: readonly CommittedWrite[]): void {
    const { condition } = this;
    if (condition.on === 'write' && !condition.isNews) this.reached = snapshot.some((write) => condition.isMet(write));
  }

  /** Takes in a committed write. */
  observe(write: CommittedWrite): void {
    if (!this.reached && this.condition.on === 'write') this.reached = this.condition.isMet(write);
  }

  /** How far time may go, on the page's clock. */
  limit(toMs: number): number {
    return this.condition.on === 'time' ? Math.min(toMs, Math.max(this.condition.atMs, 0)) : toMs;
  }

  /** Looks at the clock, and whether anything goes on: it has to be at rest for a while, for a change begins unseen. */
  look(nowMs: number, isAtRest: () => boolean): void {
    const { condition } = this;
    if (condition.on === 'time') this.reached ||= nowMs >= condition.atMs;
    if (condition.on !== 'rest') return;
    this.looks = isAtRest() ? this.looks + 1 : 0;
    this.reached ||= this.looks > 3;
  }
}
