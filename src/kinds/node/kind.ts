import type { Node } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { replace } from '../../base/shared.ts';
import { nodeColumns } from './columns.ts';
import { defaultNode } from './defaults.ts';
import { withoutConfig } from './strategy.ts';
import { validateNode, validateNodeUpdate } from './validation.ts';

/** Models pkg/registry/core/node. A create keeps the status, as the kubelet registers with it. */
export const NodeKind: Kind<Node> = {
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  namespaced: false,
  schema: 'io.k8s.api.core.v1.Node',
  defaults: defaultNode,
  prepareForCreate: (node) => withoutConfig(node),
  prepareForUpdate: (next, previous) => replace<Node>(withoutConfig(next, previous), { status: previous.status }),
  validate: validateNode,
  validateUpdate: validateNodeUpdate,
  status: {
    prepareForUpdate: (next, previous) => replace<Node>(withoutConfig(next, previous), { spec: previous.spec }),
    validateUpdate: validateNodeUpdate,
  },
  selectableFields: { 'spec.unschedulable': (node) => String(node.spec?.unschedulable ?? false) },
  columns: nodeColumns,
  fidelity: [
    { what: 'spec.taints, spec.unschedulable, spec.podCIDR', level: 'modelled' },
    { what: 'status.conditions, status.capacity, status.allocatable, status.nodeInfo', level: 'modelled' },
    { what: 'status.images', level: 'simplified', note: 'as the simulated image store has them' },
    { what: 'status.volumesInUse, status.volumesAttached', level: 'modelled' },
    { what: 'spec.configSource', level: 'ignored', note: 'removed upstream' },
  ],
};

export default NodeKind;
