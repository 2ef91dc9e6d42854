import type { Protocol } from '../policy/policy-rules.ts';
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

/** The port of a Service that a connection asks for. */
export interface WantedPort {
  /** `namespace/name` of the Service. */
  readonly key: string;
  readonly port: number;
  readonly isNodePort: boolean;
  readonly protocol: Protocol;
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

  /** Undefined when the rules of the node do not know the port. */
  of(entry: ProxyNode, wanted: WantedPort): RulesInUse | undefined {
    const knownMs = entry.knownMs();
    if (knownMs === undefined) return undefined;
    const before = this.kept.get(entry)?.get(wanted.key)?.get(slotOf(wanted));
    if (before && this.holds(before, entry, knownMs)) return before;
    return this.find(entry, knownMs, wanted);
  }

  private holds({ version, knownMs: sinceMs, zone, balancer }: Kept, entry: ProxyNode, knownMs: number): boolean {
    return version === this.view.version && knownMs >= sinceMs && zone === entry.zone && balancer === entry.balancer;
  }

  private find(entry: ProxyNode, knownMs: number, wanted: WantedPort): RulesInUse | undefined {
    const { view } = this;
    const { key, port, isNodePort, protocol } = wanted;
    const { minSyncMs, name, zone, balancer } = entry;
    const state = view.at(key, knownMs, minSyncMs);
    if (!hasService(state)) return undefined;
    const found = servicePort(state.service, port, isNodePort, protocol);
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
    if (state === view.latest(key)) this.keep(entry, wanted, inForce);
    return inForce;
  }

  private keep(entry: ProxyNode, wanted: WantedPort, found: Kept): void {
    const services = this.kept.get(entry) ?? new Map<string, Map<number, Kept>>();
    this.kept.set(entry, services);
    const ports = services.get(wanted.key) ?? new Map<number, Kept>();
    services.set(wanted.key, ports);
    ports.set(slotOf(wanted), found);
  }
}

/** A number for the port among those of its Service. */
function slotOf({ port, isNodePort, protocol }: WantedPort): number {
  return (isNodePort ? -port : port) * 2 + (protocol === 'UDP' ? 1 : 0);
}
