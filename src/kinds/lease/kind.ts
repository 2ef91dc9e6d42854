import type { Lease } from '../../api/k8s/coordination-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { replace, without } from '../../base/shared.ts';
import { leaseColumns } from './columns.ts';
import { validateLease } from './validation.ts';

/** Coordinated leader election is off in v1.32, and its fields with it. */
const dropDisabled = (lease: Lease): Lease =>
  lease.spec ? replace<Lease>(lease, { spec: without(without(lease.spec, 'strategy'), 'preferredHolder') }) : lease;

/** Models pkg/registry/coordination/lease. */
export const LeaseKind: Kind<Lease> = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  singular: 'lease',
  namespaced: true,
  schema: 'io.k8s.api.coordination.v1.Lease',
  allowCreateOnUpdate: true,
  allowUnconditionalUpdate: false,
  prepareForCreate: dropDisabled,
  prepareForUpdate: dropDisabled,
  validate: validateLease,
  validateUpdate: validateLease,
  columns: leaseColumns,
  fidelity: [
    { what: 'spec', level: 'modelled', note: 'heartbeats of nodes and leader election' },
    {
      what: 'spec.strategy, spec.preferredHolder',
      level: 'ignored',
      note: 'coordinated leader election is alpha in v1.32',
      fields: ['spec.strategy', 'spec.preferredHolder'],
    },
  ],
};

export default LeaseKind;
