import type { Relaxation } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import type { PodInfo } from '../../pod-info.ts';
import { amountOf, resourceText } from '../../resources.ts';

/** What is missing on a node for a Pod: how much of which resource. */
export function relaxResources(pod: PodInfo, node: NodeInfo): Relaxation | undefined {
  const { requests } = pod.specInfo;
  const names = ['cpu', 'memory', 'ephemeral-storage', ...(requests.scalar?.keys() ?? [])];
  const allocatable: Record<string, string> = { ...node.node?.status?.allocatable };
  const short: string[] = [];
  const tooLarge: string[] = [];
  let cost = 0;
  for (const name of names) {
    const [wanted, have] = [amountOf(requests, name), amountOf(node.allocatable, name)];
    const missing = wanted - (have - amountOf(node.requested, name));
    if (wanted === 0 || missing <= 0) continue;
    allocatable[name] = name === 'cpu' ? `${have + missing}m` : String(have + missing);
    (wanted > have ? tooLarge : short).push(resourceText(name, wanted > have ? wanted : missing));
    cost += missing / wanted;
  }
  const isFull = node.pods.size + 1 > node.allocatable.pods;
  if (isFull) {
    allocatable['pods'] = String(node.pods.size + 1);
    short.push('room for one Pod');
    cost += 1;
  }
  if (short.length + tooLarge.length === 0) return undefined;
  const changed = node.clone();
  changed.setNode({ ...node.node!, status: { ...node.node!.status, allocatable } });
  const larger = `a larger node, with ${tooLarge.join(' and ')},`;
  if (tooLarge.length > 0) return { what: larger, how: 'than', cost: cost + 2, node: changed };
  return { what: `${short.join(' and ')} more`, how: 'on', cost, node: changed };
}
