import type { FieldError } from '../../api/field-error.ts';
import { duplicateValue, invalidField, invalidValue, required } from '../../api/field-errors.ts';
import { goStrings, goSyntax } from '../../api/go-syntax.ts';
import type { Job, JobSpec, JobStatus } from '../../api/k8s/batch-v1.gen.ts';
import type { Found } from '../../api/validation/basics.ts';
import { checkCounts } from '../../api/validation/controller-spec.ts';
import { countIndexes, overlapOf } from '../../api/validation/job-spec/indexes.ts';
import { deepEqual } from '../../base/equal.ts';
import { parseTime } from '../../base/time.ts';

const isTrue = ({ conditions = [] }: JobStatus, type: string): boolean =>
  conditions.some((condition) => condition.type === type && condition.status === 'True');
const isFinished = (status: JobStatus): boolean => isTrue(status, 'Complete') || isTrue(status, 'Failed');
const isIndexed = (spec: JobSpec): boolean => spec.completionMode === 'Indexed';

/** A time as Go prints it. */
const goTime = (time: string): string => new Date(parseTime(time)).toISOString().slice(0, 19).replace('T', ' ');

/** What of a status is checked: rules apply where what they are about has changed. */
interface Changes {
  readonly complete: boolean;
  readonly failed: boolean;
  readonly finished: boolean;
  readonly failureTarget: boolean;
  readonly successCriteria: boolean;
  changed(...fields: readonly (keyof JobStatus)[]): boolean;
}

function changesOf(next: JobStatus, previous: JobStatus): Changes {
  const turned = (type: string): boolean => isTrue(next, type) !== isTrue(previous, type);
  return {
    complete: turned('Complete'),
    failed: turned('Failed'),
    finished: isFinished(next) !== isFinished(previous),
    failureTarget: turned('FailureTarget'),
    successCriteria: turned('SuccessCriteriaMet'),
    changed: (...fields) => fields.some((field) => !deepEqual(next[field] ?? null, previous[field] ?? null)),
  };
}

/** Errors of a new status. Models ValidateJobUpdateStatus with the options of pkg/registry/batch/job. */
export function validateJobStatusUpdate(next: Job, previous: Job): readonly FieldError[] {
  const found: Found = [];
  const spec = next.spec ?? ({} as JobSpec);
  const status = next.status ?? {};
  const before = previous.status ?? {};
  const changes = changesOf(status, before);
  checkNumbers(status, found);
  checkConditions(status, changes, found);
  checkFinished(spec, status, changes, found);
  checkIndexes(spec, status, changes, found);
  checkReady(status, changes, found);
  checkCriteria(spec, status, found);
  checkTransition(spec, status, before, changes, found);
  return found;
}

function checkNumbers(status: JobStatus, found: Found): void {
  checkCounts(status, ['active', 'succeeded', 'failed', 'ready', 'terminating'], 'status', found);
  const seen = new Set<string>();
  for (const name of ['succeeded', 'failed'] as const) {
    for (const [i, uid] of (status.uncountedTerminatedPods?.[name] ?? []).entries()) {
      const at = `status.uncountedTerminatedPods.${name}[${i}]`;
      if (uid === '') found.push(invalidValue(at, uid, 'must not be empty'));
      else if (seen.has(uid)) found.push(duplicateValue(at, uid));
      else seen.add(uid);
    }
  }
}

const conditions = (detail: string): FieldError => invalidField('status.conditions', detail);

function checkConditions(status: JobStatus, changes: Changes, found: Found): void {
  const complete = isTrue(status, 'Complete');
  const failed = isTrue(status, 'Failed');
  if ((changes.complete || changes.failed) && complete && failed) {
    found.push(conditions('cannot set Complete=True and Failed=true conditions'));
  }
  if ((changes.complete || changes.failureTarget) && complete && isTrue(status, 'FailureTarget')) {
    found.push(conditions('cannot set Complete=True and FailureTarget=true conditions'));
  }
  checkTimes(status, changes, complete, found);
  if ((changes.failed || changes.changed('failedIndexes')) && failed && !isTrue(status, 'FailureTarget')) {
    found.push(conditions('cannot set Failed=True condition without the FailureTarget=true condition'));
  }
  if ((changes.complete || changes.successCriteria) && complete && !isTrue(status, 'SuccessCriteriaMet')) {
    found.push(conditions('cannot set Complete=True condition without the SuccessCriteriaMet=true condition'));
  }
}

function checkTimes({ completionTime, startTime }: JobStatus, changes: Changes, complete: boolean, found: Found): void {
  const at = 'status.completionTime';
  const refuse = (detail: string): void => {
    found.push(invalidValue(at, goSyntax(`${goTime(completionTime!)} +0000 UTC`), detail));
  };
  const concerned = changes.complete || changes.changed('completionTime');
  if (concerned && completionTime && !complete) {
    refuse('cannot set completionTime when there is no Complete=True condition');
  }
  if (concerned && !completionTime && complete)
    found.push(required(at, 'completionTime is required for Complete jobs'));
  if (!changes.changed('startTime', 'completionTime') || !startTime || !completionTime) return;
  if (parseTime(completionTime) < parseTime(startTime)) refuse('completionTime cannot be set before startTime');
}

