import type { Pod } from '../../../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../../../api/object.ts';
import { isPodReady } from '../../../../api/pod.ts';

/** A Pod's state in the words of the cases. */
export function podState(pod: Pod): string {
  const { phase } = pod.status ?? {};
  if (isTerminating(pod)) return 'terminating';
  if (phase === 'Succeeded' || phase === 'Failed') return phase;
  if (isPodReady(pod)) return 'ready';
  return pod.spec?.nodeName ? 'bound' : 'pending';
}

/** The image of a Pod's first container. */
export function podImage({ spec }: Pod): string | undefined {
  return spec?.containers[0]?.image;
}

/** How many Pods there are of each description. */
export function countBy(pods: readonly Pod[], describe: (pod: Pod) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const pod of pods) counts[describe(pod)] = (counts[describe(pod)] ?? 0) + 1;
  return counts;
}
