import { fnv32a } from '../../../base/fnv.ts';
import type { Random } from '../../../base/random.ts';
import type { PortRules, Target } from './rules.ts';

/** How kube-proxy writes its rules: `iptables` and `nftables` pick at random, `ipvs` by a scheduler of the kernel. */
export type ProxyMode = 'iptables' | 'nftables' | 'ipvs';

/** ipvs' schedulers that are modelled: round robin, fewest connections, source hash. */
export type IpvsScheduler = 'rr' | 'lc' | 'sh';

/** How a node picks among the endpoints of a Service. */
export interface BalanceOptions {
  readonly mode: ProxyMode;
  readonly scheduler: IpvsScheduler;
  /** Connections that are open to an endpoint from this node. */
  readonly open: (address: string) => number;
}

/** Picks endpoints on one node and remembers what session affinity and round robin need. */
export interface Balancer {
  /** @param targets of the rules, at least one; @param clientIp who connects, as the node sees it */
  pick(rules: PortRules, targets: readonly Target[], clientIp: string, nowMs: number): Pick;
}

/** What was picked, and whether session affinity picked it. */
export interface Pick {
  readonly target: Target;
  readonly isSticky: boolean;
}

/** Makes a node's balancer. Models the rules of pkg/proxy/iptables (statistic and recent matches) and pkg/proxy/ipvs. */
export function createBalancer({ mode, scheduler, open }: BalanceOptions, random: Random): Balancer {
  const sticky = new Map<string, { readonly address: string; readonly lastMs: number }>();
  const turns = new Map<string, number>();

  const choose = (rules: PortRules, targets: readonly Target[], clientIp: string): Target => {
    if (mode !== 'ipvs') return targets[random.int(targets.length)]!;
    if (scheduler === 'sh') return targets[fnv32a(clientIp) % targets.length]!;
    if (scheduler === 'lc') {
      let best = targets[0]!;
      for (const one of targets) if (open(one.address) < open(best.address)) best = one;
      return best;
    }
    const key = portKey(rules);
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return targets[turn % targets.length]!;
  };
  return {
    pick(rules, targets, clientIp, nowMs) {
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
    },
  };
}

const portKey = ({ service, port }: PortRules): string => `${service}:${port.name ?? port.port}`;
