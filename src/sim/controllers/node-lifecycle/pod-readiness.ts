import type { Client } from '../../../api/client.ts';
import type { EventRecorder } from '../../../api/controller.ts';
import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { podCondition, withCondition } from '../../../api/pod.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { rfc3339 } from '../../../base/time.ts';
import PodKind from '../../../kinds/pod/kind.ts';

/** The Pod as not ready, because its node is not; undefined if it is so already. Pure. */
export function notReady(pod: Pod, nowMs: number): Pod | undefined {
  const ready = podCondition(pod, 'Ready');
  if (!ready || ready.status === 'False') return undefined;
  const condition = { ...ready, status: 'False', lastTransitionTime: rfc3339(nowMs) };
  return { ...pod, status: { ...pod.status, conditions: withCondition(pod.status?.conditions, condition) } };
}

/** Marks all Pods of a node not ready; returns whether each write succeeded. Models MarkPodsNotReady of pkg/controller/util/node. */
export function* markPodsNotReady(
  client: Client,
  recorder: EventRecorder,
  pods: readonly Pod[],
  nowMs: () => number,
): Process<boolean> {
  let done = true;
  for (const pod of pods) {
    const next = notReady(pod, nowMs());
    if (!next) continue;
    try {
      yield* client.updateStatus(PodKind, next);
      recorder.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready');
    } catch (error) {
      if (isReason(error, 'NotFound')) continue;
      if (!(error instanceof Error)) throw error;
      done = false;
    }
  }
  return done;
}
