import type { ServiceAccount } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { serviceAccountColumns } from './columns.ts';
import { cleanSecretReferences, serviceAccountWarnings } from './strategy.ts';

/** Models pkg/registry/core/serviceaccount. */
export const ServiceAccountKind: Kind<ServiceAccount> = {
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  namespaced: true,
  schema: 'io.k8s.api.core.v1.ServiceAccount',
  returnsDeleted: true,
  prepareForCreate: cleanSecretReferences,
  prepareForUpdate: cleanSecretReferences,
  warnings: serviceAccountWarnings,
  columns: serviceAccountColumns,
  fidelity: [
    { what: 'secrets, imagePullSecrets, automountServiceAccountToken', level: 'modelled' },
    { what: 'use of imagePullSecrets', level: 'modelled' },
  ],
};

export default ServiceAccountKind;
