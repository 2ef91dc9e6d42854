import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import { isNamespaceTerminating } from '../../api/control/pod-control.ts';
import { type PodsOfService, watchServicePods } from '../../api/control/service-pods.ts';
import { createTriggerTimes, type TriggerTimes } from '../../api/control/trigger-times.ts';
import { withRetries } from '../../api/control/with-retries.ts';
import type { Controller, ControllerContext, EventRecorder, Informer, WorkQueue } from '../../api/controller.ts';
import type { Endpoints, Service } from '../../api/k8s/core-v1.gen.ts';
import { objectKey, splitKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import PodKind from '../pod/kind.ts';
import ServiceKind from '../service/kind.ts';
import EndpointsKind from './kind.ts';
import { planEndpoints } from './plan.ts';

interface State {
  readonly context: ControllerContext;
  readonly services: Informer<Service>;
  readonly endpoints: Informer<Endpoints>;
  readonly queue: WorkQueue;
  readonly podsOf: PodsOfService;
  readonly triggers: TriggerTimes;
  readonly events: EventRecorder;
  /** What was written last, which the cache may not show yet. */
  readonly written: Map<string, Endpoints>;
}

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.EndpointController.ConcurrentEndpointSyncs;
const BACK_OFF = { baseMs: 1000, maxMs: 1_000_000 };

/** Keeps the Endpoints of each Service with a selector. Models pkg/controller/endpoint. */
export const endpointsController: Controller = {
  name: 'endpoints-controller',
  account: 'endpoint-controller',
  start(context) {
    const services = context.informers.of(ServiceKind);
    const pods = context.informers.of(PodKind);
    const queue = context.queue('endpoint', BACK_OFF);
    const state: State = {
      ...{ context, services, queue },
      endpoints: context.informers.of(EndpointsKind),
      podsOf: watchServicePods({ services, pods, queue }),
      triggers: createTriggerTimes(),
      events: context.recorder('endpoint-controller'),
      written: new Map(),
    };
    state.endpoints.addHandler({
      onDelete(object) {
        state.written.delete(objectKey(object));
        state.queue.add(objectKey(object));
      },
    });
    context.run(state.queue, WORKERS, (key) => withRetries(state.queue, key, sync(state, key)));
  },
};

export default endpointsController;

function* sync(state: State, key: string): Process<void> {
  const { context, services, endpoints, triggers, podsOf } = state;
  const service = services.get(key);
  if (!service) {
    triggers.forget(key);
    state.written.delete(key);
    yield* removeOf(context, key);
    return;
  }
  const { selector, type } = service.spec ?? {};
  if (!selector || type === 'ExternalName') return;
  const own = podsOf(key);
  const trigger = triggers.next(key, service, own);
  const current = newer(endpoints.get(key), state.written.get(key));
  const wanted = planEndpoints(service, own, current, trigger);
  if (wanted) yield* save(state, service, current, wanted);
}

function newer(cached: Endpoints | undefined, written: Endpoints | undefined): Endpoints | undefined {
  const revision = (object: Endpoints | undefined): number => Number(object?.metadata.resourceVersion ?? 0);
  return revision(written) > revision(cached) ? written : cached;
}

/** The Service is gone, and with it its Endpoints. */
function* removeOf({ client }: ControllerContext, key: string): Process<void> {
  const { namespace, name } = splitKey(key);
  try {
    yield* client.delete(EndpointsKind, namespace, name);
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

function* save(
  { context, events, written }: State,
  service: Service,
  current: Endpoints | undefined,
  wanted: Endpoints,
): Process<void> {
  try {
    const { client } = context;
    const saved = yield* current ? client.update(EndpointsKind, wanted) : client.create(EndpointsKind, wanted);
    written.set(objectKey(saved), saved);
  } catch (error) {
    written.delete(objectKey(wanted));
    if (isNamespaceTerminating(error)) return;
    const { message } = error as Error;
    const where = `${service.metadata.namespace}/${service.metadata.name}`;
    if (current)
      events.event(wanted, 'Warning', 'FailedToUpdateEndpoint', `Failed to update endpoint ${where}: ${message}`);
    else {
      const text = `Failed to create endpoint for service ${where}: ${message}`;
      events.event(wanted, 'Warning', 'FailedToCreateEndpoint', text);
    }
    throw error;
  }
}
