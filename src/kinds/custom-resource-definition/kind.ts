import type { CustomResourceDefinition } from '../../api/k8s/apiextensions-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextSpec, statusOnly } from '../../api/strategy.ts';
import { customResourceDefinitionColumns } from './columns.ts';

/** Models the customresourcedefinition registry of apiextensions-apiserver. */
export const CustomResourceDefinitionKind: Kind<CustomResourceDefinition> = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  namespaced: false,
  schema: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition',
  storageVersion: 'v1beta1',
  allowUnconditionalUpdate: false,
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextSpec,
  status: statusOnly(),
  columns: customResourceDefinitionColumns,
  fidelity: [{ what: 'spec', level: 'simplified', note: 'stored; the resource is not served' }],
};

export default CustomResourceDefinitionKind;
