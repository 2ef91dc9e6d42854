import { changeField, fill, fillZero } from '../../api/defaults/fill.ts';
import { defaultPodTemplate } from '../../api/defaults/pod-spec.ts';
import type { CronJob, CronJobSpec, JobTemplateSpec } from '../../api/k8s/batch-v1.gen.ts';

/** The Jobs' own defaults come when they are made; only the Pods' are here at once. */
const defaultJobTemplate = (template: JobTemplateSpec): JobTemplateSpec =>
  changeField(fill(template, { spec: { template: {} } }), 'spec', (spec) =>
    changeField(fill(spec, { template: {} }), 'template', defaultPodTemplate),
  );

/** Completes a CronJob. Models SetDefaults_CronJob of pkg/apis/batch/v1. */
export function defaultCronJob(object: CronJob): CronJob {
  let spec = fillZero(object.spec ?? ({} as CronJobSpec), { concurrencyPolicy: 'Allow' });
  spec = fill(spec, { suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1, jobTemplate: {} });
  spec = changeField(spec, 'jobTemplate', defaultJobTemplate);
  return spec === object.spec ? object : { ...object, spec };
}
