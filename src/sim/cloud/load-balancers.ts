import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import type { BalancerPick, LoadBalancers } from '../network/load-balancers.ts';
import type { ProxyNode } from '../network/proxy/proxy-node.ts';

/** A health check is made so often; so many failures in a row take a node out, one success brings it back. */
const CHECK_MS = 8000;
const UNHEALTHY_AFTER = 3;
/** The cloud's public addresses: 203.0.113.0/24 is set aside for documentation, as are the two that follow. */
const PUBLIC_RANGES = ['203.0.113.', '198.51.100.', '192.0.2.'];

/** The cloud's load balancers, with the side that the cloud controller manager asks. */
export interface CloudLoadBalancers extends LoadBalancers {
  /**
   * Makes or changes the load balancer of a Service, with the nodes to which it sends, and returns its public address: the
   * one that is wanted, if it is free. Throws Error when there is none left, or the one that is wanted is somebody's.
   */
  ensure(key: string, nodes: readonly string[], wanted?: string): string;
  remove(key: string): void;
  has(key: string): boolean;
}

interface Balancer {
  readonly key: string;
  readonly ip: string;
  nodes: readonly string[];
  /** Failed checks in a row, by node; a node that is new is healthy once it has answered. */
  readonly failures: Map<string, number>;
  healthy: readonly ProxyNode[];
  timer: number;
}

/** What load balancers know of nodes. */
export interface BalancerOptions {
  readonly engine: Engine;
  readonly random: Random;
  readonly proxyOf: (node: string) => ProxyNode | undefined;
  /** Whether a node answers the health check of a Service now. */
  readonly check: (key: string, node: ProxyNode) => boolean;
}

/** Makes the cloud's load balancers: passthrough ones that pick a node for each connection, with health checks. */
export function createLoadBalancers({ engine, random, proxyOf, check }: BalancerOptions): CloudLoadBalancers {
  const balancers = new Map<string, Balancer>();
  const taken = new Set<string>();

  const checkAll = (balancer: Balancer): void => {
    const { key, nodes, failures } = balancer;
    const healthy: ProxyNode[] = [];
    for (const name of nodes) {
      const node = proxyOf(name);
      const failed = node && check(key, node) ? 0 : (failures.get(name) ?? UNHEALTHY_AFTER) + 1;
      failures.set(name, failed);
      if (node && failed < UNHEALTHY_AFTER) healthy.push(node);
    }
    balancer.healthy = healthy;
  };
  const tick = (balancer: Balancer): void => {
    checkAll(balancer);
    balancer.timer = engine.after(CHECK_MS, tick, balancer);
  };
  return {
    has: (key) => balancers.has(key),
    ensure(key, nodes, wanted) {
      const known = balancers.get(key);
      if (known) {
        known.nodes = nodes;
        checkAll(known);
        return known.ip;
      }
      const ip = wanted ? wantedAddress(taken, wanted) : freeAddress(taken);
      const balancer: Balancer = { key, ip, nodes, failures: new Map(), healthy: [], timer: 0 };
      balancers.set(key, balancer);
      taken.add(ip);
      tick(balancer);
      return ip;
    },
    remove(key) {
      const balancer = balancers.get(key);
      if (!balancer) return;
      engine.cancel(balancer.timer);
      taken.delete(balancer.ip);
      balancers.delete(key);
    },
    pick(key): BalancerPick | undefined {
      const balancer = balancers.get(key);
      if (!balancer) return undefined;
      const { healthy, nodes } = balancer;
      // With no healthy node left it tries them all: that is better than to answer nobody.
      const anyNode = (): ProxyNode | undefined => (nodes.length > 0 ? proxyOf(random.pick(nodes)) : undefined);
      const node = healthy.length > 0 ? random.pick(healthy) : anyNode();
      return { node, healthyNodes: healthy.length, nodes: nodes.length };
    },
  };
}

function wantedAddress(taken: ReadonlySet<string>, wanted: string): string {
  const isOurs = PUBLIC_RANGES.some((range) => wanted.startsWith(range));
  if (!isOurs) throw new Error(`requested IP address ${wanted} is not reserved`);
  if (taken.has(wanted)) throw new Error(`requested IP address ${wanted} is already in use`);
  return wanted;
}

function freeAddress(taken: ReadonlySet<string>): string {
  for (const range of PUBLIC_RANGES) {
    for (let n = 10; n < 250; n++) if (!taken.has(`${range}${n}`)) return `${range}${n}`;
  }
  throw new Error('the cloud has no public address left');
}
