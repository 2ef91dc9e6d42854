import { defaultMatchResources } from '../../api/defaults/admission.ts';
import { changeField, fill } from '../../api/defaults/fill.ts';
import type { ValidatingAdmissionPolicy } from '../../api/k8s/admissionregistration-v1.gen.ts';

/** Completes a ValidatingAdmissionPolicy. Models SetDefaults_ValidatingAdmissionPolicySpec. */
export function defaultPolicy(object: ValidatingAdmissionPolicy): ValidatingAdmissionPolicy {
  return changeField(object, 'spec', (spec) =>
    changeField(fill(spec, { failurePolicy: 'Fail' }), 'matchConstraints', defaultMatchResources),
  );
}
