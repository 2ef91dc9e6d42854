import { isBug } from '../../../api/control/bug.ts';
import type { Controller, ControllerContext, EventRecorder, Informer } from '../../../api/controller.ts';
import type { Node, Service } from '../../../api/k8s/core-v1.gen.ts';
import { isTerminating, objectKey } from '../../../api/object.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { deepEqual } from '../../../base/equal.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import ServiceKind from '../../../kinds/service/kind.ts';
import type { Cloud } from '../cloud.ts';
import { updateOf } from './update.ts';
import { balancedNodes, CLEANUP_FINALIZER, wantsBalancer, withFinalizer, withoutFinalizer } from './wants.ts';

/** --concurrent-service-syncs */
const WORKERS = 1;
/** Failures are tried again after 5 s, doubled up to 5 min. */
const BACK_OFF = { baseMs: 5_000, maxMs: 300_000 };
/** The cloud takes so long to make a load balancer, and to change or remove one. A guess after managed clusters. */
const CREATE_MS = 30_000;
const CHANGE_MS = 2_000;

interface State {
  readonly context: ControllerContext;
  readonly cloud: Cloud;
  readonly services: Informer<Service>;
  readonly nodes: Informer<Node>;
  readonly events: EventRecorder;
  /** Services whose load balancer this process has made sure of; the cache may not show it yet. */
  readonly ensured: Set<string>;
}

/**
 * Makes load balancers of the cloud for Services that want one, and takes them away.
 * Models cloud-provider/controllers/service.
 */
export function serviceController(cloud: Cloud): Controller {
  return {
    name: 'service-lb-controller',
    account: 'service-controller',
    start(context) {
      const state: State = {
        context,
        cloud,
        services: context.informers.of(ServiceKind),
        nodes: context.informers.of(NodeKind),
        events: context.recorder('service-controller'),
        ensured: new Set(),
      };
      const queue = context.queue('service', BACK_OFF);
      const changed = (service: Service): void => {
        if (wantsBalancer(service) || service.metadata.finalizers?.includes(CLEANUP_FINALIZER)) {
          queue.add(objectKey(service));
        }
      };
      state.services.addHandler({
        onAdd: changed,
        onUpdate(service, before) {
          const update = updateOf(before, service);
          if (update) state.ensured.delete(objectKey(service));
          if (update && update !== 'silent') state.events.event(service, 'Normal', update.reason, update.message);
          changed(service);
        },
      });
      const hosts = context.queue('nodes');
      const nodesChanged = (): void => hosts.add('all');
      state.nodes.addHandler({
        onAdd: nodesChanged,
        onDelete: nodesChanged,
        onUpdate(node, before) {
          if (!deepEqual(balancedNodes([node]), balancedNodes([before]))) nodesChanged();
        },
      });
      context.run(queue, WORKERS, (key) => syncOrTell(state, key));
      context.run(hosts, 1, () => updateHosts(state));
    },
  };
}

/** Says of a Service why nothing came of it. */
function* syncOrTell(state: State, key: string): Process<void> {
  try {
    yield* sync(state, key);
  } catch (error) {
    const service = state.services.get(key);
    const message = `Error syncing load balancer: failed to ensure load balancer: ${(error as Error).message}`;
    if (service && !isBug(error)) state.events.event(service, 'Warning', 'SyncLoadBalancerFailed', message);
    throw error;
  }
}

function* sync(state: State, key: string): Process<void> {
  const service = state.services.get(key);
  if (!service) return;
  if (!wantsBalancer(service) || isTerminating(service)) yield* remove(state, service, key);
  else yield* ensure(state, service, key);
}

function* ensure(state: State, found: Service, key: string): Process<void> {
  const { context, cloud, events, ensured } = state;
  if (ensured.has(key)) return;
  const isNew = !cloud.balancers.has(key);
  const service = yield* withFinalizer(context.client, found);
  events.event(service, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer');
  yield* sleep(isNew ? CREATE_MS : CHANGE_MS);
  const hosts = balancedNodes([...state.nodes.list()]);
  if (hosts.length === 0) tellNoNodes(events, service);
  const ip = cloud.balancers.ensure(key, hosts, service.spec?.loadBalancerIP);
  const body = { status: { loadBalancer: { ingress: [{ ip, ipMode: 'VIP' }] } } };
  yield* patchStatus(context, service, body);
  ensured.add(key);
  events.event(service, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer');
}

function* remove({ context, cloud, events, ensured }: State, service: Service, key: string): Process<void> {
  ensured.delete(key);
  if (!service.metadata.finalizers?.includes(CLEANUP_FINALIZER)) return;
  if (cloud.balancers.has(key)) {
    events.event(service, 'Normal', 'DeletingLoadBalancer', 'Deleting load balancer');
    yield* sleep(CHANGE_MS);
    cloud.balancers.remove(key);
  }
  if ((service.status?.loadBalancer?.ingress ?? []).length > 0) {
    yield* patchStatus(context, service, { status: { loadBalancer: { ingress: null } } });
  }
  yield* withoutFinalizer(context.client, service);
  events.event(service, 'Normal', 'DeletedLoadBalancer', 'Deleted load balancer');
}

/** Load balancers send to the nodes that there are. */
function* updateHosts({ cloud, services, nodes, events }: State): Process<void> {
  // Made for the first that needs them: most clusters have no load balancer, and their nodes come and go all the same.
  let names: readonly string[] | undefined;
  for (const service of services.list()) {
    const key = objectKey(service);
    if (!wantsBalancer(service) || !cloud.balancers.has(key)) continue;
    names ??= balancedNodes([...nodes.list()]);
    yield* sleep(CHANGE_MS);
    if (names.length === 0) tellNoNodes(events, service);
    cloud.balancers.ensure(key, names);
    events.event(service, 'Normal', 'UpdatedLoadBalancer', 'Updated load balancer with new hosts');
  }
}

function tellNoNodes(events: EventRecorder, service: Service): void {
  events.event(service, 'Warning', 'UnAvailableLoadBalancer', 'There are no available nodes for LoadBalancer');
}

function* patchStatus({ client }: ControllerContext, { metadata }: Service, body: object): Process<void> {
  const patch = { type: 'application/merge-patch+json', body, subresource: 'status' } as const;
  yield* client.patch(ServiceKind, metadata.namespace!, metadata.name!, patch);
}
