import type { ValidatingAdmissionPolicy } from '../../api/k8s/admissionregistration-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextSpec, statusOnly } from '../../api/strategy.ts';
import { validatingAdmissionPolicyColumns } from './columns.ts';
import { defaultPolicy } from './defaults.ts';
import { validatePolicy } from './validation.ts';

/** Models pkg/registry/admissionregistration/validatingadmissionpolicy. */
export const ValidatingAdmissionPolicyKind: Kind<ValidatingAdmissionPolicy> = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingAdmissionPolicy',
  plural: 'validatingadmissionpolicies',
  singular: 'validatingadmissionpolicy',
  categories: ['api-extensions'],
  namespaced: false,
  schema: 'io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy',
  allowUnconditionalUpdate: false,
  defaults: defaultPolicy,
  validate: validatePolicy,
  validateUpdate: validatePolicy,
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextSpec,
  status: statusOnly(),
  columns: validatingAdmissionPolicyColumns,
  fidelity: [
    {
      what: 'spec',
      level: 'modelled',
      note: 'expressions are read by CEL with the functions of v1.32; no cost limits',
    },
    {
      what: 'spec.auditAnnotations',
      level: 'simplified',
      note: 'checked; there is no audit log',
      fields: ['spec.auditAnnotations'],
    },
    { what: 'status.typeChecking', level: 'simplified', note: 'empty: fields are not checked against schemas' },
  ],
};

export default ValidatingAdmissionPolicyKind;
