import { fnv32a } from '../../../base/fnv.ts';
import type { Random } from '../../../base/random.ts';
import type { PortRules, Target } from './rules.ts';

/** How kube-proxy writes its rules: `iptables` and `nftables` pick at random, `ipvs` by a scheduler of the kernel. */
export type ProxyMode = 'iptables' | 'nftables' | 'ipvs';

/**
 * ipvs' schedulers: round robin, fewest connections, hashes of source or destination, shortest delay, never queue. As
 * kube-proxy gives all endpoints the same weight, the weighted ones are the plain ones.
 */
export type IpvsScheduler = 'rr' | 'wrr' | 'lc' | 'wlc' | 'sh' | 'dh' | 'sed' | 'nq' | 'mh';

/** Those that look for the endpoint with the fewest connections: with equal weights the others find the same. */
const BY_CONNECTIONS: ReadonlySet<IpvsScheduler> = new Set(['lc', 'wlc', 'sed', 'nq']);

/** What a kube-proxy is configured with when it starts. */
export interface ProxyConfig {
  readonly mode: ProxyMode;
  readonly scheduler: IpvsScheduler;
  /** How long it lets pass between two syncs (minSyncPeriod of its mode). */
  readonly minSyncMs: number;
  /** Networks of the addresses at which node ports are open; empty for all. */
  readonly nodePortAddresses: readonly string[];
  /** Whether node ports are open at 127.0.0.1 too: in iptables mode, unless it is switched off. */
  readonly localhostNodePorts: boolean;
}

/** Counts the open connections of a node by the `ip:port` of their endpoints. */
export interface Connections {
  opened(address: string): void;
  closed(address: string): void;
}

/** How a node picks endpoints: at random, or by a scheduler of ipvs. */
export type PickWay = 'random' | IpvsScheduler;

/** Picks endpoints on one node and remembers what session affinity, round robin and fewest connections need. */
export interface Balancer {
  /** To be told of connections to what it picked; undefined where they make no difference. */
  readonly connections: Connections | undefined;
  readonly way: PickWay;
  /** @param targets of the rules, at least one; @param client who connects, as the node sees it */
  pick(rules: PortRules, targets: readonly Target[], client: PickFor, nowMs: number): Pick;
}

/** What was picked, and whether session affinity picked it. */
export interface Pick {
  readonly target: Target;
  readonly isSticky: boolean;
  /** It was picked for an earlier datagram from the same port: conntrack knows the way. */
  readonly isTracked?: boolean;
}

/** Who connects, or sends datagrams from a port. */
export interface PickFor {
  readonly ip: string;
  readonly udpPort?: number | undefined;
}

/** The kernel forgets a way of datagrams that have been answered when none has come for so long (nf_conntrack_udp_timeout_stream). */
const TRACKED_MS = 120_000;

/**
 * Makes a node's balancer. Models the rules of pkg/proxy/iptables (statistic and recent matches) and pkg/proxy/ipvs, and
 * what pkg/proxy/conntrack cleans up.
 */
export function createBalancer({ mode, scheduler }: ProxyConfig, random: Random): Balancer {
  const sticky = new Map<string, { readonly address: string; readonly lastMs: number }>();
  const tracked = new Map<string, { readonly target: Target; readonly lastMs: number }>();
  const turns = new Map<string, number>();
  const open = new Map<string, number>();
  const openAt = ({ address }: Target): number => open.get(address) ?? 0;

  const choose = (rules: PortRules, targets: readonly Target[], clientIp: string): Target => {
    if (mode !== 'ipvs') return targets[random.int(targets.length)]!;
    if (scheduler === 'dh') return targets[fnv32a(portKey(rules)) % targets.length]!;
    if (scheduler === 'sh' || scheduler === 'mh') return targets[fnv32a(clientIp) % targets.length]!;
    if (BY_CONNECTIONS.has(scheduler)) {
      let best = targets[0]!;
      for (const one of targets) if (openAt(one) < openAt(best)) best = one;
      return best;
    }
    const key = portKey(rules);
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return targets[turn % targets.length]!;
  };
  const byRules = (rules: PortRules, targets: readonly Target[], clientIp: string, nowMs: number): Pick => {
    if (rules.affinityMs === 0) return { target: choose(rules, targets, clientIp), isSticky: false };
    const key = `${portKey(rules)} ${clientIp}`;
    const last = sticky.get(key);
    const kept =
      last && nowMs - last.lastMs < rules.affinityMs
        ? targets.find(({ address }) => address === last.address)
        : undefined;
    const target = kept ?? choose(rules, targets, clientIp);
    sticky.set(key, { address: target.address, lastMs: nowMs });
    return { target, isSticky: kept !== undefined };
  };
  return {
    connections: mode === 'ipvs' && BY_CONNECTIONS.has(scheduler) ? counting(open) : undefined,
    way: mode === 'ipvs' ? scheduler : 'random',
    pick(rules, targets, { ip, udpPort }, nowMs) {
      if (udpPort === undefined) return byRules(rules, targets, ip, nowMs);
      // With every sync kube-proxy deletes the ways to endpoints that no longer serve.
      const flow = `${portKey(rules)} ${ip}:${udpPort}`;
      const last = tracked.get(flow);
      const isKnown = last && nowMs - last.lastMs < TRACKED_MS && rules.serving.has(last.target.address);
      const picked = isKnown
        ? { target: last.target, isSticky: false, isTracked: true }
        : byRules(rules, targets, ip, nowMs);
      tracked.set(flow, { target: picked.target, lastMs: nowMs });
      return picked;
    },
  };
}

const portKey = ({ service, port }: PortRules): string => `${service}:${port.name ?? port.port}`;

function counting(open: Map<string, number>): Connections {
  const add = (address: string, change: 1 | -1): void => {
    const count = (open.get(address) ?? 0) + change;
    if (count > 0) open.set(address, count);
    else open.delete(address);
  };
  return { opened: (address) => add(address, 1), closed: (address) => add(address, -1) };
}
