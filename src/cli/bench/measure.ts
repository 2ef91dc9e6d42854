/** One measurement: what it is called, and a run that gives its figures in words. */
export interface Bench {
  readonly name: string;
  run(): string;
}

/** Runs the garbage collector where Node was started with --expose-gc. */
export function collectGarbage(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

/** Wall milliseconds that work takes. */
export function timeMs(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The best of several runs: on a shared machine the least disturbed one. */
export function bestMs(times: number, work: () => void): number {
  return Math.min(...Array.from({ length: times }, () => timeMs(work)));
}

/** 1234567 → `1.23 M`, 12345 → `12.3 k`. */
export function readable(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (value >= 1e3) return `${(value / 1e3).toFixed(1)} k`;
  return value.toFixed(1);
}
