import type { IngressClass } from '../../api/k8s/networking-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextSpec } from '../../api/strategy.ts';
import { ingressClassColumns } from './columns.ts';
import { defaultIngressClass } from './defaults.ts';
import { validateIngressClass, validateIngressClassUpdate } from './validation.ts';

/** Models pkg/registry/networking/ingressclass. */
export const IngressClassKind: Kind<IngressClass> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  plural: 'ingressclasses',
  singular: 'ingressclass',
  namespaced: false,
  schema: 'io.k8s.api.networking.v1.IngressClass',
  defaults: defaultIngressClass,
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextSpec,
  validate: validateIngressClass,
  validateUpdate: validateIngressClassUpdate,
  columns: ingressClassColumns,
  fidelity: [
    {
      what: 'spec',
      level: 'simplified',
      note: 'ingress-nginx is the only controller; parameters are not read',
      fields: ['spec.parameters'],
    },
  ],
};

export default IngressClassKind;
