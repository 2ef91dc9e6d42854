import type { SecondCounts } from '../../protocol/traffic.ts';

/** So many seconds are drawn at most, and at least. */
const mostSeconds = 600;
const leastSeconds = 60;

/** The stretch of time that charts show: from the first count, at most ten minutes, with a little room after now. */
export function domainOf(seconds: readonly SecondCounts[], nowSecond: number): readonly [number, number] {
  const first = Math.max(seconds[0]?.second ?? nowSecond, nowSecond - mostSeconds);
  return [Math.min(first, nowSecond), Math.max(nowSecond + 2, first + leastSeconds)];
}

const sumOf = (key: keyof SecondCounts, all: readonly SecondCounts[]) =>
  all.reduce((sum, one) => sum + ((one[key] as number | null) ?? 0), 0);

/** Counts of several clients by second. Quantiles cannot be added: those of one client stay, of several there are none. */
export function together(lists: readonly (readonly SecondCounts[])[]): readonly SecondCounts[] {
  if (lists.length === 1) return lists[0]!;
  const bySecond = new Map<number, SecondCounts[]>();
  for (const one of lists.flat()) bySecond.set(one.second, [...(bySecond.get(one.second) ?? []), one]);
  return [...bySecond]
    .sort((a, b) => a[0] - b[0])
    .map(([second, all]) => ({
      second,
      sent: sumOf('sent', all),
      ok: sumOf('ok', all),
      error: sumOf('error', all),
      refused: sumOf('refused', all),
      reset: sumOf('reset', all),
      timedOut: sumOf('timedOut', all),
      failed: sumOf('failed', all),
      lost: sumOf('lost', all),
      p50Ms: null,
      p95Ms: null,
      p99Ms: null,
    }));
}

/** Every second of a stretch, with nothing in those in which nothing was sent. */
export function filled(seconds: readonly SecondCounts[], from: number, to: number): readonly SecondCounts[] {
  const known = new Map(seconds.map((one) => [one.second, one]));
  const none = { sent: 0, ok: 0, error: 0, refused: 0, reset: 0, timedOut: 0, failed: 0, lost: 0 };
  const untimed = { p50Ms: null, p95Ms: null, p99Ms: null };
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => {
    const second = from + index;
    return known.get(second) ?? { second, ...none, ...untimed };
  });
}

/** Kinds of loss, in the order in which charts name them. */
export const lossKinds = [
  'timedOut',
  'refused',
  'reset',
  'error',
  'failed',
] as const satisfies readonly (keyof SecondCounts)[];