function checkFinished(spec: JobSpec, status: JobStatus, changes: Changes, found: Found): void {
  if (!isFinished(status)) return;
  const { active = 0, startTime, uncountedTerminatedPods: uncounted } = status;
  if ((changes.finished || changes.changed('active')) && active > 0) {
    found.push(invalidValue('status.active', active, 'active>0 is invalid for finished job'));
  }
  // A suspended Job without work ends without ever having begun.
  const never = spec.suspend === true && spec.completions === 0;
  if ((changes.finished || changes.changed('startTime')) && !never && !startTime) {
    found.push(required('status.startTime', 'startTime is required for finished job'));
  }
  const left = (uncounted?.failed?.length ?? 0) + (uncounted?.succeeded?.length ?? 0);
  if ((changes.finished || changes.changed('uncountedTerminatedPods')) && left > 0) {
    const uids = (list: readonly string[] | undefined): string => goStrings(list, 'types.UID');
    const value = `batch.UncountedTerminatedPods{Succeeded:${uids(uncounted?.succeeded)}, Failed:${uids(uncounted?.failed)}}`;
    const detail = 'uncountedTerminatedPods needs to be empty for finished job';
    found.push(invalidValue('status.uncountedTerminatedPods', goSyntax(value), detail));
  }
}

function checkFormat(
  name: 'completedIndexes' | 'failedIndexes',
  text: string,
  completions: number,
  found: Found,
): void {
  try {
    countIndexes(text, completions);
  } catch (error) {
    found.push(invalidValue(`status.${name}`, text, `error parsing ${name}: ${(error as Error).message}`));
  }
}

function checkIndexes(spec: JobSpec, status: JobStatus, changes: Changes, found: Found): void {
  const { completions, backoffLimitPerIndex } = spec;
  const { completedIndexes = '', failedIndexes } = status;
  const completedChanged = changes.changed('completedIndexes');
  const failedChanged = changes.changed('failedIndexes');
  if (completedChanged && completions !== undefined)
    checkFormat('completedIndexes', completedIndexes, completions, found);
  if (failedChanged && completions !== undefined && backoffLimitPerIndex !== undefined && failedIndexes !== undefined) {
    checkFormat('failedIndexes', failedIndexes, completions, found);
  }
  if (completedChanged && completedIndexes !== '' && !isIndexed(spec)) {
    const detail = 'cannot set non-empty completedIndexes when non-indexed completion mode';
    found.push(invalidValue('status.completedIndexes', completedIndexes, detail));
  }
  if (failedIndexes === undefined) return;
  if (failedChanged && backoffLimitPerIndex === undefined) {
    const detail = 'cannot set non-null failedIndexes when backoffLimitPerIndex is null';
    found.push(invalidValue('status.failedIndexes', failedIndexes, detail));
  }
  if (completions === undefined || !(failedChanged || completedChanged)) return;
  const overlap = overlapOf(completedIndexes, failedIndexes, completions);
  if (overlap === undefined) return;
  const detail = `failedIndexes and completedIndexes overlap at index: ${overlap}`;
  found.push(invalidValue('status.failedIndexes', failedIndexes, detail));
}

function checkReady(status: JobStatus, changes: Changes, found: Found): void {
  const { terminating = 0, ready = 0, active = 0 } = status;
  if ((changes.finished || changes.changed('terminating')) && terminating > 0 && isFinished(status)) {
    found.push(invalidValue('status.terminating', terminating, 'terminating>0 is invalid for finished job'));
  }
  if (changes.changed('ready', 'active') && ready > active) {
    found.push(invalidValue('status.ready', ready, 'cannot set more ready pods than active'));
  }
}

function checkCriteria(spec: JobSpec, status: JobStatus, found: Found): void {
  const met = isTrue(status, 'SuccessCriteriaMet');
  if (met && isTrue(status, 'Failed')) {
    found.push(conditions('cannot set SuccessCriteriaMet=True and Failed=true conditions'));
  }
  if (met && isTrue(status, 'FailureTarget')) {
    found.push(conditions('cannot set SuccessCriteriaMet=True and FailureTarget=true conditions'));
  }
  if (spec.successPolicy && !met && isTrue(status, 'Complete')) {
    found.push(conditions('cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True'));
  }
}

/** What has happened does not un-happen. */
function checkTransition(spec: JobSpec, status: JobStatus, before: JobStatus, changes: Changes, found: Found): void {
  for (const type of ['Failed', 'Complete', 'FailureTarget']) {
    if (!isTrue(before, type) || isTrue(status, type)) continue;
    found.push(conditions(`cannot disable the terminal ${type}=True condition`));
  }
  const { failed = 0, succeeded = 0, completionTime } = status;
  if (failed < (before.failed ?? 0)) {
    found.push(invalidValue('status.failed', failed, 'cannot decrease the failed counter'));
  }
  // A Job that was scaled down may have had more successes.
  const elastic = isIndexed(spec) && spec.completions === spec.parallelism;
  if (!elastic && succeeded < (before.succeeded ?? 0)) {
    found.push(invalidValue('status.succeeded', succeeded, 'cannot decrease the succeeded counter'));
  }
  if (completionTime && before.completionTime && changes.changed('completionTime')) {
    const value = goSyntax(`${goTime(completionTime)} +0000 UTC`);
    found.push(invalidValue('status.completionTime', value, 'completionTime cannot be mutated'));
  }
  if (before.startTime && changes.changed('startTime') && spec.suspend !== true) {
    found.push(required('status.startTime', 'startTime cannot be removed for unsuspended job'));
  }
  const had = isTrue(before, 'SuccessCriteriaMet');
  const has = isTrue(status, 'SuccessCriteriaMet');
  if (had && !has) found.push(conditions('cannot disable the SuccessCriteriaMet=True condition'));
  if (isTrue(before, 'Complete') && !had && has) {
    found.push(conditions('cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions'));
  }
}
