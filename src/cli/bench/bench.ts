import { clusterBenches } from './cluster.ts';
import { engineBenches } from './engine.ts';
import { storeBenches } from './store.ts';

/** One measurement: what it is called, and a run that gives its figures in words. */
export interface Bench {
  readonly name: string;
  run(): string;
}

/** `orrery bench`: prints a line a figure; names given on the command line choose among them. */
export async function bench(names: readonly string[]): Promise<number> {
  const all = [...engineBenches, ...storeBenches, ...clusterBenches];
  const chosen = names.length === 0 ? all : all.filter(({ name }) => names.some((wanted) => name.startsWith(wanted)));
  if (chosen.length === 0) {
    process.stderr.write(
      `no bench is called ${names.join(', ')}; there are: ${all.map(({ name }) => name).join(', ')}\n`,
    );
    return 2;
  }
  const width = Math.max(...chosen.map(({ name }) => name.length));
  for (const { name, run } of chosen) {
    collectGarbage();
    process.stdout.write(`${name.padEnd(width)}  ${run()}\n`);
  }
  return 0;
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
