import { addressesOf, endpointOf, isEndpoint, portsKey, portsOf } from '../../api/control/pod-endpoints.ts';
import type { Node, Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import type { Endpoint, EndpointPort } from '../../api/k8s/discovery-v1.gen.ts';

/** What a Pod is for one Service. */
export interface Member {
  readonly node: Node | undefined;
  /** Undefined when it is no endpoint: without an address, or finished. */
  readonly endpoint: Endpoint | undefined;
  readonly ports: readonly EndpointPort[];
  readonly portsKey: string;
}

/** Looks up what a Pod is for a Service, as long as neither nor the node has changed from memory. */
export type Members = (service: Service, type: string, pod: Pod, node: Node | undefined) => Member;

/** Makes an empty memory. A rollout changes one Pod at a time; the endpoints of the others stay the same objects. */
export function createMembers(): Members {
  const services = new WeakMap<Service, Map<string, WeakMap<Pod, Member>>>();
  return (service, type, pod, node) => {
    let types = services.get(service);
    if (!types) {
      types = new Map();
      services.set(service, types);
    }
    let members = types.get(type);
    if (!members) {
      members = new WeakMap();
      types.set(type, members);
    }
    const known = members.get(pod);
    if (known && sameNode(known.node, node)) return known;
    const member = memberOf(service, type, pod, node);
    members.set(pod, member);
    return member;
  };
}

/** A node's heartbeat changes the node but not what its Pods are. */
function sameNode(a: Node | undefined, b: Node | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.metadata.labels === b.metadata.labels);
}

function memberOf(service: Service, type: string, pod: Pod, node: Node | undefined): Member {
  const ports = isEndpoint(pod) ? portsOf(service, pod) : [];
  const endpoint =
    isEndpoint(pod) && addressesOf(pod, type).length > 0 ? endpointOf(pod, node, service, type) : undefined;
  return { node, endpoint, ports, portsKey: portsKey(ports) };
}
