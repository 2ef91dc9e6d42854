import type { Informer, WorkQueue } from '../controller.ts';
import type { Pod, Service } from '../k8s/core-v1.gen.ts';
import { objectKey } from '../object.ts';
import { endpointChanged, isEndpoint } from './pod-endpoints.ts';
import { createMembership } from './service-membership.ts';

/** What keeps something of each Service up to date by its Pods: the caches that it reads, and its queue of Services. */
export interface ServiceWatch {
  readonly services: Informer<Service>;
  readonly pods: Informer<Pod>;
  readonly queue: WorkQueue;
}

/** The Pods that a Service selects, as the cache has them. */
export type PodsOfService = (service: string) => readonly Pod[];

/**
 * Puts Services into the queue when they or their endpoints change, and knows their Pods. Shared by the controllers of
 * Endpoints and EndpointSlices, as are upstream's handlers in endpointslice/util.
 */
export function watchServicePods({ services, pods, queue }: ServiceWatch): PodsOfService {
  const membership = createMembership();
  const changed = (service: Service): void => {
    membership.service(service, () => pods.list(service.metadata.namespace));
    queue.add(objectKey(service));
  };
  services.addHandler({
    onAdd: changed,
    onUpdate: changed,
    onDelete(service) {
      membership.removeService(service);
      queue.add(objectKey(service));
    },
  });
  const wake = (keys: readonly string[]): void => {
    for (const key of keys) queue.add(key);
  };
  pods.addHandler({
    onAdd(pod) {
      const selecting = membership.pod(pod, undefined);
      if (isEndpoint(pod)) wake(selecting);
    },
    onUpdate(pod, previous) {
      const relabelled = pod.metadata.labels !== previous.metadata.labels;
      if (!relabelled && !endpointChanged(pod, previous)) return;
      const selecting = membership.pod(pod, relabelled ? previous : undefined);
      // Before it has an address it is no endpoint: a look would find nothing to do.
      if (isEndpoint(pod) || isEndpoint(previous)) wake(selecting);
    },
    onDelete(_pod, previous) {
      const selecting = membership.gone(previous);
      if (isEndpoint(previous)) wake(selecting);
    },
  });
  return (service) => {
    const own: Pod[] = [];
    for (const key of membership.podsOf(service)) {
      const pod = pods.get(key);
      if (pod) own.push(pod);
    }
    return own;
  };
}
