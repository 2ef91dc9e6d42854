import { ownerReferencesOf } from '../../api/control/pod-control.ts';
import type { CronJob, CronJobStatus, Job } from '../../api/k8s/batch-v1.gen.ts';
import type { ObjectReference } from '../../api/k8s/core-v1.gen.ts';
import { zonedText } from './schedule.ts';

const SCHEDULED_AT = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** The name of the Job for a time: the same whoever makes it, so that it is made once. Models getJobName. */
export const jobName = ({ metadata }: CronJob, scheduledMs: number): string =>
  `${metadata.name}-${Math.floor(scheduledMs / 60_000)}`;

/** The Job for a time. Models getJobFromTemplate2. */
export function newJob(cronJob: CronJob, scheduledMs: number): Job {
  const { jobTemplate, timeZone = '' } = cronJob.spec!;
  const { labels, annotations } = jobTemplate.metadata ?? {};
  const { namespace } = cronJob.metadata;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName(cronJob, scheduledMs),
      ...(namespace ? { namespace } : {}),
      ...(labels ? { labels } : {}),
      annotations: { ...annotations, [SCHEDULED_AT]: zonedText(scheduledMs, timeZone) },
      ownerReferences: ownerReferencesOf(cronJob),
    },
    ...(jobTemplate.spec ? { spec: jobTemplate.spec } : {}),
  };
}

/** How a CronJob's status names a Job. */
export function referenceTo({ metadata }: Job): ObjectReference {
  const { namespace, name, uid, resourceVersion } = metadata;
  return {
    ...{ apiVersion: 'batch/v1', kind: 'Job' },
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
    ...(uid ? { uid } : {}),
    ...(resourceVersion ? { resourceVersion } : {}),
  };
}

/** The status with other active Jobs. */
export function withActive(status: CronJobStatus | undefined, active: readonly ObjectReference[]): CronJobStatus {
  const { active: _, ...rest } = status ?? {};
  return active.length > 0 ? { ...rest, active } : rest;
}

/** Whether the status counts a Job as active. */
export const isActive = ({ status }: CronJob, uid: string | undefined): boolean =>
  status?.active?.some((reference) => reference.uid === uid) ?? false;

/** The CronJob without a Job among its active ones. */
export function withoutActive(cronJob: CronJob, uid: string | undefined): CronJob {
  const active = (cronJob.status?.active ?? []).filter((reference) => reference.uid !== uid);
  return { ...cronJob, status: withActive(cronJob.status, active) };
}

/** How a Job has ended: Complete or Failed; undefined while it runs. */
export function endOf({ status }: Job): 'Complete' | 'Failed' | undefined {
  const end = status?.conditions?.find(
    ({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True',
  );
  return end?.type as 'Complete' | 'Failed' | undefined;
}

/** Those of the Jobs that are more than a CronJob keeps, the oldest first. Models removeOldestJobs. */
export function surplusJobs(jobs: readonly Job[], limit: number): readonly Job[] {
  return [...jobs].sort(byStart).slice(0, Math.max(0, jobs.length - limit));
}

/** Jobs that have not started come last. */
function byStart(a: Job, b: Job): number {
  const [left, right] = [a.status?.startTime ?? '~', b.status?.startTime ?? '~'];
  if (left !== right) return left < right ? -1 : 1;
  return (a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1;
}
