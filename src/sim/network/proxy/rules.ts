import { inCidr } from '../../../api/ip.ts';
import type { Service, ServicePort } from '../../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import type { Protocol } from '../policy/policy-rules.ts';
import { chooseEndpoints, type ProxyEndpoint } from './endpoint-choice.ts';
import type { LiveServiceState, ServiceState } from './service-view.ts';

/** An endpoint in the rules of a node. */
export interface Target extends ProxyEndpoint {
  readonly ip: string;
  readonly port: number;
}

/** What a node's rules say of one port of a Service. */
export interface PortRules {
  /** `namespace/name` of the Service. */
  readonly service: string;
  readonly port: ServicePort;
  /** Where connections to the cluster address go. */
  readonly internal: readonly Target[];
  /** Where connections that come in at the node from outside go. */
  readonly external: readonly Target[];
  /** Where connections to outer addresses go that begin on the node itself: they take a short cut to any endpoint. */
  readonly shortCut: readonly Target[];
  /** Whether Pods see the address of a client outside: else they see the node's. */
  readonly keepsSource: boolean;
  /** Whether there is a usable endpoint anywhere: without one connections are refused, else dropped. */
  readonly hasAny: boolean;
  /** Whether a client may come in by the load balancer's address (spec.loadBalancerSourceRanges). */
  readonly admits: (ip: string) => boolean;
  /** Connections of one client go to one endpoint until it has been quiet for so long; 0 without session affinity. */
  readonly affinityMs: number;
  /** `ip:port` of endpoints that serve, ready or on their way out: of datagrams conntrack keeps the way to these alone. */
  readonly serving: ReadonlySet<string>;
}

/** Session affinity without a time of its own. */
const AFFINITY_S = 10_800;

/** Rules that do not depend on the node are kept under this name. */
const ANY_NODE = '';

const compiled = new WeakMap<ServiceState, Map<string, PortRules>>();

/**
 * The rules of a Service's port at a state of the Service. Worked out once for a state: they live long between changes.
 * @param nodeName the node whose rules they are
 * @param zone the zone of that node
 */
export function rulesOf(
  state: LiveServiceState,
  port: ServicePort,
  nodeName: string,
  zone: string | undefined,
): PortRules {
  let known = compiled.get(state);
  if (!known) {
    known = new Map();
    compiled.set(state, known);
  }
  const isLocal = usesLocal(state.service);
  const place = isLocal ? nodeName : zone === undefined ? ANY_NODE : `zone ${zone}`;
  const key = place === ANY_NODE ? (port.name ?? '') : `${port.name ?? ''}/${place}`;
  let rules = known.get(key);
  if (!rules) {
    rules = compile(state.service, port, state.slices, nodeName, zone);
    known.set(key, rules);
  }
  return rules;
}

/** The port of a Service with a port number or a node port, for one protocol. */
export function servicePort(
  service: Service,
  port: number,
  isNodePort: boolean,
  protocol: Protocol,
): ServicePort | undefined {
  const found = service.spec?.ports?.filter((one) => (isNodePort ? one.nodePort : one.port) === port) ?? [];
  // Questions to a name server come here as connections; they are datagrams.
  return found.find((one) => (one.protocol ?? 'TCP') === protocol) ?? (port === DNS_PORT ? found[0] : undefined);
}

const DNS_PORT = 53;

const ready = new WeakMap<ServiceState, Map<string, readonly Target[]>>();

/**
 * The ready endpoints of a port, wherever they are: where those go who pass kube-proxy by, such as ingress controllers.
 * Traffic policies and hints are kube-proxy's alone.
 */
export function readyTargets(state: LiveServiceState, port: ServicePort): readonly Target[] {
  const known = ready.get(state) ?? new Map<string, readonly Target[]>();
  ready.set(state, known);
  const name = port.name ?? '';
  let found = known.get(name);
  if (!found) {
    found = state.slices.flatMap((slice) => targetsOf(slice, name, '')).filter((target) => target.ready);
    known.set(name, found);
  }
  return found;
}

function usesLocal({ spec }: Service): boolean {
  return spec?.externalTrafficPolicy === 'Local' || spec?.internalTrafficPolicy === 'Local';
}

function compile(
  service: Service,
  port: ServicePort,
  slices: readonly EndpointSlice[],
  nodeName: string,
  zone: string | undefined,
): PortRules {
  const { metadata, spec = {} } = service;
  const isExternal = spec.type === 'NodePort' || spec.type === 'LoadBalancer' || (spec.externalIPs ?? []).length > 0;
  const externalLocal = spec.externalTrafficPolicy === 'Local';
  const internalLocal = spec.internalTrafficPolicy === 'Local';
  const endpoints = slices.flatMap((slice) => targetsOf(slice, port.name ?? '', nodeName));
  const choice = chooseEndpoints(endpoints, { isExternal, externalLocal, internalLocal, zone });
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? AFFINITY_S;
  return {
    service: `${metadata.namespace}/${metadata.name}`,
    port,
    internal: internalLocal ? choice.local : choice.cluster,
    external: externalLocal ? choice.local : choice.cluster,
    shortCut: choice.cluster,
    keepsSource: externalLocal,
    hasAny: choice.hasAny,
    admits: admission(spec.type === 'LoadBalancer' ? spec.loadBalancerSourceRanges : undefined),
    serving: new Set(endpoints.flatMap(({ serving, address }) => (serving ? [address] : []))),
    affinityMs: spec.sessionAffinity === 'ClientIP' ? seconds * 1000 : 0,
  };
}

const ANYBODY = (): boolean => true;

function admission(ranges: readonly string[] = []): (ip: string) => boolean {
  if (ranges.length === 0) return ANYBODY;
  const blocks = ranges.map((range) => inCidr(range.trim()));
  return (ip) => blocks.some((isIn) => isIn(ip));
}

function targetsOf(slice: EndpointSlice, portName: string, nodeName: string): Target[] {
  const port = slice.ports?.find(({ name }) => (name ?? '') === portName)?.port;
  if (port === undefined) return [];
  return slice.endpoints.map(({ addresses, conditions, nodeName: place, hints }) => ({
    ip: addresses[0] ?? '',
    port,
    address: `${addresses[0]}:${port}`,
    ready: conditions?.ready ?? true,
    serving: conditions?.serving ?? conditions?.ready ?? true,
    terminating: conditions?.terminating ?? false,
    onThisNode: place === nodeName,
    forZones: hints?.forZones?.map(({ name }) => name) ?? [],
  }));
}
