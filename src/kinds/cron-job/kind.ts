import { dropDisabledTemplateFields } from '../../api/defaults/disabled-fields.ts';
import { changeField } from '../../api/defaults/fill.ts';
import { firstGeneration, nextGeneration } from '../../api/generation.ts';
import type { CronJob } from '../../api/k8s/batch-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { jobSpecWarnings, podNameWarnings } from '../../api/validation/job-spec/warnings.ts';
import { replace } from '../../base/shared.ts';
import { cronJobColumns } from './columns.ts';
import { defaultCronJob } from './defaults.ts';
import { validateCronJob, validateCronJobUpdate } from './validation.ts';

const dropDisabled = (object: CronJob): CronJob =>
  changeField(object, 'spec', (spec) =>
    changeField(spec, 'jobTemplate', (job) =>
      changeField(job, 'spec', (jobSpec) => changeField(jobSpec, 'template', dropDisabledTemplateFields)),
    ),
  );

/** Only old CronJobs can have one. */
const ZONE_IN_SCHEDULE =
  'cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details';

/** Models pkg/registry/batch/cronjob. */
export const CronJobKind: Kind<CronJob> = {
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  plural: 'cronjobs',
  singular: 'cronjob',
  shortNames: ['cj'],
  categories: ['all'],
  namespaced: true,
  schema: 'io.k8s.api.batch.v1.CronJob',
  defaults: defaultCronJob,
  prepareForCreate: (object) => firstGeneration(dropDisabled(object), {}),
  prepareForUpdate: (next, previous) => nextGeneration(dropDisabled(next), previous),
  validate: validateCronJob,
  validateUpdate: validateCronJobUpdate,
  warnings(object, previous) {
    const changed = object.metadata.generation !== previous?.metadata.generation;
    const spec = changed ? jobSpecWarnings(object.spec?.jobTemplate?.spec, 'spec.jobTemplate.spec') : [];
    if (!previous) return [...podNameWarnings(object.metadata.name), ...spec];
    return object.spec?.schedule.includes('TZ') ? [...spec, ZONE_IN_SCHEDULE] : spec;
  },
  status: { prepareForUpdate: (next, previous) => replace<CronJob>(next, { spec: previous.spec }) },
  columns: cronJobColumns,
  fidelity: [
    { what: 'spec', level: 'modelled', note: 'defaults and validation; the template as far as Pods are' },
    { what: 'controller', level: 'modelled' },
  ],
};

export default CronJobKind;
