/** Takes the first few of each subject in each window of virtual time: such requests are told in full, all are counted. */
export class SamplingRule<T extends object> {
  private readonly taken = new Map<T, { window: number; count: number }>();
  private readonly most: number;
  private readonly windowMs: number;

  /** @param most so many of a subject in a window of so many milliseconds */
  constructor(most: number, windowMs: number) {
    this.most = most;
    this.windowMs = windowMs;
  }

  takes(subject: T, nowMs: number): boolean {
    const window = Math.floor(nowMs / this.windowMs);
    let state = this.taken.get(subject);
    if (!state) {
      state = { window, count: 0 };
      this.taken.set(subject, state);
    }
    if (state.window !== window) {
      state.window = window;
      state.count = 0;
    }
    return ++state.count <= this.most;
  }

  /** Nothing more is heard of a subject. */
  forget(subject: T): void {
    this.taken.delete(subject);
  }
}
