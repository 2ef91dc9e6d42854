import type { Relaxation } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';

/** The Pod that has a host port which another one wants. */
export function relaxPorts(pod: PodInfo, node: NodeInfo): Relaxation | undefined {
  const port = pod.specInfo.hostPorts.find((wanted) => node.portConflicts(wanted));
  if (!port) return undefined;
  for (const other of node.pods.values()) {
    const changed = node.clone();
    changed.removePod(other);
    if (changed.portConflicts(port) || !other.specInfo.hostPorts.some(({ hostPort }) => hostPort === port.hostPort))
      continue;
    const what = `${other.pod.metadata.name}, which has the host port ${port.hostPort}, gone`;
    return { what, how: 'from', cost: 1, node: changed };
  }
  return undefined;
}
