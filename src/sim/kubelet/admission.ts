import type { PodSpec } from '../../api/k8s/core-v1.gen.ts';
import { podRequests } from '../../api/pod.ts';
import type { NodeSpec } from '../../api/scenario.ts';
import { isExtendedResource } from '../../api/validation/resources.ts';
import { milliValue, quantityValue } from '../../base/quantity.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import { allocatableDisk } from './node-status.ts';

/** Why a kubelet refuses a Pod. */
export interface Refusal {
  readonly reason: string;
  readonly message: string;
}

/** Checks that a Pod fits beside those admitted before. Models pkg/kubelet/lifecycle/predicate.go. */
export function checkFit(spec: PodSpec, used: ReadonlyMap<string, number>, node: NodeSpec): Refusal | undefined {
  const check = (resource: string, requested: number, capacity: number): Refusal | undefined => {
    const taken = used.get(resource) ?? 0;
    if (requested === 0 || taken + requested <= capacity) return undefined;
    const amounts = `requested: ${requested}, used: ${taken}, capacity: ${capacity}`;
    return { reason: `OutOf${resource}`, message: `Node didn't have enough resource: ${resource}, ${amounts}` };
  };
  const tooMany = check('pods', 1, node.pods);
  if (tooMany) return tooMany;
  for (const [resource, requested] of Object.entries(podRequests(spec))) {
    const refusal = check(resource, requested, capacityOf(node, resource));
    if (refusal) return refusal;
  }
  return undefined;
}

/** Counts an admitted Pod's requests as used. */
export function occupy(kubelet: KubeletState, record: PodRecord): void {
  if (record.admitted) return;
  record.admitted = true;
  change(kubelet.used, record.pod.spec!, 1);
}

/** Gives back what a Pod had been admitted with. */
export function release(kubelet: KubeletState, record: PodRecord): void {
  if (!record.admitted) return;
  record.admitted = false;
  change(kubelet.used, record.pod.spec!, -1);
}

function change(used: Map<string, number>, spec: PodSpec, sign: 1 | -1): void {
  used.set('pods', (used.get('pods') ?? 0) + sign);
  for (const [resource, amount] of Object.entries(podRequests(spec))) {
    used.set(resource, (used.get(resource) ?? 0) + sign * amount);
  }
}

function capacityOf(node: NodeSpec, resource: string): number {
  if (resource === 'cpu') return milliValue(node.cpu);
  if (resource === 'memory') return quantityValue(node.memory);
  if (resource === 'ephemeral-storage') return quantityValue(allocatableDisk(node));
  // Resources that somebody has advertised are not the kubelet's: the scheduler has counted them.
  return node.extended[resource] ?? (isExtendedResource(resource) ? Infinity : 0);
}
