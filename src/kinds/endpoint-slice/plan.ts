import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import { ownerReferencesOf } from '../../api/control/pod-control.ts';
import { portsKey } from '../../api/control/pod-endpoints.ts';
import { isTopologyAware } from '../../api/control/topology-mode.ts';
import type { Node, Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import type { Endpoint, EndpointPort, EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { controllerOf } from '../../api/object.ts';
import { deepEqual } from '../../base/equal.ts';
import { sliceLabels } from './labels.ts';
import type { Members } from './members.ts';

/** Most endpoints that the controller puts into one slice. */
export const MAX_ENDPOINTS: number = CONTROLLER_MANAGER_CONFIG.EndpointSliceController.MaxEndpointsPerSlice;

/** What to write so that the slices of a Service have its endpoints. */
export interface SlicePlan {
  readonly create: readonly EndpointSlice[];
  readonly update: readonly EndpointSlice[];
  readonly remove: readonly EndpointSlice[];
  /** Pods left out because their node is not known (yet). */
  readonly skipped: readonly Pod[];
}

/** What a plan may look up. */
export interface Lookups {
  readonly nodeOf: (name: string) => Node | undefined;
  /** A Pod of the Service by `namespace/name`. */
  readonly podOf: (key: string) => Pod | undefined;
  readonly members: Members;
}

/** Endpoints that share their ports and wait for a place. */
interface Group {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: Set<Endpoint>;
}

/**
 * Compares a Service's Pods with its slices. Changes as few slices as it can, and fills none above 100. Models the
 * reconciler of k8s.io/endpointslice.
 */
export function planSlices(
  service: Service,
  pods: Iterable<Pod>,
  slices: readonly EndpointSlice[],
  lookups: Lookups,
): SlicePlan {
  const types = addressTypes(service);
  const skipped: Pod[] = [];
  const listed = [...pods];
  const plans = types.map((type) => {
    const own = slices.filter((slice) => slice.addressType === type);
    return planType(service, listed, own, lookups, type, skipped);
  });
  const foreign = slices.filter((slice) => !types.includes(slice.addressType));
  return {
    create: plans.flatMap((plan) => plan.create),
    update: plans.flatMap((plan) => plan.update),
    remove: [...foreign, ...plans.flatMap((plan) => plan.remove)],
    skipped,
  };
}

/** The families of addresses that a Service has. */
export function addressTypes(service: Service): readonly string[] {
  const { ipFamilies } = service.spec ?? {};
  return ipFamilies?.length ? ipFamilies : ['IPv4'];
}

type Writes = Omit<SlicePlan, 'skipped'>;

function planType(
  service: Service,
  pods: readonly Pod[],
  slices: readonly EndpointSlice[],
  lookups: Lookups,
  type: string,
  skipped: Pod[],
): Writes {
  const groups = groupEndpoints(service, pods, lookups, type, skipped);
  const wantedFor = (endpoint: Endpoint): Endpoint | undefined => {
    const { namespace, name } = endpoint.targetRef ?? {};
    const pod = lookups.podOf(`${namespace}/${name}`);
    const member = pod && lookups.members(service, type, pod, lookups.nodeOf(pod.spec?.nodeName ?? ''));
    return member?.endpoint && endpointKey(member.endpoint) === endpointKey(endpoint) ? member.endpoint : undefined;
  };
  const present = new Map<string, EndpointSlice[]>();
  const remove: EndpointSlice[] = [];
  for (const slice of slices) {
    if (controllerOf(slice)?.uid !== service.metadata.uid) remove.push(slice);
    else push(present, portsKey(slice.ports ?? []), slice);
  }
  const create: EndpointSlice[] = [];
  const update: EndpointSlice[] = [];
  for (const [key, group] of groups) {
    const filled = fillSlices(service, group, present.get(key) ?? [], type, wantedFor);
    create.push(...filled.create);
    update.push(...filled.update);
    remove.push(...filled.remove);
  }
  for (const [key, unwanted] of present) if (!groups.has(key)) remove.push(...unwanted);
  return withPlaceholder(service, slices, { create, update, remove }, type);
}

function groupEndpoints(
  service: Service,
  pods: readonly Pod[],
  { nodeOf, members }: Lookups,
  type: string,
  skipped: Pod[],
): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const pod of pods) {
    const node = nodeOf(pod.spec?.nodeName ?? '');
    const member = members(service, type, pod, node);
    if (!member.endpoint) continue;
    let group = groups.get(member.portsKey);
    if (!group) {
      group = { ports: member.ports, endpoints: new Set() };
      groups.set(member.portsKey, group);
    }
    if (node || service.spec?.publishNotReadyAddresses) group.endpoints.add(member.endpoint);
    else skipped.push(pod);
  }
  return groups;
}

/** A Service without any endpoint has one empty slice, which stands for "known, but nothing there". */
function withPlaceholder(service: Service, slices: readonly EndpointSlice[], writes: Writes, type: string): Writes {
  const { create, update, remove } = writes;
  if (slices.length !== remove.length || create.length > 0) return finishWrites(service, writes);
  const placeholder = newSlice(service, { ports: [], endpoints: new Set() }, type);
  const only = remove[0];
  if (remove.length === 1 && only && isPlaceholder(only, placeholder)) return { create, update, remove: [] };
  return finishWrites(service, { create: [placeholder], update, remove });
}

