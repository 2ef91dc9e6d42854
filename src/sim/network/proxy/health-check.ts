import type { ProxyNode } from './proxy-node.ts';
import { rulesOf } from './rules.ts';
import { hasService, type ServiceView } from './service-view.ts';

/**
 * What a node's kube-proxy answers to the health checks of load balancers: it runs, and where only local endpoints get
 * traffic from outside it has one. Models pkg/proxy/healthcheck.
 */
export function servesOutside(view: ServiceView, key: string, node: ProxyNode): boolean {
  const knownMs = node.knownMs();
  if (!node.isLive || knownMs === undefined) return false;
  const state = view.at(key, knownMs);
  if (!hasService(state)) return false;
  const { externalTrafficPolicy, ports = [] } = state.service.spec ?? {};
  if (externalTrafficPolicy !== 'Local') return true;
  return ports.some((port) => rulesOf(state, port, node.name, node.zone).external.length > 0);
}
