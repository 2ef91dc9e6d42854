import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import { unlessTerminating } from '../../api/control/pod-control.ts';
import { type PodsOfService, watchServicePods } from '../../api/control/service-pods.ts';
import { createGenerations, type Generations } from '../../api/control/slice-generations.ts';
import { createTriggerTimes, type TriggerTimes } from '../../api/control/trigger-times.ts';
import { withRetries } from '../../api/control/with-retries.ts';
import type { Controller, ControllerContext, EventRecorder, Informer, WorkQueue } from '../../api/controller.ts';
import type { Node, Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { withAnnotation } from '../../api/meta.ts';
import { isTerminating } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import NodeKind from '../node/kind.ts';
import PodKind from '../pod/kind.ts';
import ServiceKind from '../service/kind.ts';
import EndpointSliceKind from './kind.ts';
import { isManaged, SERVICE_NAME } from './labels.ts';
import { createMembers, type Members } from './members.ts';
import { addressTypes, planSlices, type SlicePlan } from './plan.ts';
import { createTopology, type Topology, type TopologyEvent } from './topology.ts';

interface State {
  readonly context: ControllerContext;
  readonly services: Informer<Service>;
  readonly pods: Informer<Pod>;
  readonly nodes: Informer<Node>;
  readonly slices: Informer<EndpointSlice>;
  readonly queue: WorkQueue;
  readonly podsOf: PodsOfService;
  readonly members: Members;
  readonly triggers: TriggerTimes;
  readonly generations: Generations;
  readonly topology: Topology;
  readonly recorder: EventRecorder;
}

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.EndpointSliceController.ConcurrentServiceEndpointSyncs;
/** Back-off of a Service whose sync failed, or whose slices the cache does not show yet. */
const BACK_OFF = { baseMs: 1000, maxMs: 1_000_000 };
const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';
const SERVICE = 'service';

/** Keeps the EndpointSlices of each Service with a selector. Models pkg/controller/endpointslice. */
export const endpointSliceController: Controller = {
  name: 'endpointslice-controller',
  start(context) {
    const services = context.informers.of(ServiceKind);
    const pods = context.informers.of(PodKind);
    const queue = context.queue('endpoint_slice', BACK_OFF);
    const nodes = context.informers.of(NodeKind);
    const nodeChanges = context.queue('endpoint_slice_topology');
    const topology = createTopology(nodes, () => nodeChanges.add('nodes'));
    const state: State = {
      ...{ context, services, pods, queue, nodes, topology },
      recorder: context.recorder('endpoint-slice-controller'),
      slices: context.informers.of(EndpointSliceKind),
      podsOf: watchServicePods({ services, pods, queue }),
      members: createMembers(),
      triggers: createTriggerTimes(),
      generations: createGenerations(),
    };
    state.slices.addIndex(SERVICE, (slice) => (isManaged(slice.metadata.labels) ? [serviceOf(slice)] : []));
    watchSlices(state);
    context.run(state.queue, WORKERS, (key) => withRetries(state.queue, key, sync(state, key)));
    context.run(nodeChanges, 1, function* () {
      for (const key of topology.overloaded()) queue.add(key);
    });
  },
};

export default endpointSliceController;

/** Key of the Service that a slice belongs to. */
function serviceOf(slice: EndpointSlice): string {
  return `${slice.metadata.namespace}/${slice.metadata.labels?.[SERVICE_NAME] ?? ''}`;
}

/** A slice that somebody else has changed or deleted is put right. */
function watchSlices({ slices, queue, generations }: State): void {
  const changed = (slice: EndpointSlice): void => {
    if (isManaged(slice.metadata.labels) && generations.isForeign(serviceOf(slice), slice)) queue.add(serviceOf(slice));
  };
  slices.addHandler({
    onAdd: changed,
    onUpdate(slice, previous) {
      const moved = serviceOf(slice) !== serviceOf(previous) && isManaged(previous.metadata.labels);
      if (moved) queue.add(serviceOf(previous));
      changed(slice);
    },
    onDelete(slice) {
      if (!isManaged(slice.metadata.labels)) return;
      if (!generations.deletionSeen(serviceOf(slice), slice)) queue.add(serviceOf(slice));
    },
  });
}

function* sync(state: State, key: string): Process<void> {
  const { context, pods, nodes, triggers, generations, podsOf } = state;
  const service = state.services.get(key);
  if (!service) {
    triggers.forget(key);
    generations.forget(key);
    state.topology.forget(key);
    return;
  }
  const { selector, type } = service.spec ?? {};
  if (!selector || Object.keys(selector).length === 0 || type === 'ExternalName') return;
  const slices = [...state.slices.byIndex(SERVICE, key)].filter((slice) => !isTerminating(slice));
  if (generations.areStale(key, slices)) throw new Error('EndpointSlice informer cache is out of date');
  const own = podsOf(key);
  const trigger = triggers.next(key, service, own);
  const planned = planSlices(service, own, slices, {
    nodeOf: (name) => nodes.get(name),
    podOf: (podKey) => pods.get(podKey),
    members: state.members,
  });
  const { plan, events } = hinted(state.topology, service, slices, planned);
  const stamp = (slice: EndpointSlice): EndpointSlice => stamped(slice, trigger);
  const { client } = context;
  if (!isTerminating(service)) {
    for (const slice of plan.create) {
      const created = yield* unlessTerminating(client.create(EndpointSliceKind, stamp(slice)));
      if (!created) return;
      generations.wrote(key, created);
    }
  }
  for (const slice of plan.update) generations.wrote(key, yield* client.update(EndpointSliceKind, stamp(slice)));
  for (const slice of plan.remove) {
    yield* client.delete(EndpointSliceKind, slice.metadata.namespace ?? '', slice.metadata.name ?? '');
    generations.expectDeletion(key, slice);
  }
  for (const { type: kind, reason, message } of events) state.recorder.event(service, kind, reason, message);
  const lost = plan.skipped[0];
  if (lost) {
    const { name } = lost.metadata;
    throw new Error(`skipping Pod ${name} for Service ${key}: Node ${lost.spec?.nodeName ?? ''} Not Found`);
  }
}

/** A plan with hints for zones where the Service asks for them. */
function hinted(
  topology: Topology,
  service: Service,
  slices: readonly EndpointSlice[],
  plan: SlicePlan,
): { readonly plan: SlicePlan; readonly events: readonly TopologyEvent[] } {
  if (!topology.concerns(service)) return { plan, events: [] };
  const written = new Set([...plan.update, ...plan.remove].map(({ metadata }) => metadata.name));
  const parts = addressTypes(service).map((type) => {
    const isOfType = ({ addressType }: EndpointSlice): boolean => addressType === type;
    return topology.hint(service, type, {
      create: plan.create.filter(isOfType),
      update: plan.update.filter(isOfType),
      unchanged: slices.filter((slice) => isOfType(slice) && !written.has(slice.metadata.name)),
    });
  });
  const create = parts.flatMap((part) => part.create);
  const update = parts.flatMap((part) => part.update);
  return { plan: { ...plan, create, update }, events: parts.flatMap((part) => part.events) };
}

/** The slice with the time of the change that it answers, or without one. */
function stamped(slice: EndpointSlice, trigger: string | undefined): EndpointSlice {
  const marked = withAnnotation(slice, TRIGGER_TIME, trigger);
  const { annotations, ...metadata } = marked.metadata;
  return annotations && Object.keys(annotations).length === 0 ? { ...marked, metadata } : marked;
}
