import type { Client } from '../../../api/client.ts';
import type { Node, Service } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import ServiceKind from '../../../kinds/service/kind.ts';

/** Holds a Service until its load balancer is gone. */
export const CLEANUP_FINALIZER = 'service.kubernetes.io/load-balancer-cleanup';
const EXCLUDE_LABEL = 'node.kubernetes.io/exclude-from-external-load-balancers';
const GOING_TAINT = 'ToBeDeletedByClusterAutoscaler';

/** Whether this cloud has to give a Service a load balancer: one with a class of its own is somebody else's. */
export function wantsBalancer({ spec }: Service): boolean {
  return spec?.type === 'LoadBalancer' && spec.loadBalancerClass === undefined;
}

/** Names of the nodes that load balancers send to, sorted. Models nodeutil's stable set of nodes. */
export function balancedNodes(nodes: readonly Node[]): string[] {
  return nodes
    .filter(({ metadata, spec }) => {
      const excluded = metadata.labels?.[EXCLUDE_LABEL] !== undefined;
      return !excluded && !spec?.taints?.some(({ key }) => key === GOING_TAINT);
    })
    .map(({ metadata }) => metadata.name!)
    .sort();
}

/** The Service with the finalizer, as the API server has it. */
export function* withFinalizer(client: Client, service: Service): Process<Service> {
  const { finalizers = [] } = service.metadata;
  if (finalizers.includes(CLEANUP_FINALIZER)) return service;
  const order = { '$setElementOrder/finalizers': [...finalizers, CLEANUP_FINALIZER] };
  return yield* patchMetadata(client, service, { finalizers: [CLEANUP_FINALIZER], ...order });
}

/** Lets the Service go. */
export function* withoutFinalizer(client: Client, service: Service): Process<void> {
  const rest = (service.metadata.finalizers ?? []).filter((one) => one !== CLEANUP_FINALIZER);
  const order = { '$setElementOrder/finalizers': rest };
  yield* patchMetadata(client, service, { '$deleteFromPrimitiveList/finalizers': [CLEANUP_FINALIZER], ...order });
}

/** What others have written meanwhile does not matter: the patch says nothing of it, nor of a version. */
function* patchMetadata(client: Client, service: Service, metadata: object): Process<Service> {
  const { namespace, name } = service.metadata;
  // With the status, which is all that the controller's role lets it write.
  const patch = { type: 'application/strategic-merge-patch+json', body: { metadata }, subresource: 'status' } as const;
  return yield* client.patch(ServiceKind, namespace!, name!, patch);
}
