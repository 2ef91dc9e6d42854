import { dropDisabledTemplateFields } from '../../api/defaults/disabled-fields.ts';
import { changeField } from '../../api/defaults/fill.ts';
import { firstGeneration, nextGeneration } from '../../api/generation.ts';
import type { Job } from '../../api/k8s/batch-v1.gen.ts';

export const CONTROLLER_UID = 'batch.kubernetes.io/controller-uid';
export const JOB_NAME = 'batch.kubernetes.io/job-name';
export const LEGACY_CONTROLLER_UID = 'controller-uid';
export const LEGACY_JOB_NAME = 'job-name';

const dropDisabled = (object: Job): Job =>
  changeField(object, 'spec', (spec) => changeField(spec, 'template', dropDisabledTemplateFields));

/**
 * Gives the Pods of a Job labels of their own and selects them by the Job's uid; what is given stays, and validation
 * refuses it if it contradicts. The labels that the Job has from its template get them too. Models generateSelector.
 */
function withSelector(object: Job): Job {
  const { name = '', uid = '', labels: own = {} } = object.metadata;
  const spec = object.spec!;
  const { template } = spec;
  const given = template.metadata?.labels ?? {};
  const labels = {
    [LEGACY_JOB_NAME]: name,
    [JOB_NAME]: name,
    [LEGACY_CONTROLLER_UID]: uid,
    [CONTROLLER_UID]: uid,
    ...given,
  };
  const selector = {
    ...spec.selector,
    matchLabels: { [CONTROLLER_UID]: uid, ...spec.selector?.matchLabels },
  };
  const inherits = own === template.metadata?.labels || Object.keys(own).length === 0;
  return {
    ...object,
    metadata: inherits ? { ...object.metadata, labels } : object.metadata,
    spec: { ...spec, selector, template: { ...template, metadata: { ...template.metadata, labels } } },
  };
}

/** Models PrepareForCreate of pkg/registry/batch/job. */
export function prepareForCreate(object: Job): Job {
  const made = firstGeneration(dropDisabled(object), {});
  return made.spec?.manualSelector === true ? made : withSelector(made);
}

/** Models PrepareForUpdate. */
export function prepareForUpdate(next: Job, previous: Job): Job {
  return nextGeneration(dropDisabled(next), previous);
}
