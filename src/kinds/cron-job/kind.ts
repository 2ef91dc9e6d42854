import { dropDisabledTemplateFields } from '../../api/defaults/disabled-fields.ts';
import { changeField } from '../../api/defaults/fill.ts';
import { firstGeneration, nextGeneration } from '../../api/generation.ts';
import type { CronJob } from '../../api/k8s/batch-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { podSpecWarnings } from '../../api/validation/pod-spec/warnings.ts';
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
  warnings: (object, previous) =>
    object.metadata.generation === previous?.metadata.generation
      ? []
      : podSpecWarnings(
          object.spec?.jobTemplate?.spec?.template?.spec,
          'spec.jobTemplate.spec.template.spec',
          object.spec?.jobTemplate?.spec?.template?.metadata?.annotations,
        ),
  status: { prepareForUpdate: (next, previous) => replace<CronJob>(next, { spec: previous.spec }) },
  columns: cronJobColumns,
  fidelity: [{ what: 'spec', level: 'modelled', note: 'the template as far as Pods are' }],
};

export default CronJobKind;
