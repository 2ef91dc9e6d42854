import type { ConfigMap, Node } from '../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import type { RulesRow } from '../../protocol/traffic.ts';
import { type CloudLoadBalancers, createLoadBalancers } from '../cloud/load-balancers.ts';
import { createNameServers } from '../network/dns/name-servers.ts';
import { createNames } from '../network/dns/names.ts';
import { createIngressProxy } from '../network/ingress/ingress-proxy.ts';
import { IngressView } from '../network/ingress/ingress-view.ts';
import type { Host, Network } from '../network/network.ts';
import type { PodNetwork } from '../network/pod-network.ts';
import { PolicyView } from '../network/policy/policy-view.ts';
import type { ProxyConfig } from '../network/proxy/balance.ts';
import { servesOutside } from '../network/proxy/health-check.ts';
import { parseProxyConfig } from '../network/proxy/proxy-config.ts';
import type { ProxyNode } from '../network/proxy/proxy-node.ts';
import { rulesInForce } from '../network/proxy/rules-in-force.ts';
import { ServiceView } from '../network/proxy/service-view.ts';
import { Router, type Source } from '../network/router.ts';
import { createSurroundings, type Surroundings } from '../network/surroundings.ts';
import { webAccess } from '../network/web-access.ts';
import { Traffic } from '../traffic/traffic.ts';
import type { ControlPlane } from './control-plane.ts';
import type { Machine } from './machine.ts';
import type { VitalSigns } from './vital-signs.ts';

const ZONE_LABEL = 'topology.kubernetes.io/zone';

/** What carries requests between Pods, and from outside to them. */
export interface DataPlane {
  readonly traffic: Traffic;
  readonly surroundings: Surroundings;
  readonly ingresses: IngressView;
  readonly balancers: CloudLoadBalancers;
  /** A machine has come, or has gone for ever. */
  join(machine: Machine): void;
  leave(machine: Machine): void;
  /** What kube-proxies that start now find in their ConfigMap. */
  proxyConfig(): ProxyConfig;
}

/** What it is made of. */
export interface DataPlaneOptions {
  readonly controlPlane: ControlPlane;
  readonly network: Network;
  readonly podNetwork: PodNetwork;
  readonly nodes: ReadonlyMap<string, Machine>;
  readonly vital: Pick<VitalSigns, 'readyNodes'>;
  /** The address of a machine, by its name. */
  readonly machineIp: (name: string) => string | undefined;
}

/** Makes the views that nodes have of Services, policies and names, and what uses them. */
export function createDataPlane(options: DataPlaneOptions): DataPlane {
  const { controlPlane, network, podNetwork, nodes, vital, machineIp } = options;
  const { engine, trace } = network;
  const random = engine.random.fork('traffic');
  const outside: Host = { name: 'outside', scope: engine.root.child('outside') };
  const proxies: ProxyNode[] = [];
  const oldestMs = (): number => proxies.reduce((oldest, { frozenMs }) => Math.min(oldest, frozenMs), Infinity);
  const view = new ServiceView(engine, oldestMs);
  const policies = new PolicyView();
  const ingresses = new IngressView();
  const accountUids = new Map<string, string>();
  let config = parseProxyConfig(undefined);
  controlPlane.onCommit(({ kind, object, type }) => {
    view.observe(kind.kind, object, type === 'DELETED');
    policies.observe(kind.kind, object, type === 'DELETED');
    ingresses.observe(kind.kind, object, type === 'DELETED');
    if (kind.kind === 'ServiceAccount') accountUids.set(objectKey(object), object.metadata.uid ?? '');
    else if (kind.kind === 'Node') heed(nodes, object as Node);
    else if (isProxyConfig(kind.kind, object as ConfigMap)) config = parseProxyConfig(object as ConfigMap);
  });
  const balancers = createLoadBalancers({
    engine,
    random: random.fork('load-balancers'),
    proxyOf: (name) => nodes.get(name)?.proxy,
    check: (key, node) => network.reachable(outside, node.host) && servesOutside(view, key, node),
  });
  const router = new Router({ network, podNetwork, view, policies, balancers });
  controlPlane.web = webAccess(router);
  const shared = { view, ingresses, podNetwork, random };
  const servers = createNameServers({ ...shared, router, now: () => engine });
  const names = createNames({ ...shared, servers, nowMs: () => engine.nowMs, machineIp });
  const isEntry = (node: ProxyNode): boolean =>
    node.host.scope.alive && vital.readyNodes.has(node.name) && node.knownMs() !== undefined;
  const ingress = createIngressProxy({ router, view, ingresses, random });
  const base = { engine, network, trace, random, router, names, ingress };
  const podSource = (pod: string): Source | undefined => {
    const ip = podNetwork.ipOf(pod);
    const host = ip === undefined ? undefined : podNetwork.at(ip)?.host;
    return host?.scope.alive && ip ? { host, proxy: router.proxies.get(host), ip, pod } : undefined;
  };
  const rulesFor = (service: string): RulesRow[] => rulesInForce(proxies, view, service);
  const people: Source = { host: outside, proxy: undefined, ip: '198.18.0.1', pod: '', isOutside: true };
  const traffic = new Traffic({ ...base, nodes: proxies, outside: people, isEntry, podSource, rulesFor });
  engine.background = traffic;
  const join = ({ proxy, runtime }: Machine): void => {
    proxies.push(proxy);
    router.proxies.set(proxy.host, proxy);
    runtime.onExit = (container) => traffic.ended(container);
  };
  for (const machine of nodes.values()) join(machine);
  return {
    ingresses,
    balancers,
    join,
    leave({ proxy }) {
      proxies.splice(proxies.indexOf(proxy), 1);
      router.proxies.delete(proxy.host);
    },
    proxyConfig: () => config,
    traffic,
    surroundings: createSurroundings({
      engine,
      view,
      router,
      names,
      ingress,
      accountUid: (namespace, name) => accountUids.get(`${namespace}/${name}`) ?? '',
    }),
  };
}

/** What kube-proxies take from their Node objects. */
function heed(nodes: ReadonlyMap<string, Machine>, { metadata, spec }: Node): void {
  const machine = nodes.get(metadata.name ?? '');
  if (!machine) return;
  machine.proxy.zone = metadata.labels?.[ZONE_LABEL];
  const isMarked = spec?.taints?.some(({ key }) => key === 'ToBeDeletedByClusterAutoscaler') ?? false;
  machine.proxy.isEligible = metadata.deletionTimestamp === undefined && !isMarked;
}

function isProxyConfig(kind: string, { metadata }: ConfigMap): boolean {
  return kind === 'ConfigMap' && metadata.namespace === 'kube-system' && metadata.name === 'kube-proxy';
}
