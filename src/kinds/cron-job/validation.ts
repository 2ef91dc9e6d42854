import type { FieldError } from '../../api/field-error.ts';
import { invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goLabelSelector } from '../../api/go-syntax.ts';
import type { CronJob, CronJobSpec, JobTemplateSpec } from '../../api/k8s/batch-v1.gen.ts';
import { checkNonNegative, checkOneOf, type Found } from '../../api/validation/basics.ts';
import { checkJobSpec } from '../../api/validation/job-spec/job-spec.ts';
import { parseSchedule } from '../../base/cron/schedule.ts';
import { isTimeZone } from '../../base/time-zone.ts';

/** The name of a CronJob's Job has 11 characters more. */
const MAX_NAME = 52;
const ZONE_PART = /^[A-Za-z._0-9+-]{1,14}$/;

/** Errors of a CronJob. Models ValidateCronJobCreate of pkg/apis/batch/validation. */
export function validateCronJob(object: CronJob): readonly FieldError[] {
  const found: Found = [];
  checkSpec(object.spec ?? ({} as CronJobSpec), undefined, found);
  const { name = '' } = object.metadata;
  if (name.length > MAX_NAME) {
    found.push(invalidValue('metadata.name', name, `must be no more than ${MAX_NAME} characters`));
  }
  return found;
}

/** Errors of an update. Models ValidateCronJobUpdate. */
export function validateCronJobUpdate(next: CronJob, previous: CronJob): readonly FieldError[] {
  const found: Found = [];
  checkSpec(next.spec ?? ({} as CronJobSpec), previous.spec, found);
  return found;
}

function checkSpec(spec: CronJobSpec, before: CronJobSpec | undefined, found: Found): void {
  if (!spec.schedule) found.push(required('spec.schedule'));
  else checkSchedule(spec.schedule, spec.timeZone, before?.schedule.includes('TZ') === true, found);
  checkNonNegative(spec.startingDeadlineSeconds, 'spec.startingDeadlineSeconds', found);
  const { timeZone } = spec;
  if (timeZone !== undefined && timeZone !== before?.timeZone) checkTimeZone(timeZone, 'spec.timeZone', found);
  checkOneOf(spec.concurrencyPolicy, ['Allow', 'Forbid', 'Replace'], 'spec.concurrencyPolicy', found);
  checkTemplate(spec.jobTemplate ?? {}, 'spec.jobTemplate.spec', found);
  checkNonNegative(spec.successfulJobsHistoryLimit, 'spec.successfulJobsHistoryLimit', found);
  checkNonNegative(spec.failedJobsHistoryLimit, 'spec.failedJobsHistoryLimit', found);
}

function checkSchedule(schedule: string, timeZone: string | undefined, hadZone: boolean, found: Found): void {
  const at = 'spec.schedule';
  try {
    parseSchedule(schedule, isTimeZone);
  } catch (error) {
    found.push(invalidValue(at, schedule, (error as Error).message));
  }
  if (!schedule.includes('TZ')) return;
  if (!hadZone) {
    const detail = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
    found.push(invalidValue(at, schedule, detail));
  } else if (timeZone !== undefined) {
    found.push(invalidValue(at, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule'));
  }
}

function checkTimeZone(timeZone: string, path: string, found: Found): void {
  const refuse = (detail: string): number => found.push(invalidValue(path, timeZone, detail));
  if (timeZone === '') return void refuse('timeZone must be nil or non-empty string');
  const odd = (part: string): boolean => part === '.' || part === '..' || part.startsWith('-') || !ZONE_PART.test(part);
  if (timeZone.split('/').some(odd)) return void refuse(`unknown time zone ${timeZone}`);
  if (timeZone.toLowerCase() === 'local') {
    refuse('timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones');
  }
  // To Go this one name is the machine's own zone.
  if (timeZone !== 'Local' && !isTimeZone(timeZone)) refuse(`unknown time zone ${timeZone}`);
}

/** The selector of the Jobs is always the server's to make. */
function checkTemplate({ spec = { template: {} } }: JobTemplateSpec, path: string, found: Found): void {
  checkJobSpec(spec, path, found);
  if (spec.selector) {
    found.push(invalidValue(`${path}.selector`, goLabelSelector(spec.selector), '`selector` will be auto-generated'));
  }
  if (spec.manualSelector) found.push(notSupported(`${path}.manualSelector`, true, ['nil', 'false']));
}
