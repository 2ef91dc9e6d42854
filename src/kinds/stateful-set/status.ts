import type { ControllerRevision, StatefulSet, StatefulSetStatus } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { revisionOf } from './identity.ts';
import { isCreated, isRunningAndAvailable, isRunningAndReady } from './pod-state.ts';

/** The two revisions between which a set may be. */
export interface Revisions {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly collisionCount: number;
}

/** What a sync counts; the zeros are kept until the status is written. */
export type Counted = Required<
  Pick<
    StatefulSetStatus,
    'replicas' | 'readyReplicas' | 'availableReplicas' | 'currentReplicas' | 'updatedReplicas' | 'currentRevision'
  >
> & { readonly updateRevision: string };

/** Counts a set's Pods. Models updateStatus of pkg/controller/statefulset. @param nowMs Unix milliseconds */
export function countPods(
  pods: readonly Pod[],
  { current, update }: Revisions,
  minReadySeconds: number,
  nowMs: number,
): Counted {
  const [currentRevision, updateRevision] = [current.metadata.name ?? '', update.metadata.name ?? ''];
  const counted = { replicas: 0, readyReplicas: 0, availableReplicas: 0, currentReplicas: 0, updatedReplicas: 0 };
  for (const pod of pods) {
    if (!isCreated(pod)) continue;
    counted.replicas++;
    if (isRunningAndReady(pod)) counted.readyReplicas++;
    if (isRunningAndAvailable(pod, minReadySeconds, nowMs)) counted.availableReplicas++;
    if (isTerminating(pod)) continue;
    if (revisionOf(pod) === currentRevision) counted.currentReplicas++;
    if (revisionOf(pod) === updateRevision) counted.updatedReplicas++;
  }
  return { ...counted, currentRevision, updateRevision };
}

/** The counts once a rolling update is over: the new revision is the current one. Models completeRollingUpdate. */
export function completeRollingUpdate(set: StatefulSet, counted: Counted): Counted {
  const replicas = set.spec?.replicas ?? 1;
  const isOver =
    set.spec?.updateStrategy?.type === 'RollingUpdate' &&
    counted.updatedReplicas === replicas &&
    counted.readyReplicas === replicas &&
    counted.replicas === replicas;
  if (!isOver) return counted;
  return { ...counted, currentReplicas: counted.updatedReplicas, currentRevision: counted.updateRevision };
}

/** The status that says what was counted. */
export function statusOf(set: StatefulSet, counted: Counted, collisionCount: number): StatefulSetStatus {
  const { conditions } = set.status ?? {};
  const { replicas, readyReplicas, availableReplicas, currentReplicas, updatedReplicas } = counted;
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas,
    ...(readyReplicas ? { readyReplicas } : {}),
    ...(currentReplicas ? { currentReplicas } : {}),
    ...(updatedReplicas ? { updatedReplicas } : {}),
    currentRevision: counted.currentRevision,
    updateRevision: counted.updateRevision,
    collisionCount,
    availableReplicas,
    ...(conditions ? { conditions } : {}),
  };
}
