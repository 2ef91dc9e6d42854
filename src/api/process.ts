/** Something that a process can wait for: it settles once, with a value or an error. */
export interface Waitable<T = unknown> {
  readonly settled: boolean;
  /** The value; throws the error of one that failed. Only once settled. */
  readonly value: T;
  onSettle(listener: () => void): void;
}

/**
 * What a process may yield: a number sleeps for that many milliseconds of virtual time, a Waitable waits until it
 * settles. Use `sleep` and `wait`, which have types.
 */
export type Effect = number | Waitable;

/** A process of the simulation: code that runs atomically between two yields, and returns a T. */
export type Process<T = void> = Generator<Effect, T, unknown>;

/** Waits for virtual time to pass. */
export function* sleep(delayMs: number): Process<void> {
  yield delayMs;
}

/** Waits until it settles; throws what it failed with. */
export function* wait<T>(waitable: Waitable<T>): Process<T> {
  return (yield waitable) as T;
}

/** Waits until all have settled; throws the first error in their order. */
export function* waitAll<T>(waitables: readonly Waitable<T>[]): Process<T[]> {
  const values: T[] = [];
  for (const waitable of waitables) values.push(yield* wait(waitable));
  return values;
}
