import { afterEach, expect } from 'vitest';
import type { Cluster } from '../cluster/cluster.ts';
import { type Invariants, watchInvariants } from './cluster-fuzz/invariants.ts';

const watched: Invariants[] = [];

/** Holds a test's cluster to the invariants: the test during which a write breaks one fails. */
export function watchOver(cluster: Cluster): void {
  watched.push(watchInvariants(cluster));
}

afterEach(() => {
  for (const { problems } of watched) expect(problems).toEqual([]);
});
