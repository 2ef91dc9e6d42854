import { isTopologyAware } from '../../api/control/topology-mode.ts';
import type { Informer } from '../../api/controller.ts';
import type { Node, Service } from '../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import { hintZones, type SliceSet } from './zone-hints.ts';
import { hasSameShare, isOverloaded, type ZoneShares, zoneSharesOf } from './zone-shares.ts';

/** What to tell of a Service. */
export interface TopologyEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: 'TopologyAwareHintsEnabled' | 'TopologyAwareHintsDisabled';
  readonly message: string;
}

/** What is known of zones: the shares of their nodes, and the endpoints that were given to each. */
export interface Topology {
  /** Adds hints to what is to be written for a Service whose annotation asks for them, or takes them away again. */
  hint(
    service: Service,
    addressType: string,
    slices: SliceSet,
  ): Pick<SliceSet, 'create' | 'update'> & { readonly events: readonly TopologyEvent[] };
  /** Whether a Service has or wants hints. */
  concerns(service: Service): boolean;
  /** A Service is gone. */
  forget(key: string): void;
  /** Keys of Services that give too few endpoints to a zone, now that nodes have changed. */
  overloaded(): readonly string[];
}

/** Models endpointslice's topologycache. @param onNodes is called when nodes have come, gone or changed */
export function createTopology(nodes: Informer<Node>, onNodes: () => void): Topology {
  const allocated = new Map<string, Map<string, ReadonlyMap<string, number>>>();
  let shares: ZoneShares | undefined;
  let isStale = true;
  const changed = (): void => {
    isStale = true;
    // Mostly no Service has hints: then nobody needs to know.
    if (allocated.size > 0) onNodes();
  };
  nodes.addHandler({
    onAdd: changed,
    onUpdate(node, previous) {
      if (!hasSameShare(node, previous)) changed();
    },
    onDelete: changed,
  });
  const current = (): ZoneShares | undefined => {
    if (isStale) shares = zoneSharesOf(nodes.list());
    isStale = false;
    return shares;
  };
  const remove = (key: string, type: string): void => {
    const types = allocated.get(key);
    types?.delete(type);
    if (types?.size === 0) allocated.delete(key);
  };
  const disabled = (message: string, type: string): TopologyEvent => ({
    type: 'Warning',
    reason: 'TopologyAwareHintsDisabled',
    message: `${message}, addressType: ${type}`,
  });
  return {
    hint(service, addressType, slices) {
      const key = objectKey(service);
      if (!isTopologyAware(service)) {
        const hadHints = allocated.has(key);
        remove(key, addressType);
        const { create, update } = slices;
        const events = hadHints ? [disabled('Topology Aware Hints has been disabled', addressType)] : [];
        return { create, update, events };
      }
      const { create, update, allocated: zones, problem } = hintZones(slices, current());
      if (!zones) {
        remove(key, addressType);
        return { create, update, events: [disabled(problem ?? '', addressType)] };
      }
      const before = allocated.get(key);
      allocated.set(key, (before ?? new Map()).set(addressType, zones));
      const message = `Topology Aware Hints has been enabled, addressType: ${addressType}`;
      const enabled: TopologyEvent = { type: 'Normal', reason: 'TopologyAwareHintsEnabled', message };
      return { create, update, events: before ? [] : [enabled] };
    },
    concerns: (service) => isTopologyAware(service) || allocated.has(objectKey(service)),
    forget: (key) => void allocated.delete(key),
    overloaded: () =>
      [...allocated].flatMap(([key, types]) =>
        [...types.values()].some((zones) => isOverloaded(zones, current())) ? [key] : [],
      ),
  };
}
