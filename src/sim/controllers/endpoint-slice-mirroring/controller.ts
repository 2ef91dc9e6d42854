import { CONTROLLER_MANAGER_CONFIG } from '../../../api/config/controller-manager.ts';
import { unlessTerminating } from '../../../api/control/pod-control.ts';
import { createGenerations, type Generations } from '../../../api/control/slice-generations.ts';
import { withRetries } from '../../../api/control/with-retries.ts';
import type { Controller, ControllerContext, EventRecorder, Informer, WorkQueue } from '../../../api/controller.ts';
import type { Endpoints, Service } from '../../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../../api/k8s/discovery-v1.gen.ts';
import { isTerminating, objectKey } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import EndpointSliceKind from '../../../kinds/endpoint-slice/kind.ts';
import EndpointsKind from '../../../kinds/endpoints/kind.ts';
import ServiceKind from '../../../kinds/service/kind.ts';
import { isMirror, isMirrored, MAX_ENDPOINTS, planMirrors, SERVICE_NAME } from './plan.ts';

interface State {
  readonly context: ControllerContext;
  readonly endpoints: Informer<Endpoints>;
  readonly services: Informer<Service>;
  readonly slices: Informer<EndpointSlice>;
  readonly queue: WorkQueue;
  readonly events: EventRecorder;
  readonly generations: Generations;
}

const WORKERS: number =
  CONTROLLER_MANAGER_CONFIG.EndpointSliceMirroringController.MirroringConcurrentServiceEndpointSyncs;
const BACK_OFF = { baseMs: 1000, maxMs: 100_000 };
const MIRRORED = 'mirrored';

/** Mirrors Endpoints that somebody else keeps, of Services without a selector. Models pkg/controller/endpointslicemirroring. */
export const endpointSliceMirroringController: Controller = {
  name: 'endpointslice-mirroring-controller',
  account: 'endpointslicemirroring-controller',
  start(context) {
    const state: State = {
      context,
      endpoints: context.informers.of(EndpointsKind),
      services: context.informers.of(ServiceKind),
      slices: context.informers.of(EndpointSliceKind),
      queue: context.queue('endpoint_slice_mirroring', BACK_OFF),
      events: context.recorder('endpoint-slice-mirroring-controller'),
      generations: createGenerations(),
    };
    state.slices.addIndex(MIRRORED, (slice) => (isMirror(slice) ? [keyOf(slice)] : []));
    watchEndpoints(state);
    watchServices(state);
    watchSlices(state);
    context.run(state.queue, WORKERS, (key) => withRetries(state.queue, key, sync(state, key)));
  },
};

export default endpointSliceMirroringController;

/** Key of the Endpoints that a slice mirrors. */
function keyOf({ metadata: { namespace, labels } }: EndpointSlice): string {
  return `${namespace}/${labels?.[SERVICE_NAME] ?? ''}`;
}

function hasSelector({ spec }: Service): boolean {
  return spec?.selector !== undefined && Object.keys(spec.selector).length > 0;
}

function watchEndpoints({ endpoints, queue }: State): void {
  const changed = (object: Endpoints): void => {
    if (isMirrored(object)) queue.add(objectKey(object));
  };
  endpoints.addHandler({
    onAdd: changed,
    onUpdate(object, previous) {
      if (isMirrored(object) || isMirrored(previous)) queue.add(objectKey(object));
    },
    onDelete: changed,
  });
}

function watchServices({ services, queue }: State): void {
  const changed = (service: Service): void => {
    if (!hasSelector(service)) queue.add(objectKey(service));
  };
  services.addHandler({
    onAdd: changed,
    onUpdate(service, previous) {
      if (hasSelector(service) !== hasSelector(previous)) queue.add(objectKey(service));
    },
    onDelete: changed,
  });
}

/** A mirror that somebody else has changed or deleted is put right. */
function watchSlices({ slices, queue, generations }: State): void {
  const changed = (slice: EndpointSlice): void => {
    if (isMirror(slice) && generations.isForeign(keyOf(slice), slice)) queue.add(keyOf(slice));
  };
  slices.addHandler({
    onAdd: changed,
    onUpdate(slice, previous) {
      const moved = keyOf(slice) !== keyOf(previous) || isMirror(slice) !== isMirror(previous);
      if (!moved) {
        changed(slice);
        return;
      }
      queue.add(keyOf(slice));
      queue.add(keyOf(previous));
    },
    onDelete(slice) {
      if (isMirror(slice) && !generations.deletionSeen(keyOf(slice), slice)) queue.add(keyOf(slice));
    },
  });
}

function* sync(state: State, key: string): Process<void> {
  const { context, events, generations } = state;
  const object = state.endpoints.get(key);
  const service = state.services.get(key);
  const slices = [...state.slices.byIndex(MIRRORED, key)];
  if (!object || !isMirrored(object) || !service || hasSelector(service)) {
    generations.forget(key);
    for (const slice of slices) yield* remove(context, slice);
    return;
  }
  const present = slices.filter((slice) => !isTerminating(slice));
  if (generations.areStale(key, present)) throw new Error('EndpointSlice informer cache is out of date');
  const plan = planMirrors(object, present);
  if (plan.skipped > 0) {
    const most = `A max of ${MAX_ENDPOINTS} addresses can be mirrored to EndpointSlices per Endpoints subset.`;
    const message = `${most} ${plan.skipped} addresses were skipped`;
    events.event(object, 'Warning', 'TooManyAddressesToMirror', message);
  }
  if (!isTerminating(object)) {
    for (const slice of plan.create) {
      const created = yield* unlessTerminating(context.client.create(EndpointSliceKind, slice));
      if (!created) return;
      generations.wrote(key, created);
    }
  }
  for (const slice of plan.update) generations.wrote(key, yield* context.client.update(EndpointSliceKind, slice));
  for (const slice of plan.remove) {
    yield* remove(context, slice);
    generations.expectDeletion(key, slice);
  }
}

function* remove({ client }: ControllerContext, { metadata }: EndpointSlice): Process<void> {
  yield* client.delete(EndpointSliceKind, metadata.namespace ?? '', metadata.name ?? '');
}
