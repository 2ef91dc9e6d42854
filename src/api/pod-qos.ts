import { milliValue, quantityValue } from '../base/quantity.ts';
import type { Container, PodSpec } from './k8s/core-v1.gen.ts';

/** A Pod's quality of service, which decides who goes first when a node runs short. */
export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** The class that follows from the containers' requests and limits of cpu and memory. Models qos.ComputePodQOS. */
export function qosClass(spec: PodSpec): QosClass {
  const requests: Record<string, number> = {};
  const limits: Record<string, number> = {};
  let allLimited = true;
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
    addCompute(requests, container.resources?.requests);
    if (addCompute(limits, container.resources?.limits) < 2) allLimited = false;
  }
  const requested = Object.keys(requests);
  const limited = Object.keys(limits);
  if (requested.length === 0 && limited.length === 0) return 'BestEffort';
  const equal = requested.length === limited.length && requested.every((name) => limits[name] === requests[name]);
  return allLimited && equal ? 'Guaranteed' : 'Burstable';
}

/** Adds cpu and memory that are above zero; returns how many of the two there were. */
function addCompute(sum: Record<string, number>, list: Readonly<Record<string, string>> | undefined): number {
  let count = 0;
  for (const name of ['cpu', 'memory']) {
    const milli = list?.[name] === undefined ? 0 : milliValue(list[name]);
    if (milli <= 0) continue;
    sum[name] = (sum[name] ?? 0) + milli;
    count++;
  }
  return count;
}

/** Priority from which on a Pod is critical to the cluster; with this class it is to its node. */
const SYSTEM_CRITICAL_PRIORITY = 2_000_000_000;
const NODE_CRITICAL = 'system-node-critical';

/**
 * How readily Linux kills a container when memory runs out, from -997 to 1000. `memoryBytes` is the node's capacity.
 * Models kubelet/qos.GetContainerOOMScoreAdjust.
 */
export function oomScoreAdjust(spec: PodSpec, container: Container, memoryBytes: number): number {
  if ((spec.priority ?? 0) >= SYSTEM_CRITICAL_PRIORITY && spec.priorityClassName === NODE_CRITICAL) return -997;
  const qos = qosClass(spec);
  if (qos === 'Guaranteed') return -997;
  if (qos === 'BestEffort') return 1000;
  const requested = requestedMemory(container);
  // A sidecar is killed no sooner than the containers that it is there for.
  const isSidecar = container.restartPolicy === 'Always';
  const counted = isSidecar ? Math.max(requested, Math.min(...spec.containers.map(requestedMemory))) : requested;
  return Math.min(999, Math.max(3, 1000 - Math.trunc((1000 * counted) / memoryBytes)));
}

function requestedMemory({ resources }: Container): number {
  const requested = resources?.requests?.['memory'];
  return requested === undefined ? 0 : quantityValue(requested);
}