function isPlaceholder(slice: EndpointSlice, placeholder: EndpointSlice): boolean {
  return (
    (slice.endpoints ?? []).length === 0 &&
    (slice.ports ?? []).length === 0 &&
    deepEqual(slice.metadata.labels, placeholder.metadata.labels) &&
    controllerOf(slice)?.uid === controllerOf(placeholder)?.uid
  );
}

/** A slice that is to go takes the content of one that is to be made, which saves a write. */
function finishWrites(service: Service, { create, update, remove }: Writes): Writes {
  const toCreate = [...create];
  const updates = [...update];
  const removes: EndpointSlice[] = [];
  for (const slice of remove) {
    const content = toCreate.at(-1);
    const reusable = content?.addressType === slice.addressType && controllerOf(slice)?.uid === service.metadata.uid;
    if (!content || !reusable) {
      removes.push(slice);
      continue;
    }
    toCreate.pop();
    updates.push({ ...content, metadata: { ...content.metadata, name: slice.metadata.name! } });
  }
  return { create: toCreate, update: updates, remove: removes };
}

/** Models reconcileByPortMapping. The group's endpoints are taken out as they find their place. */
function fillSlices(
  service: Service,
  group: Group,
  present: readonly EndpointSlice[],
  type: string,
  wantedFor: (endpoint: Endpoint) => Endpoint | undefined,
): Writes {
  const desired = group.endpoints;
  const remove: EndpointSlice[] = [];
  const touched: EndpointSlice[] = [];
  let untouched: EndpointSlice[] = [];
  for (const slice of present) {
    const { kept, changed } = keepDesired(slice, desired, wantedFor, isTopologyAware(service));
    const labels = sliceLabels(service, slice.metadata.labels);
    const relabelled = labels !== slice.metadata.labels;
    if (kept.length === 0 && (slice.endpoints ?? []).length > 0) remove.push(slice);
    else if (changed || relabelled) {
      touched.push({ ...slice, metadata: { ...slice.metadata, labels }, endpoints: kept });
    } else untouched.push(slice);
  }
  let update = touched;
  if (desired.size > 0 && touched.length > 0) {
    const fullestFirst = [...touched].sort((a, b) => b.endpoints.length - a.endpoints.length);
    update = fullestFirst.map((slice) => fill(slice, desired));
  }
  const create: EndpointSlice[] = [];
  while (desired.size > 0) {
    const fitting = desired.size < MAX_ENDPOINTS ? closestFit(untouched, desired.size) : undefined;
    if (fitting) {
      untouched = untouched.filter((slice) => slice !== fitting);
      update.push(fill(fitting, desired));
    } else create.push(fill(newSlice(service, group, type), desired));
  }
  return { create, update, remove };
}

/** The endpoints of a slice that are still wanted, as they are now; what is found here is no longer to be placed. */
function keepDesired(
  slice: EndpointSlice,
  desired: Set<Endpoint>,
  wantedFor: (endpoint: Endpoint) => Endpoint | undefined,
  keepsHints: boolean,
): { kept: Endpoint[]; changed: boolean } {
  const kept: Endpoint[] = [];
  let changed = false;
  for (const endpoint of slice.endpoints ?? []) {
    // Mostly it is the very object that was written.
    if (desired.delete(endpoint)) {
      kept.push(endpoint);
      continue;
    }
    const wanted = wantedFor(endpoint);
    if (!wanted || !desired.delete(wanted)) {
      changed = true;
      continue;
    }
    const same = keepsHints ? sameButHints(wanted, endpoint) : deepEqual(wanted, endpoint);
    if (!same) changed = true;
    kept.push(same ? endpoint : wanted);
  }
  return { kept, changed };
}

/** Hints that the annotation asks for come after all else has been planned. */
function sameButHints({ hints: _, ...a }: Endpoint, { hints: __, ...b }: Endpoint): boolean {
  return deepEqual(a, b);
}

function fill(slice: EndpointSlice, desired: Set<Endpoint>): EndpointSlice {
  const endpoints = [...(slice.endpoints ?? [])];
  for (const endpoint of desired) {
    if (endpoints.length >= MAX_ENDPOINTS) break;
    endpoints.push(endpoint);
    desired.delete(endpoint);
  }
  return { ...slice, endpoints };
}

/** The slice that is fullest after taking in so many endpoints. */
function closestFit(slices: readonly EndpointSlice[], count: number): EndpointSlice | undefined {
  let best: EndpointSlice | undefined;
  let bestRoom = MAX_ENDPOINTS;
  for (const slice of slices) {
    const room = MAX_ENDPOINTS - count - (slice.endpoints ?? []).length;
    if (room < 0 || room >= bestRoom) continue;
    best = slice;
    bestRoom = room;
  }
  return best;
}

function newSlice(service: Service, group: Group, addressType: string): EndpointSlice {
  const { namespace, name } = service.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      namespace: namespace!,
      labels: sliceLabels(service, undefined),
      ownerReferences: ownerReferencesOf(service),
    },
    addressType,
    endpoints: [],
    ports: group.ports,
  };
}

/** What makes two endpoints the same one: addresses, name, Pod and node. */
function endpointKey(endpoint: Endpoint): string {
  const { addresses, hostname = '', targetRef, nodeName = '' } = endpoint;
  return [
    [...addresses].sort().join(','),
    hostname,
    targetRef?.namespace,
    targetRef?.name,
    targetRef?.uid,
    nodeName,
  ].join('/');
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
