/** A value that comes later, once. Processes wait for it with `yield* wait(future)`. */
export class Future<T> {
  private state: 'pending' | 'resolved' | 'rejected' = 'pending';
  private result: T | undefined;
  private failure: unknown;
  private listeners: (() => void)[] | undefined;

  get settled(): boolean {
    return this.state !== 'pending';
  }

  /** The value; throws the error of a rejected future. Only after it has settled. */
  get value(): T {
    if (this.state === 'rejected') throw this.failure;
    return this.result as T;
  }

  /** Settles with a value; later calls are ignored. */
  resolve(value: T): void {
    if (this.settled) return;
    this.state = 'resolved';
    this.result = value;
    this.announce();
  }

  /** Settles with an error, thrown in every process that waits; later calls are ignored. */
  reject(error: unknown): void {
    if (this.settled) return;
    this.state = 'rejected';
    this.failure = error;
    this.announce();
  }

  /** Settles as another future has. */
  follow(settled: Future<T>): void {
    if (settled.state === 'rejected') this.reject(settled.failure);
    else this.resolve(settled.result as T);
  }

  /** Calls back when the future settles, at once if it has. */
  onSettle(listener: () => void): void {
    if (this.settled) {
      listener();
      return;
    }
    this.listeners ??= [];
    this.listeners.push(listener);
  }

  private announce(): void {
    const listeners = this.listeners;
    this.listeners = undefined;
    if (listeners) for (const listener of listeners) listener();
  }
}
