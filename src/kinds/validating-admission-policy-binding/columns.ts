import type { ValidatingAdmissionPolicyBinding } from '../../api/k8s/admissionregistration-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn, selectorText } from '../../api/printing.ts';

function paramRef({ spec }: ValidatingAdmissionPolicyBinding): string {
  const given = spec?.paramRef;
  return given?.name || (given?.selector && selectorText(given.selector)) || '<unset>';
}

/** Models printValidatingAdmissionPolicyBinding. */
export const validatingAdmissionPolicyBindingColumns: readonly Column<ValidatingAdmissionPolicyBinding>[] = [
  nameColumn,
  { name: 'PolicyName', type: 'string', cell: ({ spec }) => spec?.policyName ?? '' },
  { name: 'ParamRef', type: 'string', cell: paramRef },
  ageColumn,
];
