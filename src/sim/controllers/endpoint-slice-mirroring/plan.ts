import { CONTROLLER_MANAGER_CONFIG } from '../../../api/config/controller-manager.ts';
import { ownerReferencesOf } from '../../../api/control/pod-control.ts';
import { portsKey } from '../../../api/control/pod-endpoints.ts';
import type { EndpointAddress, Endpoints } from '../../../api/k8s/core-v1.gen.ts';
import type { Endpoint, EndpointPort, EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import { deepEqual } from '../../../base/equal.ts';

/** Most addresses of a subset that are mirrored (--mirroring-max-endpoints-per-subset): a subset is one slice a family. */
export const MAX_ENDPOINTS: number =
  CONTROLLER_MANAGER_CONFIG.EndpointSliceMirroringController.MirroringMaxEndpointsPerSubset;

export const SERVICE_NAME = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const MIRRORING = 'endpointslicemirroring-controller.k8s.io';
const SKIP = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER = 'control-plane.alpha.kubernetes.io/leader';
const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

type Texts = Readonly<Record<string, string>>;

/** What to write so that slices say what Endpoints say. */
export interface MirrorPlan {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly EndpointSlice[];
  readonly remove: readonly EndpointSlice[];
  /** Addresses left out as there are too many. */
  readonly skipped: number;
}

/** Whether Endpoints are mirrored at all: those of a leader election, or with the label against it, are not. */
export function isMirrored({ metadata: { labels, annotations } }: Endpoints): boolean {
  return labels?.[SKIP] !== 'true' && annotations?.[LEADER] === undefined;
}

/** Whether this controller looks after a slice. */
export function isMirror({ metadata: { labels } }: EndpointSlice): boolean {
  return labels?.[MANAGED_BY] === MIRRORING;
}

interface Group {
  readonly type: string;
  readonly ports: readonly EndpointPort[];
  readonly endpoints: Endpoint[];
}

/** Compares Endpoints with their mirrors. Models the reconciler of pkg/controller/endpointslicemirroring. */
export function planMirrors(endpoints: Endpoints, slices: readonly EndpointSlice[]): MirrorPlan {
  const { groups, skipped } = groupAddresses(endpoints);
  const present = new Map<string, EndpointSlice[]>();
  for (const slice of slices) push(present, groupKey(slice.addressType, slice.ports ?? []), slice);
  const create: EndpointSlice[] = [];
  const update: EndpointSlice[] = [];
  const remove: EndpointSlice[] = [];
  for (const [key, group] of groups) {
    const [first, ...others] = present.get(key) ?? [];
    if (group.endpoints.length === 0) {
      if (first) remove.push(first, ...others);
      continue;
    }
    remove.push(...others);
    if (!first) create.push(sliceOf(endpoints, group, undefined));
    else if (!isSame(endpoints, group, first)) update.push(sliceOf(endpoints, group, first.metadata.name));
  }
  for (const [key, unwanted] of present) if (!groups.has(key)) remove.push(...unwanted);
  return { ...recycled({ create, update, remove }), skipped };
}

function groupAddresses(endpoints: Endpoints): { groups: Map<string, Group>; skipped: number } {
  const groups = new Map<string, Group>();
  let skipped = 0;
  for (const { addresses = [], notReadyAddresses = [], ports: wanted = [] } of endpoints.subsets ?? []) {
    const ports = wanted.map(({ name = '', port, protocol = 'TCP', appProtocol }) => ({
      ...{ name, port, protocol },
      ...(appProtocol ? { appProtocol } : {}),
    }));
    for (const type of ['IPv4', 'IPv6']) {
      const key = groupKey(type, ports);
      if (!groups.has(key)) groups.set(key, { type, ports, endpoints: [] });
    }
    const all = [
      ...addresses.map((address) => endpointOf(address, true)),
      ...notReadyAddresses.map((address) => endpointOf(address, false)),
    ];
    skipped += Math.max(0, all.length - MAX_ENDPOINTS);
    for (const endpoint of all.slice(0, MAX_ENDPOINTS)) {
      const type = endpoint.addresses[0]!.includes(':') ? 'IPv6' : 'IPv4';
      const group = groups.get(groupKey(type, ports))!.endpoints;
      if (group.length < MAX_ENDPOINTS) group.push(endpoint);
    }
  }
  return { groups, skipped };
}

/** Models addressToEndpoint. */
function endpointOf({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname ? { hostname } : {}),
    ...(nodeName ? { nodeName } : {}),
    ...(targetRef ? { targetRef } : {}),
  };
}

function groupKey(type: string, ports: readonly EndpointPort[]): string {
  return `${type}-${portsKey(ports)}`;
}

function isSame(endpoints: Endpoints, group: Group, slice: EndpointSlice): boolean {
  const { [SERVICE_NAME]: _service, [MANAGED_BY]: _manager, ...labels } = slice.metadata.labels ?? {};
  return (
    deepEqual(inOrder(group.endpoints), inOrder(slice.endpoints ?? [])) &&
    deepEqual(endpoints.metadata.labels ?? {}, labels) &&
    deepEqual(annotationsOf(endpoints), slice.metadata.annotations ?? {})
  );
}

function inOrder(endpoints: readonly Endpoint[]): Endpoint[] {
  return [...endpoints].sort((a, b) => (a.addresses[0]! < b.addresses[0]! ? -1 : 1));
}

/** Models newEndpointSlice. */
function sliceOf(
  endpoints: Endpoints,
  { type, ports, endpoints: own }: Group,
  name: string | undefined,
): EndpointSlice {
  const { name: service = '', namespace = '', labels } = endpoints.metadata;
  const annotations = annotationsOf(endpoints);
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...(name ? { name } : { generateName: `${service}-` }),
      namespace,
      labels: { ...labels, [SERVICE_NAME]: service, [MANAGED_BY]: MIRRORING },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      ownerReferences: ownerReferencesOf(endpoints),
    },
    addressType: type,
    endpoints: own,
    ...(ports.length > 0 ? { ports } : {}),
  };
}

function annotationsOf({ metadata: { annotations } }: Endpoints): Texts {
  const { [TRIGGER_TIME]: _time, [LAST_APPLIED]: _applied, ...others } = annotations ?? {};
  return others;
}

type Writes = Omit<MirrorPlan, 'skipped'>;

/** A slice that is to go takes the content of one of its family that is to be made. Models recycleSlices. */
function recycled({ create, update, remove }: Writes): Writes {
  const left = [...remove];
  const made: EndpointSlice[] = [];
  const updates = [...update];
  for (const slice of create) {
    const index = left.findIndex(({ addressType }) => addressType === slice.addressType);
    if (index < 0) {
      made.push(slice);
      continue;
    }
    const [old] = left.splice(index, 1);
    updates.push({ ...slice, metadata: { ...slice.metadata, name: old!.metadata.name! } });
  }
  return { create: made, update: updates, remove: left };
}

function push(map: Map<string, EndpointSlice[]>, key: string, slice: EndpointSlice): void {
  const list = map.get(key);
  if (list) list.push(slice);
  else map.set(key, [slice]);
}
