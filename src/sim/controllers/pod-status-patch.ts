import type { Client } from '../../api/client.ts';
import type { Pod, PodCondition } from '../../api/k8s/core-v1.gen.ts';
import { withCondition } from '../../api/pod.ts';
import type { Process } from '../../api/process.ts';
import PodKind from '../../kinds/pod/kind.ts';

/** Why a Pod is being removed; the time is that of the write. */
export type Disruption = Omit<PodCondition, 'lastTransitionTime'>;

/**
 * Adds a condition to a Pod's status, and a phase if one is given, by a patch that fails if it is another Pod by now.
 * Nothing is written when both are there already. Models PatchPodStatus of pkg/util/pod.
 * @param time RFC 3339
 */
export function* patchPodStatus(
  client: Client,
  pod: Pod,
  disruption: Disruption | undefined,
  time: string,
  phase?: string,
): Process<void> {
  const before = pod.status?.conditions;
  const condition = disruption && { ...disruption, lastTransitionTime: time };
  const after = condition && withCondition(before, condition);
  const changed = after !== undefined && after !== before;
  if (!changed && (phase === undefined || phase === pod.status?.phase)) return;
  const { namespace = '', name = '', uid } = pod.metadata;
  // As kubectl's and the controllers' patches do, it says where a new condition belongs: behind the others.
  const order = after?.map(({ type }) => ({ type }));
  const conditions = changed ? { conditions: [condition], '$setElementOrder/conditions': order } : {};
  const status = { ...conditions, ...(phase ? { phase } : {}) };
  const body = { metadata: { uid }, status };
  const type = 'application/strategic-merge-patch+json' as const;
  yield* client.patch(PodKind, namespace, name, { type, body, subresource: 'status' });
}
