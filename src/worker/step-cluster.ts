import type { StepUnit } from '../protocol/messages.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';

/** A step is given up after so much wall time. */
const MOST_WALL_MS = 2_000;
/** It goes on to the next message of a journey if that comes within this virtual time, and this wall time. */
const PAUSE_MS = 10_000;
const PAUSE_WALL_MS = 500;

/**
 * Runs up to the next thing of a kind: a change that shows, a message, a write of any sort.
 * @param writes how many changes that show there have been
 * @param journey the journey that is followed: a step by message goes to its next one
 */
export function stepCluster(
  cluster: Cluster,
  unit: StepUnit,
  writes: () => number,
  journey: { readonly length: number } | undefined,
  wallMs: () => number,
): void {
  const { engine, trace, apiServer } = cluster;
  const before = { writes: writes(), head: trace.head, revision: apiServer.revision };
  if (unit === 'message' && journey && stepJourney(cluster, journey, wallMs)) return;
  const stopAtMs = wallMs() + MOST_WALL_MS;
  while (wallMs() < stopAtMs && engine.step()) {
    if (unit === 'message' && trace.head !== before.head) return;
    if (unit === 'write' && apiServer.revision !== before.revision) return;
    if (unit === 'event' && writes() !== before.writes) return;
  }
}

/** Runs up to the next message of a journey; whether there was one soon. */
function stepJourney({ engine }: Cluster, journey: { readonly length: number }, wallMs: () => number): boolean {
  const { length } = journey;
  const [endMs, stopAtMs] = [engine.nowMs + PAUSE_MS, wallMs() + PAUSE_WALL_MS];
  while (engine.nextTimeMs <= endMs && wallMs() < stopAtMs && engine.step()) {
    if (journey.length !== length) return true;
  }
  return false;
}
