import type { NetworkPolicy } from '../../api/k8s/networking-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { firstGeneration, nextSpec } from '../../api/strategy.ts';
import { networkPolicyColumns } from './columns.ts';
import { defaultNetworkPolicy } from './defaults.ts';
import { validateNetworkPolicy, validateNetworkPolicyUpdate } from './validation.ts';

/** Models pkg/registry/networking/networkpolicy. */
export const NetworkPolicyKind: Kind<NetworkPolicy> = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  singular: 'networkpolicy',
  shortNames: ['netpol'],
  namespaced: true,
  schema: 'io.k8s.api.networking.v1.NetworkPolicy',
  defaults: defaultNetworkPolicy,
  prepareForCreate: firstGeneration,
  prepareForUpdate: nextSpec,
  validate: validateNetworkPolicy,
  validateUpdate: validateNetworkPolicyUpdate,
  columns: networkPolicyColumns,
  fidelity: [
    { what: 'spec', level: 'modelled', note: 'in force at once; every connection is TCP, but questions for names' },
  ],
};

export default NetworkPolicyKind;
