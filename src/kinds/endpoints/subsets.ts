import { isEndpoint, portsOf } from '../../api/control/pod-endpoints.ts';
import type { EndpointAddress, EndpointPort, EndpointSubset, Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { isPodReady } from '../../api/pod.ts';

/** More addresses than this are not shown; the others are left out. */
export const CAPACITY = 1000;

interface Member {
  readonly address: EndpointAddress;
  readonly ports: readonly EndpointPort[];
  readonly ready: boolean;
}

/** The endpoints of a Service, grouped by their ports, and whether some had to be left out. Models syncService of pkg/controller/endpoint. */
export function subsetsOf(
  service: Service,
  pods: readonly Pod[],
): { readonly subsets: readonly EndpointSubset[]; readonly truncated: boolean } {
  const members = pods.flatMap((pod) => memberOf(service, pod) ?? []);
  const ready = members.filter((member) => member.ready);
  const waiting = members.filter((member) => !member.ready);
  const truncated = members.length > CAPACITY;
  const shown = [...inOrder(ready), ...inOrder(waiting)].slice(0, CAPACITY);
  const groups = new Map<string, Member[]>();
  for (const member of shown) {
    const key = JSON.stringify(member.ports);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  const keys = [...groups.keys()].sort();
  return { subsets: keys.map((key) => subsetOf(groups.get(key)!)), truncated };
}

/** Undefined for a Pod that is no endpoint or has none of the Service's ports. */
function memberOf(service: Service, pod: Pod): Member | undefined {
  const { publishNotReadyAddresses = false, ports: wanted = [], clusterIP, ipFamilies } = service.spec ?? {};
  if (!isEndpoint(pod) || (isTerminating(pod) && !publishNotReadyAddresses)) return undefined;
  const ip = addressOf(pod, ipFamilies?.[0] === 'IPv6');
  if (ip === undefined) return undefined;
  const ports = portsOf(service, pod).map(({ name, port = 0, protocol = 'TCP', appProtocol }) => ({
    ...(name ? { name } : {}),
    port,
    protocol,
    ...(appProtocol ? { appProtocol } : {}),
  }));
  const portless = wanted.length === 0 && clusterIP === 'None';
  if (ports.length === 0 && !portless) return undefined;
  const { namespace = '', name = '', uid = '' } = pod.metadata;
  const { nodeName, hostname, subdomain } = pod.spec ?? {};
  const named = hostname && subdomain === service.metadata.name && namespace === service.metadata.namespace;
  const address: EndpointAddress = {
    ...(named ? { hostname } : {}),
    ip,
    ...(nodeName ? { nodeName } : {}),
    targetRef: { kind: 'Pod', name, namespace, uid },
  };
  ports.sort((a, b) => compareTexts(JSON.stringify(a), JSON.stringify(b)));
  return { address, ports, ready: publishNotReadyAddresses || isPodReady(pod) };
}

function addressOf({ status }: Pod, v6: boolean): string | undefined {
  const all = status?.podIPs?.length ? status.podIPs.map(({ ip }) => ip) : status?.podIP ? [status.podIP] : [];
  return all.find((ip) => ip.includes(':') === v6);
}

function inOrder(members: readonly Member[]): Member[] {
  const key = ({ address }: Member): string => `${address.ip} ${address.targetRef?.uid}`;
  return [...members].sort((a, b) => compareTexts(key(a), key(b)));
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function subsetOf(members: readonly Member[]): EndpointSubset {
  const addresses = members.filter(({ ready }) => ready).map(({ address }) => address);
  const notReadyAddresses = members.filter(({ ready }) => !ready).map(({ address }) => address);
  const { ports } = members[0]!;
  return {
    ...(addresses.length > 0 ? { addresses } : {}),
    ...(notReadyAddresses.length > 0 ? { notReadyAddresses } : {}),
    ...(ports.length > 0 ? { ports } : {}),
  };
}
