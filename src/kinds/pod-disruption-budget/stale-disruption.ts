import type { ControllerContext, Informer } from '../../api/controller.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating, objectKey } from '../../api/object.ts';
import { isPodTerminal, podCondition, withCondition } from '../../api/pod.ts';
import { parseTime, rfc3339 } from '../../base/time.ts';
import PodKind from '../pod/kind.ts';

/** After this a Pod that should have been disrupted, and was not, is no longer marked. */
const STALE_MS = 2 * 60_000;

/** Takes the mark of a disruption that never came from Pods. Models the stale pod disruption worker of pkg/controller/disruption. */
export function runStaleDisruption(context: ControllerContext, pods: Informer<Pod>): void {
  const queue = context.queue('stale_pod_disruption');
  const look = (pod: Pod): void => {
    const since = markedSince(pod);
    if (since !== undefined) queue.addAfter(objectKey(pod), Math.max(0, since + STALE_MS - context.nowMs()));
  };
  pods.addHandler({ onAdd: look, onUpdate: look });
  context.run(queue, 1, function* (key) {
    const pod = pods.get(key);
    const since = pod && markedSince(pod);
    if (!pod || since === undefined) return;
    if (since + STALE_MS > context.nowMs()) {
      look(pod);
      return;
    }
    const lastTransitionTime = rfc3339(context.nowMs());
    const condition = { type: 'DisruptionTarget', status: 'False', lastTransitionTime };
    const conditions = withCondition(pod.status?.conditions, condition);
    yield* context.client.updateStatus(PodKind, { ...pod, status: { ...pod.status, conditions } });
  });
}

function markedSince(pod: Pod): number | undefined {
  if (isTerminating(pod) || isPodTerminal(pod)) return undefined;
  const condition = podCondition(pod, 'DisruptionTarget');
  if (condition?.status !== 'True' || condition.lastTransitionTime === undefined) return undefined;
  return parseTime(condition.lastTransitionTime);
}
