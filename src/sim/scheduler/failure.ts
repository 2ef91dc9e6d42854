import { isBug } from '../../api/control/bug.ts';
import type { Pod, PodCondition } from '../../api/k8s/core-v1.gen.ts';
import { withCondition } from '../../api/pod.ts';
import { type Process, waitAll } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { rfc3339 } from '../../base/time.ts';
import { spawnGuarded } from '../client/guard.ts';
import type { Outcome } from './decide.ts';
import { truncateMessage } from './fit-error.ts';
import type { PostFilterResult } from './framework.ts';
import { kindNamed } from './kinds.ts';
import { podInfoOf } from './pod-info.ts';
import type { QueuedPod } from './queued-pod.ts';
import type { SchedulerContext } from './scheduler.ts';

/** Why a Pod has not been bound: no node fits, or something went wrong. */
export type Failure =
  | { readonly kind: 'unschedulable'; readonly outcome: Outcome }
  | { readonly kind: 'error'; readonly message: string };

/**
 * Carries out what preemption has proposed, puts the Pod back into the queue and tells the world.
 * Models handleSchedulingFailure, and prepareCandidate of framework/preemption.
 */
export function* handleFailure(context: SchedulerContext, queued: QueuedPod, failure: Failure): Process {
  const { queue, recorder } = context;
  const outcome = failure.kind === 'unschedulable' ? failure.outcome : undefined;
  const message = failure.kind === 'unschedulable' ? failure.outcome.message : failure.message;
  const nominatedNode = outcome?.postFilter
    ? yield* preempt(context, queued, outcome.postFilter)
    : failure.kind === 'error'
      ? ''
      : undefined;
  if (outcome) {
    queued.unschedulablePlugins = outcome.unschedulablePlugins;
    queued.pendingPlugins = outcome.pendingPlugins;
  }
  const current = context.pod(queued.key);
  const isWaiting = current?.metadata.uid === queued.info.pod.metadata.uid && !current?.spec?.nodeName;
  if (current && isWaiting) {
    queued.info = podInfoOf(current);
    queue.addUnschedulable(queued);
    if (nominatedNode !== undefined) queue.nominator.set(queued.info, nominatedNode);
  }
  queue.done(queued.uid);
  const { pod } = queued.info;
  recorder.event(pod, 'Warning', 'FailedScheduling', truncateMessage(message), { action: 'Scheduling' });
  const condition: PodCondition = {
    type: 'PodScheduled',
    status: 'False',
    reason: failure.kind === 'unschedulable' ? 'Unschedulable' : 'SchedulerError',
    message,
  };
  yield* ignoringRefusals(patchStatus(context, pod, condition, nominatedNode));
}

/** Removes the victims; returns the node to nominate, '' to end a nomination, undefined to leave it as it is. */
function* preempt(context: SchedulerContext, queued: QueuedPod, result: PostFilterResult): Process<string | undefined> {
  const node = result.nominatedNode;
  if (!result.success || !node) return node;
  const { engine, scope, queue } = context;
  const preemptor = queued.info;
  const removals = (result.victims ?? []).map((victim) =>
    spawnGuarded(engine, scope, removeVictim(context, preemptor.pod, victim, node)),
  );
  const removed = yield* waitAll(removals);
  if (removed.includes(false)) return undefined;
  // Pods of lower priority that wait for the same room have to look for another place.
  for (const other of queue.nominator.on(node)) {
    if (other.priority >= preemptor.priority) continue;
    queue.nominator.remove(other.uid);
    yield* ignoringRefusals(patchStatus(context, other.pod, undefined, ''));
  }
  return node;
}

/** Returns whether the victim is going, or gone. */
function* removeVictim(context: SchedulerContext, preemptor: Pod, victim: Pod, node: string): Process<boolean> {
  const { client, recorder } = context;
  const { namespace = '', name = '' } = victim.metadata;
  const condition: PodCondition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'PreemptionByScheduler',
    message: `${preemptor.spec?.schedulerName ?? 'default-scheduler'}: preempting to accommodate a higher priority pod`,
  };
  try {
    yield* patchStatus(context, victim, condition, undefined);
    yield* client.delete(kindNamed<Pod>('Pod'), namespace, name);
  } catch (error) {
    if (isBug(error)) throw error;
    return isReason(error, 'NotFound');
  }
  const text = `Preempted by pod ${preemptor.metadata.uid} on node ${node}`;
  recorder.event(victim, 'Normal', 'Preempted', text, { action: 'Preempting' });
  return true;
}

/** Patches a condition and the nomination into a Pod's status, if that changes anything. Models util.PatchPodStatus. */
function* patchStatus(
  { client, engine }: SchedulerContext,
  pod: Pod,
  condition: PodCondition | undefined,
  nominatedNode: string | undefined,
): Process {
  const before = pod.status?.conditions;
  const stamped = condition && { ...condition, lastTransitionTime: rfc3339(engine.unixMs) };
  const after = stamped ? withCondition(before, stamped) : before;
  const renominates = nominatedNode !== undefined && nominatedNode !== (pod.status?.nominatedNodeName ?? '');
  if (after === before && !renominates) return;
  const changed = stamped && after?.find(({ type }) => type === stamped.type);
  const order = after?.map(({ type }) => ({ type }));
  const status = {
    ...(changed && after !== before ? { conditions: [changed], '$setElementOrder/conditions': order } : {}),
    ...(renominates ? { nominatedNodeName: nominatedNode || null } : {}),
  };
  const { namespace = '', name = '' } = pod.metadata;
  const patch = { type: 'application/strategic-merge-patch+json', body: { status }, subresource: 'status' } as const;
  yield* client.patch(kindNamed<Pod>('Pod'), namespace, name, patch);
}

/** The API server may refuse or be out of reach: the next attempt says the same again. */
function* ignoringRefusals(request: Process): Process {
  try {
    yield* request;
  } catch (error) {
    if (isBug(error)) throw error;
  }
}
