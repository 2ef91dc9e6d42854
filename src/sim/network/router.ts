import type { Hop } from '../../protocol/hop.ts';
import type { ServerReply, ServerRequest } from '../shell/network-access.ts';
import type { LoadBalancers } from './load-balancers.ts';
import type { Host, Network } from './network.ts';
import { listenerAt, type PodNetwork } from './pod-network.ts';
import type { Protocol } from './policy/policy-rules.ts';
import type { End, PolicyView } from './policy/policy-view.ts';
import { opensHealthPort, proxyPage, STATUS_PORT } from './proxy/health-check.ts';
import type { ProxyNode } from './proxy/proxy-node.ts';
import type { Target } from './proxy/rules.ts';
import { RulesFinder, type RulesInUse, type WantedPort } from './proxy/rules-finder.ts';
import type { ServiceAddress, ServiceView } from './proxy/service-view.ts';
import { answering, dropped, lossAt, NOWHERE, nobodyAt, type Routed, refused, UNPICKED } from './routed.ts';

/** Who opens a connection. */
export interface Source extends End {
  readonly host: Host;
  /** The rules of its machine; undefined where no kube-proxy is. */
  readonly proxy: ProxyNode | undefined;
  /** It is outside the cluster's network, where addresses of Pods mean nothing. */
  readonly isOutside?: boolean;
}

/** What routing needs to know of the cluster. */
export interface RouterOptions {
  readonly network: Network;
  readonly podNetwork: PodNetwork;
  readonly view: ServiceView;
  readonly policies: PolicyView;
  readonly balancers: LoadBalancers;
}

/**
 * Opens connections: kube-proxy's rules of a node first, then policies, then the Pod or machine itself. Whoever wants to
 * know how it went gives a `path` to which every decision is added.
 */
export class Router {
  /** All kube-proxies, by machine. */
  readonly proxies = new Map<Host, ProxyNode>();
  private readonly options: RouterOptions;
  private readonly rules: RulesFinder;
  /** What came of the last connection to an endpoint of a Service that was served: mostly the next one comes to the same. */
  private readonly arrivals = new WeakMap<Target, Routed>();
  private readonly behindBalancers = new WeakMap<Routed, Routed>();

  constructor(options: RouterOptions) {
    this.options = options;
    this.rules = new RulesFinder(options.view);
  }

  /** Connects to an address: of a Service, a Pod, or a machine, where it may be a node port. */
  connect(from: Source, ip: string, port: number, path?: Hop[]): Routed {
    const { view, podNetwork } = this.options;
    if (!from.host.scope.alive) return nobodyAt(ip, port);
    const place = podNetwork.at(ip);
    if (place && !place.sandbox) return this.throughMachine(from, place.host, ip, port, path);
    const service = view.ofAddress(ip) ?? external(view, ip, port);
    if (!service) return this.reach(from, ip, port, path);
    const { key, isOuter, isBalanced } = service;
    if (from.proxy)
      return (
        this.throughRules(
          from,
          from.proxy,
          { key, port, isOuter, isBalanced, isNodePort: false, protocol: protocolOf(from) },
          path,
        ) ?? nobodyAt(ip, port)
      );
    // Cluster addresses mean nothing outside the cluster, and nobody there knows a way to other outer ones.
    return isBalanced ? this.throughBalancer(from, key, port, path) : nobodyAt(ip, port);
  }

  /** Connects to 127.0.0.1: the Pod's own, or the machine's, where node ports and kube-proxy's status may be open. */
  loopback(from: Source, port: number, path?: Hop[]): Routed {
    const { podNetwork, view } = this.options;
    const { proxy, ip } = from;
    if (from.pod !== '' || !proxy) return this.reach(from, ip, port, path);
    const place = podNetwork.at(ip);
    if (port === STATUS_PORT && proxy.isRunning && place) return answering(place, ip, port);
    const key = proxy.opensNodePorts('127.0.0.1') ? view.keyOfNodePort(port) : undefined;
    const protocol = protocolOf(from);
    const wanted = { key: key ?? '', port, isOuter: true, isBalanced: false, isNodePort: true, protocol };
    return (
      (key === undefined ? undefined : this.throughRules(from, proxy, wanted, path)) ?? this.reach(from, ip, port, path)
    );
  }

