import type { RulesRow } from '../../../protocol/traffic.ts';
import type { ProxyNode } from './proxy-node.ts';
import { rulesOf } from './rules.ts';
import { hasService, type ServiceView } from './service-view.ts';

/** Of so many nodes the rules are looked at, at most. */
const MOST_NODES = 200;

/**
 * The rules that nodes have in force for connections to a Service's cluster address, nodes with the same rules together,
 * the most common first. Machines without power have none.
 */
export function rulesInForce(proxies: readonly ProxyNode[], view: ServiceView, service: string): RulesRow[] {
  const rows = new Map<string, RulesRow & { nodes: string[] }>();
  for (const proxy of proxies.slice(0, MOST_NODES)) {
    const knownMs = proxy.host.scope.alive ? proxy.knownMs() : undefined;
    const state = knownMs === undefined ? undefined : view.at(service, knownMs, proxy.minSyncMs);
    if (!hasService(state)) continue;
    for (const port of state.service.spec?.ports ?? []) {
      const { internal, affinityMs } = rulesOf(state, port, proxy.name, proxy.zone);
      const endpoints = internal.map(({ address }) => address);
      const { mode } = proxy;
      const { way } = proxy.balancer;
      const key = `${port.port} ${mode} ${way} ${endpoints.join()}`;
      const row = rows.get(key) ?? {
        service,
        port: port.port,
        mode,
        way,
        isSticky: affinityMs > 0,
        endpoints,
        nodes: [],
      };
      row.nodes.push(proxy.name);
      rows.set(key, row);
    }
  }
  return [...rows.values()].sort((a, b) => b.nodes.length - a.nodes.length);
}
