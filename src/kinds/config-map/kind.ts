import type { ConfigMap } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { configMapColumns } from './columns.ts';
import { validateConfigMap, validateConfigMapUpdate } from './validation.ts';

/** Models pkg/registry/core/configmap. */
export const ConfigMapKind: Kind<ConfigMap> = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  namespaced: true,
  schema: 'io.k8s.api.core.v1.ConfigMap',
  validate: validateConfigMap,
  validateUpdate: validateConfigMapUpdate,
  columns: configMapColumns,
  fidelity: [
    { what: 'data, binaryData, immutable', level: 'modelled' },
    { what: 'projection into volumes and environment', level: 'modelled', note: 'updates reach volumes after a while' },
  ],
};

export default ConfigMapKind;
