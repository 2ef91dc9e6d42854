import type { Binding } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';

/** Binds a Pod to a node; what is created is stored in the Pod. Models BindingREST and LegacyBindingREST. */
export const BindingKind: Kind<Binding> = {
  group: '',
  version: 'v1',
  kind: 'Binding',
  plural: 'bindings',
  singular: 'binding',
  namespaced: true,
  verbs: ['create'],
  schema: 'io.k8s.api.core.v1.Binding',
  columns: [],
  fidelity: [{ what: 'target, metadata.annotations', level: 'modelled' }],
};

export default BindingKind;
