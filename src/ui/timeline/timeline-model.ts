import type { DeedText } from '../../protocol/deed.ts';
import type { Flag } from '../../protocol/view.ts';
import { deedWords } from '../store/deed-words.ts';
import { shortTime } from '../store/format-time.ts';

export interface TimelineTick {
  readonly x: number;
  readonly big: boolean;
  readonly label: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

export interface PlacedFlag {
  readonly flag: Flag;
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** Whether the label stands left of the pole. */
  readonly left: boolean;
}

const seconds = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400, 172_800, 604_800,
];

export const axisUp = 17;
export const inset = 6;

/** End of the time shown: some future beyond now, in steps, so that the axis stands still for a while. */
export function timelineEnd(nowMs: number): number {
  const wanted = Math.max(60_000, nowMs * 1.12 + 5000) / 1000;
  const step = seconds.find((candidate) => candidate * 12 >= wanted) ?? 604_800;
  return Math.ceil(wanted / step) * step * 1000;
}

/** Ticks with labels at least 56 px apart. */
export function timelineTicks(endMs: number, width: number): readonly TimelineTick[] {
  const span = endMs / 1000;
  const px = (width - 2 * inset) / span;
  const step = seconds.find((candidate) => candidate * px >= 56) ?? 604_800;
  const minor = seconds.filter((candidate) => step % candidate === 0 && candidate * px >= 6)[0] ?? step;
  const ticks: TimelineTick[] = [];
  for (let second = 0; second <= span; second += minor) {
    const x = inset + second * px;
    const big = second % step === 0;
    ticks.push({
      x,
      big,
      label: big ? shortTime(second * 1000) : '',
      anchor: second === 0 ? 'start' : x > width - 20 ? 'end' : 'middle',
    });
  }
  return ticks;
}

/** Height of the write density in each 3 px of the timeline, 0 to 1; the busiest is 1. */
export function densityBars(density: ReadonlyMap<number, number>, endMs: number, width: number): Float32Array {
  const bars = new Float32Array(Math.max(1, Math.floor((width - 2 * inset) / 3)));
  const perBar = endMs / 1000 / bars.length;
  for (const [second, count] of density) {
    // A second wider than a bar spreads over those that it covers.
    const first = Math.floor(second / perBar);
    const last = Math.max(first, Math.ceil((second + 1) / perBar) - 1);
    for (let at = Math.max(0, first); at <= last && at < bars.length; at++) bars[at]! += count / (last - first + 1);
  }
  let most = 0;
  for (const bar of bars) most = Math.max(most, bar);
  // A square root keeps heartbeats visible beside a rollout.
  if (most > 0) for (let at = 0; at < bars.length; at++) bars[at] = Math.sqrt(bars[at]! / most);
  return bars;
}

/** What a flag says, without what every command repeats, and not too long. */
export function flagLabel(deed: DeedText): string {
  const short = deedWords(deed)
    .replace(/ -n default\b/, '')
    .replace(/ -f -$/, '')
    .replace(/--replicas=/, '');
  return short.length > 26 ? `${short.slice(0, 25).trimEnd()}…` : short;
}

/** Whether a flag tells of something that has gone wrong, rather than of its mending. */
export function isBadFlag({ said }: DeedText): boolean {
  if (said?.say === 'readiness') return !said.ready;
  return said?.say === 'fault' && !/-(start|restart|heal)$/.test(said.fault);
}

/** Places flags in two rows; a label that has no room is left out, its pole stays. */
export function placeFlags(
  flags: readonly Flag[],
  endMs: number,
  width: number,
  measure: (text: string) => number,
): readonly PlacedFlag[] {
  const rowEnds = [-99, -99];
  const small = width < 300;
  const places = flags.map(({ atMs }) => inset + (Math.max(0, atMs) / endMs) * (width - 2 * inset));
  /** The next pole that stands apart from this one. */
  const nextPole = (index: number) => {
    let next = index + 1;
    while (next < places.length && places[next]! - places[index]! < 2) next++;
    return places[next] ?? width;
  };
  return flags.map((flag, index) => {
    const x = places[index]!;
    const text = flagLabel(flag);
    const textWidth = measure(text) + 9;
    const left = x + textWidth > width && x - textWidth > rowEnds[0]!;
    const row = rowEnds[0]! < x - (left ? textWidth : 0) ? 0 : rowEnds[1]! < x ? 1 : -1;
    const fits =
      !small && row >= 0 && (left || x + textWidth <= width) && (row === 0 || x + textWidth <= nextPole(index) + 4);
    const shownRow = fits ? row : 1;
    if (fits) rowEnds[row] = x + (left ? 0 : textWidth);
    return { flag, x, y: 5.5 + shownRow * 13, label: fits ? text : '', left };
  });
}
