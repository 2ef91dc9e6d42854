import type { ProxyNode } from './proxy-node.ts';
import { rulesOf } from './rules.ts';
import type { ServiceView } from './service-view.ts';

/**
 * What a node's kube-proxy answers to the health checks of load balancers: it runs, and where only local endpoints get
 * traffic from outside it has one. Models pkg/proxy/healthcheck.
 */
export function servesOutside(view: ServiceView, key: string, node: ProxyNode): boolean {
  const knownMs = node.knownMs();
  if (!node.isLive || knownMs === undefined) return false;
  const state = view.at(key, knownMs);
  const { service } = state ?? {};
  if (!state || !service) return false;
  if (service.spec?.externalTrafficPolicy !== 'Local') return true;
  const ports = service.spec.ports ?? [];
  return ports.some((port) => rulesOf({ ...state, service }, port, node.name, node.zone).external.length > 0);
}
