import { defaultPodSpec } from '../../api/defaults/pod-spec.ts';
import type { Pod, PodSpec } from '../../api/k8s/core-v1.gen.ts';

const emptySpec = {} as PodSpec;

/**
 * Completes a Pod, and makes a negative grace period one second, as its conversion does. Models SetObjectDefaults_Pod
 * of pkg/apis/core/v1. Cheap for one that is complete.
 */
export function defaultPod(pod: Pod): Pod {
  let spec = defaultPodSpec(pod.spec ?? emptySpec);
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) spec = { ...spec, terminationGracePeriodSeconds: 1 };
  return spec === pod.spec ? pod : { ...pod, spec };
}
