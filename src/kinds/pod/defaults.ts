import { defaultPodSpec } from '../../api/defaults/pod-spec.ts';
import type { Pod, PodSpec } from '../../api/k8s/core-v1.gen.ts';

const emptySpec = {} as PodSpec;

/** Completes a Pod. Models SetObjectDefaults_Pod of pkg/apis/core/v1. Cheap for one that is complete. */
export function defaultPod(pod: Pod): Pod {
  const spec = defaultPodSpec(pod.spec ?? emptySpec);
  return spec === pod.spec ? pod : { ...pod, spec };
}