  /** Connects straight to the Pod or machine that has an address. */
  reach(from: Source, ip: string, port: number, path?: Hop[], picked = UNPICKED, target?: Target): Routed {
    const { service, connections } = picked;
    const { podNetwork, network, policies } = this.options;
    const place = podNetwork.at(ip);
    const pod = place?.sandbox?.podKey ?? '';
    // A node's own connections to its Pods always pass, as kubelets' probes must.
    const isOwnNode = from.pod === '' && place?.host === from.host;
    const refusal = isOwnNode || policies.isEmpty ? undefined : policies.refusal(from, { ip, pod }, port);
    if (refusal) {
      path?.push({ at: 'policy', ...refusal });
      return { ...NOWHERE, ip, port, service, loss: { at: 'policy', ...refusal, pod, ip } };
    }
    if (!place || !network.reachable(from.host, place.host) || (from.isOutside && place.sandbox)) {
      path?.push({ at: 'target', ip, port, pod, outcome: 'timeout' });
      return { ...NOWHERE, ip, port, service, loss: lossAt(picked, ip, port, pod, false) };
    }
    const found = listenerAt(place, port);
    const outcome = found === undefined ? 'refused' : found === 'hangs' ? 'timeout' : 'ok';
    path?.push({ at: 'target', ip, port, pod, outcome });
    const container = found === 'hangs' ? undefined : found;
    const before = outcome === 'ok' && target ? this.arrivals.get(target) : undefined;
    if (before && before.container === container && before.place === place && before.connections === connections)
      return before;
    const loss = outcome === 'ok' ? undefined : lossAt(picked, ip, port, pod, outcome === 'refused');
    const routed: Routed = {
      ...{ outcome, pod, ip, port, service, connections, place, container },
      ...{ balancer: '', ingress: '', loss },
    };
    if (outcome === 'ok' && target) this.arrivals.set(target, routed);
    return routed;
  }

  /** Whether somebody has an address that can be reached: an ICMP echo would be answered. */
  hasAddress(from: Host, ip: string): boolean {
    const place = this.options.podNetwork.at(ip);
    return place !== undefined && this.options.network.reachable(from, place.host);
  }

  /** How the server at a place answers requests, where its image says so. */
  serverAt(
    from: Host,
    ip: string,
    port: number,
  ): ((request: ServerRequest, clientIp?: string) => ServerReply | undefined) | undefined {
    const place = this.options.podNetwork.at(ip);
    if (!place || !this.options.network.reachable(from, place.host)) return undefined;
    if (!place.sandbox) return this.machineServer(place.host, port);
    const { runtime, sandbox } = place;
    const container = sandbox.containers.find((one) => runtime.answers(one, port) === 'yes');
    return container && ((request, clientIp) => runtime.reply(container, { ...request, port }, clientIp));
  }

  /** What kube-proxy tells of itself at ports of its machine. */
  private machineServer(host: Host, port: number): ((request: ServerRequest) => ServerReply | undefined) | undefined {
    const entry = this.proxies.get(host);
    const { view, network } = this.options;
    return entry && (({ path }) => proxyPage(view, entry, port, path, network.engine));
  }

  private throughMachine(from: Source, host: Host, ip: string, port: number, path?: Hop[]): Routed {
    const { view, network, podNetwork } = this.options;
    const entry = this.proxies.get(host);
    const outer = view.ofExternal(ip, port);
    const key = outer ?? (entry?.opensNodePorts(ip) ? view.keyOfNodePort(port) : undefined);
    const isHealth = entry !== undefined && opensHealthPort(view, port, entry);
    if (key === undefined && !isHealth) return this.reach(from, ip, port, path);
    if (!network.reachable(from.host, host)) return nobodyAt(ip, port);
    if (isHealth) return answering(podNetwork.at(ip)!, ip, port);
    const isNodePort = outer === undefined;
    const wanted = { key: key!, port, isOuter: true, isBalanced: false, isNodePort, protocol: protocolOf(from) };
    // A port without rules on a machine meets nobody.
    return (entry && this.throughRules(from, entry, wanted, path)) ?? this.reach(from, ip, port, path);
  }

