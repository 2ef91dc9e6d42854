import type { Client } from '../../../api/client.ts';
import type { Node, Taint } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import NodeKind from '../../../kinds/node/kind.ts';

export const TO_BE_DELETED = 'ToBeDeletedByClusterAutoscaler';
export const CANDIDATE = 'DeletionCandidateOfClusterAutoscaler';

/** Whether a node has a taint. */
export function isTainted({ spec }: Node, key: string): boolean {
  return spec?.taints?.some((taint) => taint.key === key) ?? false;
}

/** Gives a node a taint, or takes it away. Throws what the API server says, except that the node is gone. */
export function* setTaint(
  client: Client,
  name: string,
  key: string,
  effect: string | undefined,
  nowMs: number,
): Process<void> {
  for (let tries = 0; ; tries++) {
    try {
      const node = yield* client.get(NodeKind, '', name);
      const others = (node.spec?.taints ?? []).filter((taint) => taint.key !== key);
      if (isTainted(node, key) === (effect !== undefined)) return;
      const own: Taint[] = effect === undefined ? [] : [{ effect, key, value: String(Math.floor(nowMs / 1000)) }];
      yield* client.update(NodeKind, { ...node, spec: { ...node.spec, taints: [...others, ...own] } });
      return;
    } catch (error) {
      if (isReason(error, 'NotFound')) return;
      if (!isReason(error, 'Conflict') || tries >= 10) throw error;
    }
  }
}
