import type { CustomResourceDefinition } from '../../api/k8s/apiextensions-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { statusOnly } from '../../api/strategy.ts';
import { customResourceDefinitionColumns } from './columns.ts';
import { defaultDefinition } from './defaults.ts';
import { newDefinition, nextDefinition } from './strategy.ts';
import { validateDefinition, validateDefinitionUpdate } from './validation.ts';

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
  defaults: defaultDefinition,
  prepareForCreate: newDefinition,
  prepareForUpdate: nextDefinition,
  validate: validateDefinition,
  validateUpdate: validateDefinitionUpdate,
  status: statusOnly(),
  columns: customResourceDefinitionColumns,
  fidelity: [
    { what: 'spec.versions[].schema', level: 'modelled', note: 'types, limits, patterns, defaults, pruning' },
    { what: 'spec.versions[].schema: x-kubernetes-validations', level: 'modelled', note: 'no cost limits' },
    {
      what: 'spec.conversion',
      level: 'simplified',
      note: 'versions are alike; no webhook is called',
      fields: ['spec.conversion.webhook'],
    },
  ],
};

export default CustomResourceDefinitionKind;
