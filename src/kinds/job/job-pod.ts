import type { Job, JobSpec } from '../../api/k8s/batch-v1.gen.ts';
import type { ContainerStatus, Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { isPodTerminal, podCondition } from '../../api/pod.ts';
import { parseTime } from '../../base/time.ts';

/** Keeps a Pod until its Job has counted it. */
export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking';
/** The annotation and the label with a Pod's index. */
export const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index';

export const isIndexed = ({ spec }: Job): boolean => spec?.completionMode === 'Indexed';
export const isSuspended = ({ spec }: Job): boolean => spec?.suspend === true;
export const hasTrackingFinalizer = ({ metadata }: Pod): boolean =>
  metadata.finalizers?.includes(TRACKING_FINALIZER) ?? false;

/** Whether the Job has a condition that is True. */
export function hasCondition({ status }: Job, type: string): boolean {
  return status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

/** Complete or Failed. Models IsJobFinished. */
export const isFinished = (job: Job): boolean => hasCondition(job, 'Complete') || hasCondition(job, 'Failed');

/** Whether another controller than this one looks after the Job. Models managedByExternalController. */
export const isManagedElsewhere = ({ spec }: Job): boolean =>
  spec?.managedBy !== undefined && spec.managedBy !== 'kubernetes.io/job-controller';

/** A Pod's index; undefined if it has none. */
export function completionIndex({ metadata }: Pod): number | undefined {
  const text = metadata.annotations?.[COMPLETION_INDEX];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The index if it is one of the Job's. */
export function validIndex(job: Job, pod: Pod): number | undefined {
  const index = completionIndex(pod);
  return index !== undefined && index < (job.spec?.completions ?? 0) ? index : undefined;
}

/** Whether Pods are replaced only once they have failed, not while they terminate. Models onlyReplaceFailedPods. */
export function replacesOnlyFailed({ podReplacementPolicy, podFailurePolicy }: JobSpec): boolean {
  return podReplacementPolicy === 'Failed' || podFailurePolicy !== undefined;
}

/** Whether a Pod counts as failed; a deleted one does too, as it may never come to say so. Models isPodFailed. */
export function isPodFailed(pod: Pod, job: Job): boolean {
  if (pod.status?.phase === 'Failed') return true;
  if (job.spec && replacesOnlyFailed(job.spec)) return false;
  return isTerminating(pod) && pod.status?.phase !== 'Succeeded';
}

/** Being deleted and still running. Models IsPodTerminating. */
export const isPodTerminating = (pod: Pod): boolean => isTerminating(pod) && !isPodTerminal(pod);

/** Unix milliseconds at which a Pod ended, as well as it can be told. Models getFinishedTime. */
export function finishedMs(pod: Pod): number {
  const ended = containersEndedMs(pod);
  if (ended !== undefined) return ended;
  const ready = podCondition(pod, 'Ready');
  if (ready?.status === 'False' && ready.lastTransitionTime) return parseTime(ready.lastTransitionTime);
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, creationTimestamp } = pod.metadata;
  if (deletionTimestamp) return parseTime(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
  return creationTimestamp ? parseTime(creationTimestamp) : 0;
}

/** Sidecars end after the containers, so they count too. */
function containersEndedMs({ spec, status }: Pod): number | undefined {
  const sidecars = new Set(
    spec?.initContainers?.filter((each) => each.restartPolicy === 'Always').map((each) => each.name),
  );
  const main = latestEndMs(status?.containerStatuses ?? [], undefined);
  return latestEndMs(
    (status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name)),
    main,
  );
}

function latestEndMs(statuses: readonly ContainerStatus[], beforeMs: number | undefined): number | undefined {
  let latest = beforeMs;
  for (const { state } of statuses) {
    const finishedAt = state?.terminated?.finishedAt;
    if (!finishedAt) return undefined;
    latest = Math.max(latest ?? Number.NEGATIVE_INFINITY, parseTime(finishedAt));
  }
  return latest;
}
