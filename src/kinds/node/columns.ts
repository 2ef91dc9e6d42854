import type { Node } from '../../api/k8s/core-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

const rolePrefix = 'node-role.kubernetes.io/';
const oldRoleLabel = 'kubernetes.io/role';

function status(node: Node): string {
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
  const words = [ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown'];
  if (node.spec?.unschedulable) words.push('SchedulingDisabled');
  return words.join(',');
}

function roles(node: Node): string {
  const found = new Set<string>();
  for (const [label, value] of Object.entries(node.metadata.labels ?? {})) {
    if (label.startsWith(rolePrefix) && label.length > rolePrefix.length) found.add(label.slice(rolePrefix.length));
    else if (label === oldRoleLabel && value) found.add(value);
  }
  return found.size > 0 ? [...found].sort().join(',') : '<none>';
}

function address(node: Node, type: string): string {
  return node.status?.addresses?.find((candidate) => candidate.type === type)?.address ?? '<none>';
}

const info = (node: Node, field: 'osImage' | 'kernelVersion' | 'containerRuntimeVersion'): string =>
  node.status?.nodeInfo?.[field] || '<unknown>';

/** Models printNode. */
export const nodeColumns: readonly Column<Node>[] = [
  nameColumn,
  { name: 'Status', type: 'string', cell: status },
  { name: 'Roles', type: 'string', cell: roles },
  ageColumn,
  { name: 'Version', type: 'string', cell: (node) => node.status?.nodeInfo?.kubeletVersion ?? '' },
  { name: 'Internal-IP', type: 'string', priority: 1, cell: (node) => address(node, 'InternalIP') },
  { name: 'External-IP', type: 'string', priority: 1, cell: (node) => address(node, 'ExternalIP') },
  { name: 'OS-Image', type: 'string', priority: 1, cell: (node) => info(node, 'osImage') },
  { name: 'Kernel-Version', type: 'string', priority: 1, cell: (node) => info(node, 'kernelVersion') },
  { name: 'Container-Runtime', type: 'string', priority: 1, cell: (node) => info(node, 'containerRuntimeVersion') },
];
