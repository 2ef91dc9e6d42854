import type { Service } from '../../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import { type KubeObject, objectKey } from '../../../api/object.ts';
import type { Engine } from '../../engine/engine.ts';

/** A Service with its EndpointSlices at one time. */
export interface ServiceState {
  /** Undefined when it has been deleted. */
  readonly service: Service | undefined;
  readonly slices: readonly EndpointSlice[];
  /** When kube-proxies began the sync that brought it into their rules. */
  readonly syncedMs: number;
}

/** A state in which the Service exists. */
export type LiveServiceState = ServiceState & { readonly service: Service };

/** Whether the Service exists in a state. */
export function hasService(state: ServiceState | undefined): state is LiveServiceState {
  return state?.service !== undefined;
}

/** What an address of a Service means. */
export interface ServiceAddress {
  /** `namespace/name` of the Service. */
  readonly key: string;
  /** A load balancer's or another outer address, not the cluster address. */
  readonly isOuter: boolean;
  /** It is the load balancer's. */
  readonly isBalanced: boolean;
}

/** Rules are synced at most once in this time, and at once after a quiet time (minSyncPeriod). */
const MIN_SYNC_MS = 1000;
/** A watch event takes about this long to a node. */
const WATCH_MS = 1;
/** States that nobody can be working with any more are forgotten after this time. */
const KEEP_MS = 10_000;

/**
 * What kube-proxies know of Services: one history for all nodes instead of a watch a node, looked up when a request
 * is routed. Every node's rules are a state of the past; how long ago is the node's own.
 */
export class ServiceView {
  private readonly histories = new Map<string, ServiceState[]>();
  private readonly byAddress = new Map<string, ServiceAddress>();
  private readonly byNodePort = new Map<number, string>();
  private readonly engine: Engine;
  private readonly oldestKnownMs: () => number;
  private lastSyncMs = -Infinity;
  private changes = 0;

  /** @param oldestKnownMs the oldest time of which some node still has the rules */
  constructor(engine: Engine, oldestKnownMs: () => number) {
    this.engine = engine;
    this.oldestKnownMs = oldestKnownMs;
  }

  /** Grows with every change, so that what was worked out from the newest states can be kept until then. */
  get version(): number {
    return this.changes;
  }

  /** Takes a committed change of any object. */
  observe(kind: string, object: KubeObject, deleted: boolean): void {
    if (kind === 'Service') this.setService(object as Service, deleted);
    else if (kind === 'EndpointSlice') this.setSlice(object as EndpointSlice, deleted);
  }

  private setService(service: Service, deleted: boolean): void {
    const key = objectKey(service);
    const { clusterIP, ports, externalIPs = [] } = service.spec ?? {};
    if (clusterIP && clusterIP !== 'None') this.byAddress.set(clusterIP, { key, isOuter: false, isBalanced: false });
    const balanced = (service.status?.loadBalancer?.ingress ?? []).flatMap(({ ip = '' }) => ip || []);
    for (const ip of externalIPs) this.byAddress.set(ip, { key, isOuter: true, isBalanced: false });
    for (const ip of balanced) this.byAddress.set(ip, { key, isOuter: true, isBalanced: true });
    for (const { nodePort } of ports ?? []) if (nodePort) this.byNodePort.set(nodePort, key);
    this.push(key, deleted ? undefined : service, this.latest(key)?.slices ?? []);
  }

  private setSlice(slice: EndpointSlice, deleted: boolean): void {
    const name = slice.metadata.labels?.['kubernetes.io/service-name'];
    if (!name) return;
    const key = `${slice.metadata.namespace}/${name}`;
    const before = this.latest(key);
    const others = (before?.slices ?? []).filter((one) => one.metadata.name !== slice.metadata.name);
    this.push(key, before?.service, deleted ? others : [...others, slice]);
  }

  /** The newest state of a Service, by its key. */
  latest(key: string): ServiceState | undefined {
    return this.histories.get(key)?.at(-1);
  }

  /** The Services of a namespace as they are now, sorted by name. */
  servicesIn(namespace: string): Service[] {
    const found: Service[] = [];
    for (const [key, history] of this.histories) {
      const service = key.startsWith(`${namespace}/`) ? history.at(-1)?.service : undefined;
      if (service) found.push(service);
    }
    return found.sort((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1));
  }

  /** The newest states of all headless Services. */
  *headless(): Generator<ServiceState> {
    for (const history of this.histories.values()) {
      const state = history.at(-1)!;
      if (state.service?.spec?.clusterIP === 'None') yield state;
    }
  }

  /** The state of a Service in rules that were complete up to a time. */
  at(key: string, knownMs: number): ServiceState | undefined {
    const history = this.histories.get(key);
    for (let i = (history?.length ?? 0) - 1; i >= 0; i--) if (history![i]!.syncedMs <= knownMs) return history![i];
    return undefined;
  }

  /** The Service that has (or last had) an address. */
  ofAddress(ip: string): ServiceAddress | undefined {
    return this.byAddress.get(ip);
  }

  /** Key of the Service that has (or last had) a node port. */
  keyOfNodePort(port: number): string | undefined {
    return this.byNodePort.get(port);
  }

  private push(key: string, service: Service | undefined, slices: readonly EndpointSlice[]): void {
    this.changes++;
    const arrivesMs = this.engine.nowMs + WATCH_MS;
    // A change that comes while a sync is pending goes with it.
    if (arrivesMs > this.lastSyncMs) this.lastSyncMs = Math.max(arrivesMs, this.lastSyncMs + MIN_SYNC_MS);
    const history = this.histories.get(key) ?? [];
    this.histories.set(key, history);
    const forgetMs = Math.min(this.oldestKnownMs(), this.engine.nowMs) - KEEP_MS;
    while (history.length > 1 && history[1]!.syncedMs <= forgetMs) history.shift();
    if (history.at(-1)?.syncedMs === this.lastSyncMs) history.pop();
    history.push({ service, slices, syncedMs: this.lastSyncMs });
  }
}
