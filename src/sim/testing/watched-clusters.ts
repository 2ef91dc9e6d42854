import type { Cluster } from '../cluster/cluster.ts';
import { type Invariants, watchInvariants } from './cluster-fuzz/invariants.ts';

const watched: Invariants[] = [];

/** Holds a test's cluster to the invariants: the test during which a write breaks one fails (`after-each-test.ts`). */
export function watchOver(cluster: Cluster): void {
  watched.push(watchInvariants(cluster));
}

/** What has been broken so far in the clusters of this test file. */
export function brokenInvariants(): string[] {
  return watched.flatMap(({ problems }) => problems);
}
