import type { Scores } from './framework.ts';
import type { NodeInfo } from './node-info.ts';

/** Lists for scores that are used again for the next decision: thousands of decisions a second would fill the memory. */
export interface ScoreBuffers {
  /** A list of this length with anything in it. */
  take(length: number): Scores;
  /** A list for as many nodes, with anything in it; there is only one. */
  nodes(length: number): NodeInfo[];
  /** All lists that were taken may be given out again. */
  reset(): void;
}

/** Lists that are new each time. */
export const NEW_LISTS: ScoreBuffers = {
  take: (length) => new Float64Array(length),
  nodes: (length) => new Array<NodeInfo>(length),
  reset: () => undefined,
};

/** Makes buffers that keep their lists. */
export function createScoreBuffers(): ScoreBuffers {
  const lists: Scores[] = [];
  let nodes: NodeInfo[] = [];
  let taken = 0;
  return {
    nodes(length) {
      if (nodes.length !== length) nodes = new Array<NodeInfo>(length);
      return nodes;
    },
    take(length) {
      let list = lists[taken];
      if (list?.length !== length) {
        list = new Float64Array(length);
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
