import type { Ingress } from '../../api/k8s/networking-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextSpec, statusOnly } from '../../api/strategy.ts';
import { ingressColumns } from './columns.ts';
import { ingressWarnings, validateIngress, validateIngressStatusUpdate, validateIngressUpdate } from './validation.ts';

/** Models pkg/registry/networking/ingress. */
export const IngressKind: Kind<Ingress> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'Ingress',
  plural: 'ingresses',
  singular: 'ingress',
  shortNames: ['ing'],
  namespaced: true,
  schema: 'io.k8s.api.networking.v1.Ingress',
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextSpec,
  validate: validateIngress,
  validateUpdate: validateIngressUpdate,
  warnings: ingressWarnings,
  status: statusOnly(validateIngressStatusUpdate),
  columns: ingressColumns,
  fidelity: [
    {
      what: 'spec',
      level: 'simplified',
      note: 'served by Pods of ingress-nginx; TLS is ended without a look at its Secret',
      fields: ['spec.tls'],
    },
  ],
};

export default IngressKind;
