import type { CommittedWrite } from '../../sim/apiserver/api-server.ts';
import { RunUntil } from './run-until.ts';

/** Why a run that was to go on until something has stopped. */
export type Reached = 'met' | 'cancelled';

/** Holds what a run goes on to, if to anything. */
export class UntilHost {
  private current: RunUntil | undefined;
  private tell: (how: Reached) => void = () => {};

  /** Begins to wait for something, in place of what was waited for. Throws Error for a text that cannot be read. */
  start(text: string, nowMs: number, snapshot: readonly CommittedWrite[], tell: (how: Reached) => void): void {
    const until = new RunUntil(text, nowMs);
    this.cancel();
    until.begin(snapshot);
    this.current = until;
    this.tell = tell;
  }

  cancel(): void {
    this.end('cancelled');
  }

  observe(write: CommittedWrite): void {
    this.current?.observe(write);
  }

  /** Whether virtual time is to go no further. */
  get isReached(): boolean {
    return this.current?.reached ?? false;
  }

  /** How far time may go, on the engine's clock; `originMs` is where the page's begins. */
  limit(toMs: number, originMs: number): number {
    return this.current ? this.current.limit(toMs - originMs) + originMs : toMs;
  }

  /** Looks at the clock, and whether anything goes on; returns whether the run has come to where it was to go. */
  look(nowMs: number, isAtRest: () => boolean): boolean {
    this.current?.look(nowMs, isAtRest);
    if (!this.isReached) return false;
    this.end('met');
    return true;
  }

  private end(how: Reached): void {
    const { current } = this;
    this.current = undefined;
    if (current) this.tell(how);
  }
}
