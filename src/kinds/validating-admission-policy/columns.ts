import type { ValidatingAdmissionPolicy } from '../../api/k8s/admissionregistration-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

function paramKind({ spec }: ValidatingAdmissionPolicy): string {
  const kind = spec?.paramKind;
  return kind ? `${kind.apiVersion}/${kind.kind}` : '<unset>';
}

/** Models printValidatingAdmissionPolicy. */
export const validatingAdmissionPolicyColumns: readonly Column<ValidatingAdmissionPolicy>[] = [
  nameColumn,
  { name: 'Validations', type: 'integer', cell: ({ spec }) => spec?.validations?.length ?? 0 },
  { name: 'ParamKind', type: 'string', cell: paramKind },
  ageColumn,
];
