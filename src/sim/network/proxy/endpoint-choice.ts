/** An endpoint as kube-proxy keeps it. */
export interface ProxyEndpoint {
  /** `ip:port`. */
  readonly address: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  /** It runs on the node of this kube-proxy. */
  readonly onThisNode: boolean;
  /** Zones that its slice suggests it for; absent or empty without hints. */
  readonly forZones?: readonly string[];
}

/** What of a Service decides which endpoints its traffic may use. */
export interface ProxyPolicy {
  /** Whether it can be reached from outside: it has a node port or an external address. */
  readonly isExternal: boolean;
  readonly externalLocal: boolean;
  readonly internalLocal: boolean;
  /** Zone of this kube-proxy's node, where it has one. */
  readonly zone?: string | undefined;
}

/** The endpoints that a node's rules use. */
export interface EndpointChoice<E> {
  /** For traffic with policy Cluster. */
  readonly cluster: readonly E[];
  /** For traffic with policy Local. */
  readonly local: readonly E[];
  /** Whether there is a usable endpoint anywhere: without one connections are refused, else dropped. */
  readonly hasAny: boolean;
}

/**
 * Picks a Service's usable endpoints on a node: ready ones, or, where no ready one is left, those that are going down
 * but still serve. Models pkg/proxy/topology.go (CategorizeEndpoints).
 */
export function chooseEndpoints<E extends ProxyEndpoint>(
  endpoints: readonly E[],
  policy: ProxyPolicy,
): EndpointChoice<E> {
  // External traffic that begins inside the cluster takes a short cut to any endpoint.
  const usesCluster = !policy.internalLocal || policy.isExternal;
  const usesLocal = policy.internalLocal || (policy.isExternal && policy.externalLocal);
  const anywhere = usable(endpoints);
  const { zone } = policy;
  const near = zone !== undefined && hasHints(endpoints, zone) ? endpoints.filter(isFor(zone)) : endpoints;
  return {
    cluster: usesCluster ? usable(near) : [],
    local: usesLocal ? usable(endpoints.filter(({ onThisNode }) => onThisNode)) : [],
    hasAny: anywhere.length > 0,
  };
}

function usable<E extends ProxyEndpoint>(endpoints: readonly E[]): readonly E[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  return ready.length > 0 ? ready : endpoints.filter(({ serving, terminating }) => serving && terminating);
}

const isFor =
  (zone: string) =>
  ({ forZones }: ProxyEndpoint): boolean =>
    forZones?.includes(zone) ?? false;

/** Hints count only when every ready endpoint has some and at least one is for this zone. */
function hasHints(endpoints: readonly ProxyEndpoint[], zone: string): boolean {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  return ready.every(({ forZones = [] }) => forZones.length > 0) && ready.some(isFor(zone));
}
