/** How much of a vessel is drawn: with its head and gauges, with a short head, bare, or as a cell of a map. */
export type Detail = 'full' | 'compact' | 'tiny' | 'cell';

export interface Grid {
  readonly detail: Detail;
  readonly columns: number;
  /** Width of a place, of the vessel in it, and the gap between, px. */
  readonly slot: number;
  readonly vesselWidth: number;
  readonly gap: number;
  readonly rowHeight: number;
  /** Room above the rim and below the bottom. */
  readonly head: number;
  readonly foot: number;
  readonly headY: number;
  readonly gutter: number;
}

const shelfHeight = 16;

/** In how many rows the vessels stand, so that neither their width nor their height gets too small to read. */
export function chooseRows(count: number, width: number, height: number): number {
  const most = Math.min(count, Math.max(1, Math.floor(height / 26)));
  let best = 1;
  let bestScore = -1;
  for (let rows = 1; rows <= most; rows++) {
    const slot = width / Math.ceil(count / rows);
    const box = height / rows - (rows === 1 ? 122 : 26);
    const score = Math.min(slot / 66, box / 130, 1);
    if (score > bestScore + 0.001) {
      best = rows;
      bestScore = score;
    }
  }
  return best;
}

/** Measures of vessels that stand in so many rows. */
export function gridOf(rows: number, count: number, width: number, height: number, shelf: boolean): Grid {
  const columns = Math.ceil(count / rows);
  const slot = Math.min(width / columns, 380);
  const detail: Detail =
    slot < 7 ? 'cell' : slot < 38 ? 'tiny' : rows > 1 || slot < 58 || height < 215 ? 'compact' : 'full';
  const gap = detail === 'full' ? Math.max(10, Math.min(30, slot * 0.13)) : slot * 0.16;
  const extra = shelf ? shelfHeight : 0;
  const measures = {
    full: { head: 23 + 13 + 33, foot: 62 + extra, headY: 23, gutter: 9 },
    compact: { head: 34, foot: 14 + extra, headY: 12, gutter: 7 },
    tiny: { head: slot >= 22 ? 22 : 8, foot: 6, headY: 5, gutter: 2 },
    cell: { head: 3, foot: 1, headY: 0, gutter: 0 },
  }[detail];
  return { detail, columns, slot, vesselWidth: slot - gap, gap, rowHeight: height / rows, ...measures };
}
