/** Lists for scores that are used again for the next decision: thousands of decisions a second would fill the memory. */
export interface ScoreBuffers {
  /** A list of this length with anything in it. */
  take(length: number): number[];
  /** All lists that were taken may be given out again. */
  reset(): void;
}

/** Lists that are new each time. */
export const NEW_LISTS: ScoreBuffers = {
  take: (length) => new Array<number>(length),
  reset: () => undefined,
};

/** Makes buffers that keep their lists. */
export function createScoreBuffers(): ScoreBuffers {
  const lists: number[][] = [];
  let taken = 0;
  return {
    take(length) {
      let list = lists[taken];
      if (list?.length !== length) {
        list = new Array<number>(length).fill(0);
        lists[taken] = list;
      }
      taken++;
      return list;
    },
    reset() {
      taken = 0;
    },
  };
}
