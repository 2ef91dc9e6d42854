import type { Service, ServicePort } from '../../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import { type KubeObject, objectKey } from '../../../api/object.ts';
import type { Engine } from '../../engine/engine.ts';
import { DEFAULT_MIN_SYNC_MS, SyncClock } from './sync-clock.ts';

/** A Service with its EndpointSlices at one time. */
export interface ServiceState {
  /** Undefined when it has been deleted. */
  readonly service: Service | undefined;
  readonly slices: readonly EndpointSlice[];
  /** Its place among all changes: kube-proxies know when they began the sync that brought it into their rules. */
  readonly change: number;
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
  private readonly external = new Map<string, Map<number, string>>();
  private readonly byHealthPort = new Map<number, string>();
  private readonly clocks: SyncClock[] = [new SyncClock(DEFAULT_MIN_SYNC_MS, 0)];
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
    for (const ip of externalIPs) this.setExternal(ip, key, ports ?? []);
    for (const ip of balanced) this.byAddress.set(ip, { key, isOuter: true, isBalanced: true });
    for (const { nodePort } of ports ?? []) if (nodePort) this.byNodePort.set(nodePort, key);
    const { healthCheckNodePort } = service.spec ?? {};
    if (healthCheckNodePort) this.byHealthPort.set(healthCheckNodePort, key);
    this.push(key, deleted ? undefined : service, this.latest(key)?.slices ?? []);
  }

  /** Several Services may share an external address, each with ports of its own. */
  private setExternal(ip: string, key: string, ports: readonly ServicePort[]): void {
    const known = this.external.get(ip) ?? new Map<number, string>();
    this.external.set(ip, known);
    for (const { port } of ports) known.set(port, key);
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

  /**
   * The state of a Service in rules that were complete up to a time.
   * @param minSyncMs how long the kube-proxy lets pass between two syncs
   */
  at(key: string, knownMs: number, minSyncMs = DEFAULT_MIN_SYNC_MS): ServiceState | undefined {
    const history = this.histories.get(key);
    if (!history) return undefined;
    const clock = this.clockOf(minSyncMs);
    for (let i = history.length - 1; i >= 0; i--) if (clock.syncedMs(history[i]!.change) <= knownMs) return history[i];
    return undefined;
  }

  /** When kube-proxies with a minSyncPeriod began the sync that brought a state into their rules. */
  syncedMs({ change }: ServiceState, minSyncMs = DEFAULT_MIN_SYNC_MS): number {
    return this.clockOf(minSyncMs).syncedMs(change);
  }

  private clockOf(minSyncMs: number): SyncClock {
    if (this.clocks[0]!.minSyncMs === minSyncMs) return this.clocks[0]!;
    let clock = this.clocks.find((one) => one.minSyncMs === minSyncMs);
    if (!clock) {
      clock = new SyncClock(minSyncMs, this.changes + 1);
      this.clocks.push(clock);
    }
    return clock;
  }

  /** The Service that has (or last had) an address. */
  ofAddress(ip: string): ServiceAddress | undefined {
    return this.byAddress.get(ip);
  }

  /** Key of the Service that has (or last had) a port of an address among its externalIPs. */
  ofExternal(ip: string, port: number): string | undefined {
    return this.external.get(ip)?.get(port);
  }

  /** Key of the Service that has (or last had) a healthCheckNodePort. */
  ofHealthPort(port: number): string | undefined {
    return this.byHealthPort.get(port);
  }

  /** Key of the Service that has (or last had) a node port. */
  keyOfNodePort(port: number): string | undefined {
    return this.byNodePort.get(port);
  }

  private push(key: string, service: Service | undefined, slices: readonly EndpointSlice[]): void {
    this.changes++;
    const arrivesMs = this.engine.nowMs + WATCH_MS;
    const forgetMs = Math.min(this.oldestKnownMs(), this.engine.nowMs) - KEEP_MS;
    let goesWithLast = true;
    const history = this.histories.get(key) ?? [];
    const last = history.at(-1)?.change;
    for (const clock of this.clocks) {
      const syncedMs = clock.add(arrivesMs, forgetMs);
      goesWithLast &&= last !== undefined && clock.syncedMs(last) === syncedMs;
    }
    this.histories.set(key, history);
    const [slow] = this.clocks.toSorted((a, b) => b.minSyncMs - a.minSyncMs);
    while (history.length > 1 && slow!.syncedMs(history[1]!.change) <= forgetMs) history.shift();
    if (goesWithLast) history.pop();
    history.push({ service, slices, change: this.changes });
  }
}
