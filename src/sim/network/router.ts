import type { Service, ServicePort } from '../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import type { Random } from '../../base/random.ts';
import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import { chooseEndpoints, type ProxyEndpoint } from './endpoint-choice.ts';
import type { Host, Network } from './network.ts';
import { answersAt, type PodNetwork } from './pod-network.ts';
import type { ProxyNode } from './proxy-node.ts';
import type { ServiceView } from './service-view.ts';

/** What became of a connection: served, refused at once, or without an answer. */
export type ConnectionOutcome = 'ok' | 'refused' | 'timeout';

/** Where a connection went. */
export interface Routed {
  readonly outcome: ConnectionOutcome;
  /** `namespace/name` of the Pod, '' when it came to none. */
  readonly pod: string;
  /** Where it came to, behind the rules. */
  readonly ip: string;
  readonly port: number;
}

/** What routing needs to know of the cluster. */
export interface RouterOptions {
  readonly network: Network;
  readonly podNetwork: PodNetwork;
  readonly view: ServiceView;
  readonly random: Random;
}

interface Target extends ProxyEndpoint {
  readonly ip: string;
  readonly port: number;
}

const NOWHERE: Routed = { outcome: 'timeout', pod: '', ip: '', port: 0 };
const REFUSED: Routed = { outcome: 'refused', pod: '', ip: '', port: 0 };

/** Opens a connection from a node to an address: kube-proxy's rules of that node first, then the Pod or machine itself. */
export class Router {
  private readonly options: RouterOptions;

  constructor(options: RouterOptions) {
    this.options = options;
  }

  /** @param isExternal whether the connection comes from outside, through a node port */
  connect(from: ProxyNode, ip: string, port: number, isExternal = false): Routed {
    const { view, podNetwork } = this.options;
    if (!from.host.scope.alive) return NOWHERE;
    const place = podNetwork.at(ip);
    const isMachine = place !== undefined && place.sandbox === undefined;
    const key = isMachine ? view.keyOfNodePort(port) : view.keyOfAddress(ip);
    if (key === undefined) return this.reach(from.host, ip, port);
    const entry = isMachine ? this.proxyAt(place.host, from) : from;
    if (!entry) return NOWHERE;
    const knownMs = entry.knownMs();
    const state = knownMs === undefined ? undefined : view.at(key, knownMs);
    const service = state?.service;
    const matches = (one: ServicePort): boolean => (isMachine ? one.nodePort === port : one.port === port);
    const servicePort = service?.spec?.ports?.find(matches);
    // An address of no Service leads nowhere; a port without rules on a machine meets nobody.
    if (!service || !servicePort) return isMachine ? this.reach(from.host, ip, port) : NOWHERE;
    return this.toEndpoint(entry, service, servicePort, state.slices, isExternal || isMachine);
  }

  /** Connects straight to the Pod or machine that has an address. */
  reach(from: Host, ip: string, port: number): Routed {
    const place = this.options.podNetwork.at(ip);
    if (!place || !this.options.network.reachable(from, place.host)) return NOWHERE;
    const answer = answersAt(place, port);
    const pod = place.sandbox?.podKey ?? '';
    return { outcome: answer === 'yes' ? 'ok' : answer === 'no' ? 'refused' : 'timeout', pod, ip, port };
  }

  /** Whether somebody has an address that can be reached: an ICMP echo would be answered. */
  hasAddress(from: Host, ip: string): boolean {
    const place = this.options.podNetwork.at(ip);
    return place !== undefined && this.options.network.reachable(from, place.host);
  }

  /** How the server at a place answers requests, where its image says so. */
  serverAt(from: Host, ip: string, port: number): ((request: ServerRequest) => ServerReply | undefined) | undefined {
    const place = this.options.podNetwork.at(ip);
    if (!place?.sandbox || !this.options.network.reachable(from, place.host)) return undefined;
    const { runtime, sandbox } = place;
    const container = sandbox.containers.find((one) => runtime.answers(one, port) === 'yes');
    return container && ((request) => runtime.reply(container, request));
  }

  private toEndpoint(
    entry: ProxyNode,
    service: Service,
    port: ServicePort,
    slices: readonly EndpointSlice[],
    isExternal: boolean,
  ): Routed {
    const spec = service.spec!;
    const endpoints = targets(slices, port, entry.name);
    const choice = chooseEndpoints(endpoints, {
      isExternal: spec.type === 'NodePort' || spec.type === 'LoadBalancer',
      externalLocal: spec.externalTrafficPolicy === 'Local',
      internalLocal: spec.internalTrafficPolicy === 'Local',
    });
    const local = isExternal ? spec.externalTrafficPolicy === 'Local' : spec.internalTrafficPolicy === 'Local';
    const usable = local ? choice.local : choice.cluster;
    if (usable.length === 0) return choice.hasAny ? NOWHERE : REFUSED;
    const { ip, port: targetPort } = usable[this.options.random.int(usable.length)]!;
    return this.reach(entry.host, ip, targetPort);
  }

  /** The kube-proxy of a machine that is addressed by its own address. */
  private proxyAt(host: Host, from: ProxyNode): ProxyNode | undefined {
    if (host === from.host) return from;
    return this.options.network.reachable(from.host, host) ? this.proxies.get(host) : undefined;
  }

  /** All kube-proxies, by machine. */
  readonly proxies = new Map<Host, ProxyNode>();
}

const memo = new WeakMap<readonly EndpointSlice[], Map<string, readonly Target[]>>();

/** The endpoints of a Service's port; worked out once for a state and node, for states live long between changes. */
function targets(slices: readonly EndpointSlice[], port: ServicePort, nodeName: string): readonly Target[] {
  let byPort = memo.get(slices);
  if (!byPort) {
    byPort = new Map();
    memo.set(slices, byPort);
  }
  const key = `${port.name ?? ''}/${nodeName}`;
  let list = byPort.get(key);
  if (!list) {
    list = slices.flatMap((slice) => targetsOf(slice, port.name ?? '', nodeName));
    byPort.set(key, list);
  }
  return list;
}

function targetsOf(slice: EndpointSlice, portName: string, nodeName: string): Target[] {
  const port = slice.ports?.find(({ name }) => (name ?? '') === portName)?.port;
  if (port === undefined) return [];
  return slice.endpoints.map(({ addresses, conditions, nodeName: place }) => ({
    ip: addresses[0] ?? '',
    port,
    address: `${addresses[0]}:${port}`,
    ready: conditions?.ready ?? true,
    serving: conditions?.serving ?? conditions?.ready ?? true,
    terminating: conditions?.terminating ?? false,
    onThisNode: place === nodeName,
  }));
}
