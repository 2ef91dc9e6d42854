import type { IngressClass } from '../../api/k8s/networking-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextSpec } from '../../api/strategy.ts';
import { ingressClassColumns } from './columns.ts';

/** Models pkg/registry/networking/ingressclass. */
export const IngressClassKind: Kind<IngressClass> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  plural: 'ingressclasses',
  singular: 'ingressclass',
  namespaced: false,
  schema: 'io.k8s.api.networking.v1.IngressClass',
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextSpec,
  columns: ingressClassColumns,
  fidelity: [{ what: 'spec', level: 'simplified', note: 'stored and checked; no controller serves it' }],
};

export default IngressClassKind;