  private throughBalancer(from: Source, key: string, port: number, path?: Hop[]): Routed {
    const balancer = this.options.balancers.pick(key);
    if (!balancer) return { ...NOWHERE, balancer: key, loss: { at: 'balancer', service: key, node: '' } };
    const { node, healthyNodes, nodes } = balancer;
    path?.push({ at: 'load-balancer', service: key, node: node?.name ?? '', healthyNodes, nodes });
    if (!node || !this.options.network.reachable(from.host, node.host)) {
      return { ...NOWHERE, balancer: key, loss: { at: 'balancer', service: key, node: node?.name ?? '' } };
    }
    const protocol = protocolOf(from);
    const wanted = { key, port, isOuter: true, isBalanced: true, isNodePort: false, protocol };
    return this.balanced(this.throughRules(from, node, wanted, path) ?? refused(key, node.name), key);
  }

  /** The same with the load balancer on its way. */
  private balanced(to: Routed, balancer: string): Routed {
    const before = this.behindBalancers.get(to);
    if (before?.balancer === balancer) return before;
    const routed = { ...to, balancer };
    if (to.outcome === 'ok') this.behindBalancers.set(to, routed);
    return routed;
  }

  /** Undefined when the rules of the node do not know the Service's port. */
  private throughRules(from: Source, entry: ProxyNode, wanted: Wanted, path?: Hop[]): Routed | undefined {
    const inForce = this.rules.of(entry, wanted);
    return inForce && this.toEndpoint(from, entry, inForce, wanted, path);
  }

  private toEndpoint(from: Source, entry: ProxyNode, inForce: RulesInUse, wanted: Wanted, path?: Hop[]): Routed {
    const { engine } = this.options.network;
    const { isOuter } = wanted;
    const { rules } = inForce;
    // The node itself may always come: health checks and its own Pods' masqueraded traffic do.
    const isAdmitted = !wanted.isBalanced || from.ip === entry.ip || rules.admits(from.ip);
    const isOwn = from.host === entry.host;
    const { targets, by } = !isOuter ? inForce.internal : isOwn ? inForce.shortCut : inForce.external;
    const picked =
      isAdmitted && targets.length > 0 ? entry.balancer.pick(rules, targets, from, engine.nowMs) : undefined;
    path?.push({
      at: 'service',
      service: rules.service,
      node: entry.name,
      mode: entry.mode,
      endpoint: picked?.target.address ?? '',
      endpoints: targets.length,
      isSticky: picked?.isSticky ?? false,
      ...(picked?.isTracked ? { isTracked: true as const } : {}),
      way: entry.balancer.way,
      ageMs: engine.nowMs - entry.knownMs()!,
      ...(isAdmitted ? {} : { isBarred: true as const }),
    });
    if (!picked) {
      const isDropped = rules.hasAny || !isAdmitted;
      return isDropped ? dropped(rules.service, entry.name, !isAdmitted) : refused(rules.service, entry.name);
    }
    const { target } = picked;
    // What comes from outside is masqueraded, so that answers find back: Pods see the node's address.
    const isMasqueraded = isOuter && !isOwn && !rules.keepsSource;
    const passesOn = (): Source => ({ ...from, host: entry.host, proxy: entry, isOutside: false });
    const node = from.udpPort === undefined ? entry.source : { ...entry.source, udpPort: from.udpPort };
    const asSeen = isMasqueraded ? node : isOwn ? from : passesOn();
    return this.reach(asSeen, target.ip, target.port, path, by, target);
  }
}

/** The port of a Service that a connection asks for, and how. */
interface Wanted extends WantedPort {
  /** It asks by an outer address. */
  readonly isOuter: boolean;
  /** That is a load balancer's. */
  readonly isBalanced: boolean;
}

function protocolOf({ udpPort }: Source): Protocol {
  return udpPort === undefined ? 'TCP' : 'UDP';
}

/** A Service that has an address among its externalIPs. */
function external(view: ServiceView, ip: string, port: number): ServiceAddress | undefined {
  const key = view.ofExternal(ip, port);
  return key === undefined ? undefined : { key, isOuter: true, isBalanced: false };
}
