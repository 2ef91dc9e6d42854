import type { Secret } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { secretColumns } from './columns.ts';
import { defaultSecret } from './defaults.ts';
import { validateSecret, validateSecretUpdate } from './validation.ts';
import { secretWarnings } from './warnings.ts';

/** Models pkg/registry/core/secret. */
export const SecretKind: Kind<Secret> = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  singular: 'secret',
  namespaced: true,
  schema: 'io.k8s.api.core.v1.Secret',
  defaults: defaultSecret,
  validate: validateSecret,
  validateUpdate: validateSecretUpdate,
  warnings: (secret) => secretWarnings(secret),
  selectableFields: { type: (object) => object.type ?? '' },
  columns: secretColumns,
  fidelity: [
    { what: 'data, stringData, type, immutable', level: 'modelled' },
    { what: 'projection into volumes and environment', level: 'modelled', note: 'updates reach volumes after a while' },
    { what: 'encryption at rest', level: 'ignored' },
  ],
};

export default SecretKind;
