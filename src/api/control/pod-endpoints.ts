import type { Container, Node, Pod, Service } from '../k8s/core-v1.gen.ts';
import type { Endpoint, EndpointPort } from '../k8s/discovery-v1.gen.ts';
import { isTerminating } from '../object.ts';
import { isPodReady, isPodTerminal } from '../pod.ts';
import { isTopologyAware } from './topology-mode.ts';

const ZONE_LABEL = 'topology.kubernetes.io/zone';

/** Whether a Pod is among the endpoints at all: it has an address and has not finished. Models ShouldPodBeInEndpoints. */
export function isEndpoint(pod: Pod): boolean {
  return !isPodTerminal(pod) && addressesOf(pod, 'IPv4').length + addressesOf(pod, 'IPv6').length > 0;
}

/** The Pod's addresses of one family. */
export function addressesOf(pod: Pod, addressType: string): readonly string[] {
  const { podIP, podIPs } = pod.status ?? {};
  const all = podIPs?.length ? podIPs.map((entry) => entry.ip) : podIP ? [podIP] : [];
  return all.filter((ip) => ip.includes(':') === (addressType === 'IPv6'));
}

/** The endpoint that a Pod is for a Service. Models podToEndpoint of endpointslice/utils.go. */
export function endpointOf(pod: Pod, node: Node | undefined, service: Service, addressType: string): Endpoint {
  const serving = isPodReady(pod);
  const terminating = isTerminating(pod);
  const { namespace, name, uid } = pod.metadata;
  const { nodeName, hostname, subdomain } = pod.spec ?? {};
  const zone = node?.metadata.labels?.[ZONE_LABEL];
  const named = hostname && subdomain === service.metadata.name && namespace === service.metadata.namespace;
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating);
  const isForZone =
    zone !== undefined && ready && service.spec?.trafficDistribution === 'PreferClose' && !isTopologyAware(service);
  return {
    addresses: addressesOf(pod, addressType),
    conditions: { ready, serving, terminating },
    ...(isForZone ? { hints: { forZones: [{ name: zone }] } } : {}),
    ...(named ? { hostname } : {}),
    ...(nodeName ? { nodeName } : {}),
    targetRef: { kind: 'Pod', namespace: namespace!, name: name!, uid: uid! },
    ...(zone ? { zone } : {}),
  };
}

/** The ports that a Service means on a Pod; one whose name the Pod does not have is left out. Models getEndpointPorts. */
export function portsOf(service: Service, pod: Pod): readonly EndpointPort[] {
  const ports: EndpointPort[] = [];
  for (const wanted of service.spec?.ports ?? []) {
    const protocol = wanted.protocol ?? 'TCP';
    const port = findPort(pod, wanted.targetPort ?? wanted.port, protocol);
    if (port === undefined) continue;
    const { appProtocol } = wanted;
    ports.push({ name: wanted.name ?? '', protocol, port, ...(appProtocol ? { appProtocol } : {}) });
  }
  return ports;
}

/** Models podutil.FindPort. */
function findPort(pod: Pod, target: number | string, protocol: string): number | undefined {
  if (typeof target === 'number') return target;
  const sidecars = pod.spec?.initContainers?.filter((container) => container.restartPolicy === 'Always') ?? [];
  return portNamed(pod.spec?.containers ?? [], target, protocol) ?? portNamed(sidecars, target, protocol);
}

function portNamed(containers: readonly Container[], name: string, protocol: string): number | undefined {
  for (const container of containers) {
    const port = container.ports?.find((entry) => entry.name === name && (entry.protocol ?? 'TCP') === protocol);
    if (port) return port.containerPort;
  }
  return undefined;
}

/** One text for a set of ports, whatever their order: endpoints with the same ports share slices. */
export function portsKey(ports: readonly EndpointPort[]): string {
  return ports
    .map((port) => [port.name ?? '', port.protocol ?? '', port.port ?? '', port.appProtocol ?? ''].join('/'))
    .sort()
    .join(',');
}

/** Whether a change of a Pod can change an endpoint. Models podEndpointsChanged. */
export function endpointChanged(pod: Pod, previous: Pod): boolean {
  return (
    isTerminating(pod) !== isTerminating(previous) ||
    isPodReady(pod) !== isPodReady(previous) ||
    isPodTerminal(pod) !== isPodTerminal(previous) ||
    pod.status?.podIP !== previous.status?.podIP ||
    (pod.status?.podIPs?.length ?? 0) !== (previous.status?.podIPs?.length ?? 0) ||
    pod.spec?.nodeName !== previous.spec?.nodeName ||
    pod.spec?.hostname !== previous.spec?.hostname ||
    pod.spec?.subdomain !== previous.spec?.subdomain
  );
}
