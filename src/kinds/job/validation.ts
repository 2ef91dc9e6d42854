import type { FieldError } from '../../api/field-error.ts';
import { invalidValue, required } from '../../api/field-errors.ts';
import { goLabelSelector, goStringMap, goSyntax } from '../../api/go-syntax.ts';
import type { Job, JobSpec } from '../../api/k8s/batch-v1.gen.ts';
import { dns1123Label } from '../../api/names.ts';
import { checkLabelSelector, type Found } from '../../api/validation/basics.ts';
import { matcherOf } from '../../api/validation/controller-spec.ts';
import { checkJobSpec } from '../../api/validation/job-spec/job-spec.ts';
import { CONTROLLER_UID, JOB_NAME, LEGACY_CONTROLLER_UID, LEGACY_JOB_NAME } from './strategy.ts';

/** Errors of a Job. Models ValidateJob of pkg/apis/batch/validation. */
export function validateJob(object: Job): readonly FieldError[] {
  const found: Found = [];
  checkJob(object, true, found);
  return found;
}

/** All that is checked of a new Job; `prefixed` asks for the labels that Jobs have had since v1.27. */
export function checkJob(object: Job, prefixed: boolean, found: Found): void {
  const { spec = {} as JobSpec } = object;
  checkGeneratedSelector(object, prefixed, found);
  checkWholeSpec(spec, found);
  if (spec.completionMode !== 'Indexed' || !spec.completions || spec.completions < 0) return;
  const { name = '' } = object.metadata;
  const hostname = `${name}-${spec.completions - 1}`;
  if (dns1123Label(hostname).length === 0) return;
  found.push(invalidValue('metadata.name', name, `will not able to create pod with invalid DNS label: ${hostname}`));
}

/** The spec with its selector. Models ValidateJobSpec. */
export function checkWholeSpec(spec: JobSpec, found: Found): void {
  checkJobSpec(spec, 'spec', found);
  if (spec.selector) checkLabelSelector(spec.selector, 'spec.selector', found);
  else found.push(required('spec.selector'));
  const labels = spec.template?.metadata?.labels;
  if (matcherOf(spec.selector)?.matches(labels) !== false) return;
  const detail = '`selector` does not match template `labels`';
  found.push(invalidValue('spec.template.metadata.labels', goSyntax(goStringMap(labels)), detail));
}

/** Unless it is made by hand, the selector and the template's labels are those that the server gives. */
function checkGeneratedSelector({ metadata, spec }: Job, prefixed: boolean, found: Found): void {
  if (spec?.manualSelector || !spec?.selector) return;
  const { name = '', uid = '' } = metadata;
  if (uid === '') found.push(required('metadata.uid'));
  const expected: Record<string, string> = { [LEGACY_CONTROLLER_UID]: uid, [LEGACY_JOB_NAME]: name };
  if (prefixed) Object.assign(expected, { [CONTROLLER_UID]: uid, [JOB_NAME]: name });
  const labels = spec.template?.metadata?.labels;
  for (const [key, value] of Object.entries(expected)) {
    const at = `spec.template.metadata.labels[${key}]`;
    const actual = labels?.[key];
    if (actual === undefined) found.push(required(at, `must be '${value}'`));
    else if (actual !== value) found.push(invalidValue(at, labels!, `must be '${value}'`));
  }
  if (matcherOf(spec.selector)?.matches(expected) !== false) return;
  found.push(invalidValue('spec.selector', goLabelSelector(spec.selector), '`selector` not auto-generated'));
}
