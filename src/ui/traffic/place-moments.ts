import type { Moment } from './chart-frame.tsx';

/** A marked moment with the place of its name: the row from the top, -1 where no row has room for it. */
export interface PlacedMoment extends Moment {
  readonly x: number;
  readonly row: number;
  /** The name stands left of the line. */
  readonly left: boolean;
}

const ROWS = 4;
/** Between a line and its name, and between two names, in px. */
const GAP = 5;

/** Puts names into the first row where they cover no other; those late in the chart stand left of their lines. */
export function placeMoments(
  moments: readonly Moment[],
  xOf: (second: number) => number,
  width: number,
  measure: (text: string) => number,
): readonly PlacedMoment[] {
  const taken: (readonly [from: number, to: number])[][] = Array.from({ length: ROWS }, () => []);
  return moments.map((moment) => {
    const x = xOf(moment.second);
    const left = x > width * 0.62;
    const from = left ? x - GAP - measure(moment.label) : x + GAP;
    const to = left ? x - GAP : from + measure(moment.label);
    const row = taken.findIndex((names) => names.every((name) => to + GAP < name[0] || from - GAP > name[1]));
    taken[row]?.push([from, to]);
    return { ...moment, x, row, left };
  });
}
