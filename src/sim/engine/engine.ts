import type { Effect, Process, Waitable } from '../../api/process.ts';
import { createRandom, type Random } from '../../base/random.ts';
import { EventQueue, type Timer } from './event-queue.ts';
import { Future } from './future.ts';
import { createScope, type Scope } from './scope.ts';

/** Virtual time 0 of a run unless said otherwise, as Unix milliseconds: 2026-01-05T08:00:00Z, a Monday morning. */
export const EPOCH_MS = 1_767_600_000_000;

/**
 * Work that is too fine for events: it has a time at which it wants to go on, and goes on before the next event that is
 * not earlier. What it does may add events.
 */
export interface Background {
  /** When it wants to go on, or Infinity. */
  readonly nextMs: number;
  /** Does what is due at that time, which is now. */
  advance(): void;
}

const IDLE: Background = { nextMs: Infinity, advance: () => {} };

/** The discrete-event engine: one queue ordered by (time, sequence), one clock, one seeded random source. */
export class Engine {
  readonly random: Random;
  /** The scope of all others. */
  readonly root: Scope = createScope('root');
  /** Id of the message or input that led to the code that runs now; 0 where there is none. */
  cause = 0;
  /** How many events have run. */
  executed = 0;
  background: Background = IDLE;
  private readonly queue = new EventQueue();
  private timeMs = 0;

  /** Unix milliseconds of virtual time 0. */
  readonly epochMs: number;

  constructor(seed: number, epochMs = EPOCH_MS) {
    this.random = createRandom(seed);
    this.epochMs = epochMs;
  }

  /** Virtual time in milliseconds since the start of the run. */
  get nowMs(): number {
    return this.timeMs;
  }

  /** The clock of the cluster: Unix milliseconds. */
  get unixMs(): number {
    return this.epochMs + this.timeMs;
  }

  /** Time of the next event, or Infinity. */
  get nextTimeMs(): number {
    return Math.min(this.queue.nextTimeMs, this.background.nextMs);
  }

  /** Runs `action(arg)` after a delay, unless the scope is dead by then. */
  after<A>(delayMs: number, action: (arg: A) => void, arg: A, scope?: Scope): Timer {
    return this.queue.push(
      this.timeMs + Math.max(0, delayMs),
      action as (arg: unknown) => void,
      arg,
      scope,
      this.cause,
    );
  }

  /** As `after`, with a point in time. */
  at<A>(timeMs: number, action: (arg: A) => void, arg: A, scope?: Scope): Timer {
    return this.queue.push(Math.max(this.timeMs, timeMs), action as (arg: unknown) => void, arg, scope, this.cause);
  }

  /** Cancels what `after` or `at` scheduled. */
  cancel(timer: Timer): void {
    this.queue.cancel(timer);
  }

  /** Starts a process at once. The future settles with what it returns or throws; it never settles if its scope dies. */
  spawn<T>(process: Process<T>, scope: Scope = this.root): Future<T> {
    const done = new Future<T>();
    this.advance({ process, scope, done, from: undefined, settled: undefined } as Task);
    return done;
  }

  /** Runs the next event. Returns false when there is none. */
  step(): boolean {
    return this.goOn(this.queue.nextTimeMs) || this.queue.pop(this.run);
  }

  /** Runs every event up to and including a time, then sets the clock to it. */
  runUntil(timeMs: number): void {
    for (;;) {
      const nextMs = this.queue.nextTimeMs;
      if (this.goOn(Math.min(nextMs, timeMs))) continue;
      if (nextMs > timeMs) break;
      this.queue.pop(this.run);
    }
    if (timeMs > this.timeMs) this.timeMs = timeMs;
  }

  /** Lets the background do one thing, if that is due by a time. */
  private goOn(byMs: number): boolean {
    const { nextMs } = this.background;
    if (nextMs > byMs || nextMs === Infinity) return false;
    if (nextMs > this.timeMs) this.timeMs = nextMs;
    this.background.advance();
    return true;
  }

  private readonly run = (
    timeMs: number,
    action: ((arg: unknown) => void) | undefined,
    arg: unknown,
    scope: Scope | undefined,
    cause: number,
  ): void => {
    this.timeMs = timeMs;
    if (action === undefined || (scope !== undefined && !scope.alive)) return;
    this.executed++;
    this.cause = cause;
    action(arg);
    this.cause = 0;
  };

  /** Lets a process run until it waits for something, returns or throws. */
  private readonly advance = (task: Task): void => {
    const { process, scope, done } = task;
    for (;;) {
      if (!scope.alive) return;
      const { from } = task;
      let next: IteratorResult<Effect, unknown>;
      try {
        next = from === undefined ? process.next() : resumeWith(process, from);
      } catch (error) {
        done.reject(error);
        return;
      }
      if (next.done) {
        done.resolve(next.value);
        return;
      }
      const effect = next.value;
      if (typeof effect === 'number') {
        task.from = undefined;
        this.after(effect, this.advance, task, scope);
        return;
      }
      task.from = effect;
      if (!effect.settled) {
        // As an event of its own: whoever settles the future runs on to its next yield first.
        task.settled ??= () => this.after(0, this.advance, task, scope);
        effect.onSettle(task.settled);
        return;
      }
    }
  };
}

/** A running process. */
interface Task {
  readonly process: Process<unknown>;
  readonly scope: Scope;
  readonly done: Future<unknown>;
  /** What it waited for last, if that was a future. */
  from: Waitable | undefined;
  /** Goes on with it when that has settled. */
  settled: (() => void) | undefined;
}

function resumeWith<T>(process: Process<T>, future: Waitable): IteratorResult<Effect, T> {
  let value: unknown;
  try {
    value = future.value;
  } catch (error) {
    return process.throw(error);
  }
  return process.next(value);
}
