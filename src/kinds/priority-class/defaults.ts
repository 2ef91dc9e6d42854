import { fill } from '../../api/defaults/fill.ts';
import type { PriorityClass } from '../../api/k8s/scheduling-v1.gen.ts';

/** Completes a PriorityClass. Models SetDefaults_PriorityClass of pkg/apis/scheduling/v1. */
export function defaultPriorityClass(object: PriorityClass): PriorityClass {
  return fill(object, { preemptionPolicy: 'PreemptLowerPriority' });
}
