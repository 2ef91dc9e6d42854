import type { Picked } from '../routed.ts';
import type { Balancer } from './balance.ts';
import type { ProxyNode } from './proxy-node.ts';
import { type PortRules, rulesOf, servicePort, type Target } from './rules.ts';
import { hasService, type ServiceView } from './service-view.ts';

/** Endpoints that a connection may go to, and who says so. */
export interface Choice {
  readonly targets: readonly Target[];
  readonly by: Picked;
}

/** The rules of a Service's port that are in force on a node. */
export interface RulesInUse {
  readonly rules: PortRules;
  /** For connections to the cluster address, to outer ones, and to outer ones from the node itself. */
  readonly internal: Choice;
  readonly external: Choice;
  readonly shortCut: Choice;
}

interface Kept extends RulesInUse {
  /** They are of the newest state of this version of the view, for whoever knows what was known then. */
  readonly version: number;
  readonly knownMs: number;
  readonly zone: string | undefined;
  readonly balancer: Balancer;
}

/**
 * Finds the rules of a node for a connection. They are the same for very many connections, so that what was found is kept
 * until something changes: a Service or its endpoints, or the node's zone or kube-proxy.
 */
export class RulesFinder {
  private readonly view: ServiceView;
  private readonly kept = new WeakMap<ProxyNode, Map<string, Map<number, Kept>>>();

  constructor(view: ServiceView) {
    this.view = view;
  }

  /** Undefined when the rules of the node do not know the port of the Service (`namespace/name`). */
  of(entry: ProxyNode, key: string, port: number, isNodePort: boolean): RulesInUse | undefined {
    const knownMs = entry.knownMs();
    if (knownMs === undefined) return undefined;
    const ports = this.kept.get(entry)?.get(key);
    const before = ports?.get(isNodePort ? -port : port);
    if (before && this.holds(before, entry, knownMs)) return before;
    return this.find(entry, knownMs, key, port, isNodePort);
  }

  private holds({ version, knownMs: sinceMs, zone, balancer }: Kept, entry: ProxyNode, knownMs: number): boolean {
    return version === this.view.version && knownMs >= sinceMs && zone === entry.zone && balancer === entry.balancer;
  }

  private find(
    entry: ProxyNode,
    knownMs: number,
    key: string,
    port: number,
    isNodePort: boolean,
  ): RulesInUse | undefined {
    const { view } = this;
    const { minSyncMs, name, zone, balancer } = entry;
    const state = view.at(key, knownMs, minSyncMs);
    if (!hasService(state)) return undefined;
    const found = servicePort(state.service, port, isNodePort);
    if (!found) return undefined;
    const rules = rulesOf(state, found, name, zone);
    const choice = (targets: readonly Target[]): Choice => ({
      targets,
      by: { service: rules.service, node: name, endpoints: targets.length, connections: balancer.connections },
    });
    const { version } = view;
    const inForce = {
      rules,
      internal: choice(rules.internal),
      external: choice(rules.external),
      shortCut: choice(rules.shortCut),
      version,
      knownMs: view.syncedMs(state, minSyncMs),
      zone,
      balancer,
    };
    // With an older state the next one may come into force at any time.
    if (state === view.latest(key)) this.keep(entry, key, isNodePort ? -port : port, inForce);
    return inForce;
  }

  private keep(entry: ProxyNode, key: string, port: number, found: Kept): void {
    const services = this.kept.get(entry) ?? new Map<string, Map<number, Kept>>();
    this.kept.set(entry, services);
    const ports = services.get(key) ?? new Map<number, Kept>();
    services.set(key, ports);
    ports.set(port, found);
  }
}
