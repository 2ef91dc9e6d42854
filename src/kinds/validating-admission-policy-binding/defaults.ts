import { defaultMatchResources } from '../../api/defaults/admission.ts';
import { changeField } from '../../api/defaults/fill.ts';
import type { ValidatingAdmissionPolicyBinding } from '../../api/k8s/admissionregistration-v1.gen.ts';

/** Completes a ValidatingAdmissionPolicyBinding. */
export function defaultPolicyBinding(object: ValidatingAdmissionPolicyBinding): ValidatingAdmissionPolicyBinding {
  return changeField(object, 'spec', (spec) => changeField(spec, 'matchResources', defaultMatchResources));
}
