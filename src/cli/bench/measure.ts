import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One measurement: what it is called, and a run that gives its figures in words. */
export interface Bench {
  readonly name: string;
  run(): string;
}

/** Runs the garbage collector, so that memory figures are of what is held. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
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

/** CPU time of the process so far, in milliseconds, garbage collection included. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
