import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { deepEqual } from '../../base/equal.ts';

/** What happened to an object, as far as the scheduler cares. Models framework.ActionType. */
export type ActionType =
  | 'Add'
  | 'Delete'
  | 'Update'
  | 'UpdateNodeAllocatable'
  | 'UpdateNodeLabel'
  | 'UpdateNodeTaint'
  | 'UpdateNodeCondition'
  | 'UpdateNodeAnnotation'
  | 'UpdatePodLabel'
  | 'UpdatePodTolerations'
  | 'UpdatePodSchedulingGatesEliminated'
  | 'UpdatePodScaleDown'
  | 'Other';

/** A change in the cluster that may make a waiting Pod schedulable. `resource` is a kind. */
export interface ClusterEvent {
  readonly resource: string;
  readonly action: ActionType;
  readonly previous?: KubeObject | undefined;
  readonly object?: KubeObject | undefined;
}

/** What an event is called, e.g. NodeAdd. */
export function eventName({ resource, action }: ClusterEvent): string {
  return `${resource}${action}`;
}

/** Whether an event is worth a retry of a Pod. Exactly one of the objects is absent for additions and deletions. */
export type QueueingHint = (
  pod: Pod,
  previous: KubeObject | undefined,
  object: KubeObject | undefined,
) => 'Queue' | 'Skip';

/** Events that a plugin registers for the Pods it rejected. Without a hint each such event is worth a retry. */
export interface EventRegistration {
  readonly resource: string;
  readonly actions: readonly ActionType[];
  readonly hint?: QueueingHint;
}

/**
 * What in a node's change matters for scheduling; empty for heartbeats.
 * Models framework.NodeSchedulingPropertiesChange.
 */
export function nodeChanges(node: Node, previous: Node): readonly ActionType[] {
  const actions: ActionType[] = [];
  const { spec, status, metadata } = node;
  const taintsDiffer = differs(spec?.taints, previous.spec?.taints);
  // Cordoning counts as a change of taints: the taint follows from it.
  const cordonDiffers = (spec?.unschedulable ?? false) !== (previous.spec?.unschedulable ?? false);
  if (cordonDiffers) actions.push('UpdateNodeTaint');
  if (differs(status?.allocatable, previous.status?.allocatable)) actions.push('UpdateNodeAllocatable');
  if (differs(metadata.labels, previous.metadata.labels)) actions.push('UpdateNodeLabel');
  if (taintsDiffer && !cordonDiffers) actions.push('UpdateNodeTaint');
  if (conditionsDiffer(node, previous)) actions.push('UpdateNodeCondition');
  if (differs(metadata.annotations, previous.metadata.annotations)) actions.push('UpdateNodeAnnotation');
  return actions;
}

/** What in the change of an unscheduled Pod matters. Models framework.PodSchedulingPropertiesChange. */
export function podChanges(pod: Pod, previous: Pod): readonly ActionType[] {
  const actions: ActionType[] = [];
  if (differs(pod.metadata.labels, previous.metadata.labels)) actions.push('UpdatePodLabel');
  const gates = pod.spec?.schedulingGates?.length ?? 0;
  if (gates === 0 && (previous.spec?.schedulingGates?.length ?? 0) > 0) {
    actions.push('UpdatePodSchedulingGatesEliminated');
  }
  if (differs(pod.spec?.tolerations, previous.spec?.tolerations)) actions.push('UpdatePodTolerations');
  return actions.length > 0 ? actions : ['Other'];
}

function differs(a: unknown, b: unknown): boolean {
  if (a === b) return false;
  return isEmpty(a) || isEmpty(b) ? isEmpty(a) !== isEmpty(b) : !deepEqual(a, b);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function conditionsDiffer(node: Node, previous: Node): boolean {
  const [now, before] = [node.status?.conditions, previous.status?.conditions];
  if (now === before) return false;
  if (now?.length !== before?.length) return true;
  return (now ?? []).some((condition, i) => {
    const old = before?.[i];
    return (
      condition.type !== old?.type ||
      condition.status !== old.status ||
      condition.reason !== old.reason ||
      condition.message !== old.message ||
      condition.lastTransitionTime !== old.lastTransitionTime
    );
  });
}
