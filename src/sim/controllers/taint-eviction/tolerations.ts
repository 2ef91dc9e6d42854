import type { Taint, Toleration } from '../../../api/k8s/core-v1.gen.ts';
import { tolerates } from '../../../api/taints.ts';

/**
 * How long a Pod may stay on a node with these NoExecute taints, in milliseconds: 0 when one is not tolerated at all,
 * Infinity when all are for ever. Models GetMatchingTolerations and getMinTolerationTime of pkg/controller/tainteviction.
 */
export function tolerationMs(taints: readonly Taint[], tolerations: readonly Toleration[]): number {
  let shortest = Infinity;
  for (const taint of taints) {
    const toleration = tolerations.find((one) => tolerates(one, taint));
    if (!toleration) return 0;
    const { tolerationSeconds } = toleration;
    if (tolerationSeconds !== undefined) shortest = Math.min(shortest, Math.max(0, tolerationSeconds) * 1000);
  }
  return shortest;
}
