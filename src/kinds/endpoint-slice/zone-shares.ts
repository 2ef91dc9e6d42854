import type { Node } from '../../api/k8s/core-v1.gen.ts';
import { milliValue } from '../../base/quantity.ts';

/** Each zone's share of the CPU of all ready nodes, by its name, in order of the names. */
export type ZoneShares = ReadonlyMap<string, number>;

/** An endpoint may get so much more than its share of a Service's traffic, at most. */
const OVERLOAD = 0.2;

const ZONE_LABEL = 'topology.kubernetes.io/zone';
const EXCLUDED = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/**
 * Undefined when a ready node has no zone or no CPU, or all are in one zone. Models SetNodes of endpointslice's
 * topologycache.
 */
export function zoneSharesOf(nodes: Iterable<Node>): ZoneShares | undefined {
  const cpus = new Map<string, number>();
  let total = 0;
  for (const node of nodes) {
    const labels = node.metadata.labels ?? {};
    if (EXCLUDED.some((label) => labels[label] !== undefined) || !isReady(node)) continue;
    const zone = labels[ZONE_LABEL];
    const cpu = milliValue(node.status?.allocatable?.cpu ?? 0);
    if (!zone || cpu === 0) return undefined;
    cpus.set(zone, (cpus.get(zone) ?? 0) + cpu);
    total += cpu;
  }
  if (cpus.size < 2) return undefined;
  const sorted = [...cpus].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([zone, cpu]) => [zone, cpu / total]));
}

/** The Ready condition. */
export function isReady({ status }: Node): boolean {
  return status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

/** Whether two states of a node mean the same for shares, as far as upstream looks at its updates. */
export function hasSameShare(a: Node, b: Node): boolean {
  return a.metadata.labels?.[ZONE_LABEL] === b.metadata.labels?.[ZONE_LABEL] && isReady(a) === isReady(b);
}

/** How many endpoints a zone is to have, from the least that overloads none. */
export interface Allocation {
  readonly least: number;
  readonly most: number;
  readonly desired: number;
}

/** How many of so many endpoints each zone is to have, or why they cannot be shared out. Models getAllocations. */
export function allocate(shares: ZoneShares | undefined, endpoints: number): ReadonlyMap<string, Allocation> | string {
  if (!shares) return 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes';
  const counts = `(${endpoints} endpoints, ${shares.size} zones)`;
  if (shares.size > endpoints) return `Insufficient number of endpoints ${counts}`;
  const wanted = [...shares].map(([zone, share]) => {
    const least = leastOf(endpoints, share);
    return { zone, least, desired: Math.max(share * endpoints, least) };
  });
  const leastOfAll = wanted.reduce((sum, { least }) => sum + least, 0);
  if (leastOfAll > endpoints) {
    return `Unable to allocate minimum required endpoints to each zone without exceeding overload threshold ${counts}`;
  }
  return new Map(
    wanted.map(({ zone, least, desired }) => [zone, { least, desired, most: least + endpoints - leastOfAll }]),
  );
}

/** Whether a zone has too few of a Service's endpoints for its share. Models serviceOverloaded. */
export function isOverloaded(allocated: ReadonlyMap<string, number>, shares: ZoneShares | undefined): boolean {
  if (allocated.size === 0) return false;
  if (!shares) return true;
  const total = [...allocated.values()].reduce((sum, count) => sum + count, 0);
  return [...shares].some(([zone, share]) => (allocated.get(zone) ?? -1) < leastOf(total, share));
}

function leastOf(endpoints: number, share: number): number {
  return Math.ceil(endpoints * share * (1 / (1 + OVERLOAD)));
}
