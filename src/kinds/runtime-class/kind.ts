import type { RuntimeClass } from '../../api/k8s/node-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { runtimeClassColumns } from './columns.ts';
import { validateRuntimeClass, validateRuntimeClassUpdate } from './validation.ts';

/** Models pkg/registry/node/runtimeclass. */
export const RuntimeClassKind: Kind<RuntimeClass> = {
  group: 'node.k8s.io',
  version: 'v1',
  kind: 'RuntimeClass',
  plural: 'runtimeclasses',
  singular: 'runtimeclass',
  namespaced: false,
  schema: 'io.k8s.api.node.v1.RuntimeClass',
  allowUnconditionalUpdate: false,
  validate: validateRuntimeClass,
  validateUpdate: validateRuntimeClassUpdate,
  columns: runtimeClassColumns,
  fidelity: [
    {
      what: 'handler, overhead, scheduling',
      level: 'simplified',
      note: 'stored and checked; every handler runs alike',
      fields: ['handler'],
    },
  ],
};

export default RuntimeClassKind;
