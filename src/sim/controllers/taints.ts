import type { Client } from '../../api/client.ts';
import type { Node, Taint } from '../../api/k8s/core-v1.gen.ts';
import { type Process, sleep } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { rfc3339 } from '../../base/time.ts';
import NodeKind from '../../kinds/node/kind.ts';

/** Attempts at a write that somebody else's write makes invalid, and the wait between them. */
const TRIES = 5;
const RETRY_MS = 100;

/** What makes two taints the same one. Models Taint.MatchTaint. */
export function sameTaint(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}

/** Whether a node has a taint with this key and effect. */
export function hasTaint(node: Node, taint: Taint): boolean {
  return node.spec?.taints?.some((present) => sameTaint(present, taint)) ?? false;
}

/** A node's taints with some added at the end and some taken off; the same list if nothing changes. */
export function withTaints(
  present: readonly Taint[],
  add: readonly Taint[],
  remove: readonly Taint[],
): readonly Taint[] {
  const missing = add.filter((taint) => !present.some((one) => sameTaint(one, taint)));
  const kept = present.filter((taint) => !remove.some((one) => sameTaint(one, taint)));
  return missing.length === 0 && kept.length === present.length ? present : [...kept, ...missing];
}

/**
 * Adds and removes taints with a patch that fails if the node has changed meanwhile, and tries again then. Added taints
 * carry the time. Models SwapNodeControllerTaint of pkg/controller/util/node.
 * @param nowMs the clock, in Unix milliseconds
 */
export function* swapTaints(
  client: Client,
  cached: Node,
  add: readonly Taint[],
  remove: readonly Taint[],
  nowMs: () => number,
): Process<void> {
  let node = cached;
  for (let tries = 1; ; tries++) {
    const present = node.spec?.taints ?? [];
    const timeAdded = rfc3339(nowMs());
    const taints = withTaints(
      present,
      add.map((taint) => ({ ...taint, timeAdded })),
      remove,
    );
    if (taints === present) return;
    const { name = '', resourceVersion } = node.metadata;
    const body = { metadata: { resourceVersion }, spec: { taints: taints.length > 0 ? taints : null } };
    try {
      yield* client.patch(NodeKind, '', name, { type: 'application/strategic-merge-patch+json', body });
      return;
    } catch (error) {
      if (isReason(error, 'NotFound')) return;
      if (!isReason(error, 'Conflict') || tries >= TRIES) throw error;
    }
    yield* sleep(RETRY_MS);
    node = yield* client.get(NodeKind, '', name);
  }
}
