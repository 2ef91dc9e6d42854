import type { Relaxation } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';

/** An end of the cordon; the taint that follows from it goes, too. */
export function relaxCordon(_pod: PodInfo, node: NodeInfo): Relaxation {
  const changed = node.clone();
  const taints = (node.node?.spec?.taints ?? []).filter(({ key }) => key !== 'node.kubernetes.io/unschedulable');
  changed.setNode({ ...node.node!, spec: { ...node.node!.spec, unschedulable: false, taints } });
  return { what: 'an end of the cordon', how: 'of', cost: 1, node: changed };
}
