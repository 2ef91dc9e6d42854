import { CONTROLLER_MANAGER_CONFIG } from '../../../api/config/controller-manager.ts';
import type { Node } from '../../../api/k8s/core-v1.gen.ts';

/** How much of a zone is out of order. '' before the first look. */
export type ZoneState = '' | 'Normal' | 'PartialDisruption' | 'FullDisruption';

/** Share of nodes not ready from which a zone is in disruption, and how many there must be at least. */
const UNHEALTHY_THRESHOLD: number = CONTROLLER_MANAGER_CONFIG.NodeLifecycleController.UnhealthyZoneThreshold;
const MIN_NOT_READY = 3;
/** Nodes tainted a second (--node-eviction-rate, --secondary-node-eviction-rate). */
const EVICTION_RATE: number = CONTROLLER_MANAGER_CONFIG.NodeLifecycleController.NodeEvictionRate;
const SECONDARY_RATE: number = CONTROLLER_MANAGER_CONFIG.NodeLifecycleController.SecondaryNodeEvictionRate;
/** Zones up to this size are not evicted at all while in partial disruption. */
const LARGE_ZONE: number = CONTROLLER_MANAGER_CONFIG.NodeLifecycleController.LargeClusterSizeThreshold;

/** The state of a zone. Models ComputeZoneState of pkg/controller/nodelifecycle. */
export function zoneState(ready: number, notReady: number): ZoneState {
  if (ready === 0 && notReady > 0) return 'FullDisruption';
  const share = notReady / (ready + notReady);
  return notReady >= MIN_NOT_READY && share >= UNHEALTHY_THRESHOLD ? 'PartialDisruption' : 'Normal';
}

/** How many nodes of a zone may get the NoExecute taint a second. Models setLimiterInZone. */
export function evictionRate(state: ZoneState, size: number): number {
  if (state !== 'PartialDisruption') return EVICTION_RATE;
  return size > LARGE_ZONE ? SECONDARY_RATE : 0;
}

/** The zone of a node, by its topology labels. Models GetZoneKey. */
export function zoneOf(node: Node): string {
  const labels = node.metadata.labels ?? {};
  const region = labels['topology.kubernetes.io/region'] ?? labels['failure-domain.beta.kubernetes.io/region'] ?? '';
  const zone = labels['topology.kubernetes.io/zone'] ?? labels['failure-domain.beta.kubernetes.io/zone'] ?? '';
  return region === '' && zone === '' ? '' : `${region}:\u0000:${zone}`;
}

/** What changes when the zones' states change; pure. Models handleDisruption. */
export interface Disruption {
  /** States to keep for the next look. */
  readonly states: ReadonlyMap<string, ZoneState>;
  /** New rates by zone, in nodes a second. */
  readonly rates: ReadonlyMap<string, number>;
  /** All zones have just gone: it is the control plane that is cut off, so no node is to be blamed. */
  readonly stopEvictions: boolean;
  /** Nodes answer again after all zones were gone: their clocks start anew. */
  readonly restartProbes: boolean;
}

/** @param sizes ready and not-ready nodes of each zone that has any */
export function planDisruption(
  before: ReadonlyMap<string, ZoneState>,
  sizes: ReadonlyMap<string, { readonly ready: number; readonly notReady: number }>,
): Disruption {
  const states = new Map<string, ZoneState>();
  const counts = new Map<string, number>();
  for (const [zone, { ready, notReady }] of sizes) {
    states.set(zone, zoneState(ready, notReady));
    counts.set(zone, ready + notReady);
  }
  const allNow = [...states.values()].every((state) => state === 'FullDisruption');
  const allBefore = [...states.keys()].every((zone) => (before.get(zone) ?? '') === 'FullDisruption');
  if (allNow && allBefore) return { states: before, rates: new Map(), stopEvictions: false, restartProbes: false };
  const rates = new Map<string, number>();
  if (allNow) {
    for (const zone of states.keys()) rates.set(zone, 0);
    return { states, rates, stopEvictions: true, restartProbes: false };
  }
  for (const [zone, state] of states) {
    if (allBefore || before.get(zone) !== state) rates.set(zone, evictionRate(state, counts.get(zone)!));
  }
  return { states, rates, stopEvictions: false, restartProbes: allBefore };
}
