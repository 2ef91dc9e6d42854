import type { ValidatingAdmissionPolicyBinding } from '../../api/k8s/admissionregistration-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextSpec } from '../../api/strategy.ts';
import { validatingAdmissionPolicyBindingColumns } from './columns.ts';
import { defaultPolicyBinding } from './defaults.ts';
import { validatePolicyBinding } from './validation.ts';

/** Models pkg/registry/admissionregistration/validatingadmissionpolicybinding. */
export const ValidatingAdmissionPolicyBindingKind: Kind<ValidatingAdmissionPolicyBinding> = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  plural: 'validatingadmissionpolicybindings',
  singular: 'validatingadmissionpolicybinding',
  categories: ['api-extensions'],
  namespaced: false,
  schema: 'io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding',
  allowUnconditionalUpdate: false,
  defaults: defaultPolicyBinding,
  validate: validatePolicyBinding,
  validateUpdate: validatePolicyBinding,
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextSpec,
  columns: validatingAdmissionPolicyBindingColumns,
  fidelity: [{ what: 'spec', level: 'modelled', note: 'Audit does nothing: there is no audit log' }],
};

export default ValidatingAdmissionPolicyBindingKind;
