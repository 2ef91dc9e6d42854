import type { Service } from '../k8s/core-v1.gen.ts';

/** Whether a Service's endpoints are to be shared out among zones by an annotation. Models endpointslice's hintsEnabled. */
export function isTopologyAware({ metadata: { annotations = {} } }: Service): boolean {
  const mode =
    annotations['service.kubernetes.io/topology-aware-hints'] ?? annotations['service.kubernetes.io/topology-mode'];
  return mode === 'Auto' || mode === 'auto';
}
