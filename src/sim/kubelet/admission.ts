import type { ContainerPort, Node, PodSpec } from '../../api/k8s/core-v1.gen.ts';
import { matchNodeSelectorTerms } from '../../api/node-selector.ts';
import { podRequests } from '../../api/pod.ts';
import type { NodeSpec } from '../../api/scenario.ts';
import { firstUntolerated } from '../../api/taints.ts';
import { milliValue, quantityValue } from '../../base/quantity.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import { allocatableDisk } from './node-status.ts';

/** Why a kubelet refuses a Pod. */
export interface Refusal {
  readonly reason: string;
  readonly message: string;
}

/** What a kubelet knows when a Pod comes. */
export interface Admission {
  /** Requests of the Pods that it has admitted. */
  readonly used: ReadonlyMap<string, number>;
  /** As the API server has it: undefined as long as the kubelet has not seen it. */
  readonly node: Node | undefined;
  readonly machine: NodeSpec;
  /** Of the Pods that it has admitted. */
  readonly hostPorts: () => Iterable<ContainerPort>;
}

/**
 * Checks that a Pod fits beside those admitted before, and that it belongs to this node. Models
 * pkg/kubelet/lifecycle/predicate.go (generalFilter).
 */
export function checkFit(spec: PodSpec, isStatic: boolean, known: Admission): Refusal | undefined {
  return checkResources(spec, known) ?? checkPlace(spec, isStatic, known);
}

function checkResources(spec: PodSpec, { used, node, machine }: Admission): Refusal | undefined {
  const check = (resource: string, requested: number, capacity: number): Refusal | undefined => {
    const taken = used.get(resource) ?? 0;
    if (requested === 0 || taken + requested <= capacity) return undefined;
    const amounts = `requested: ${requested}, used: ${taken}, capacity: ${capacity}`;
    return { reason: `OutOf${resource}`, message: `Node didn't have enough resource: ${resource}, ${amounts}` };
  };
  const tooMany = check('pods', 1, machine.pods);
  if (tooMany) return tooMany;
  for (const [resource, requested] of Object.entries(podRequests(spec))) {
    const capacity = capacityOf(machine, node, resource);
    // What the node knows nothing of is no reason to refuse: an extended resource may have gone since.
    const refusal = capacity === undefined ? undefined : check(resource, requested, capacity);
    if (refusal) return refusal;
  }
  return undefined;
}

function checkPlace(spec: PodSpec, isStatic: boolean, { node, machine, hostPorts }: Admission): Refusal | undefined {
  const failed = (name: string, why: string): Refusal => ({
    reason: name,
    message: `Predicate ${name} failed: ${why}`,
  });
  const { labels = {} } = node?.metadata ?? {};
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const selects = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  if (node && !(selects && (!required || matchNodeSelectorTerms(required, labels, machine.name))))
    return failed('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  const wanted = hostPortsOf(spec);
  if (wanted.length > 0) {
    for (const taken of hostPorts()) {
      if (wanted.some((port) => collide(port, taken)))
        return failed('NodePorts', "node(s) didn't have free ports for the requested pod ports");
    }
  }
  if (!isStatic && firstUntolerated(node?.spec?.taints, spec.tolerations, ['NoExecute']))
    return failed('TaintToleration', "node(s) had taints that the pod didn't tolerate");
  return undefined;
}

/** The ports of the machine that a Pod's containers take. */
export function hostPortsOf({ containers, initContainers = [] }: PodSpec): readonly ContainerPort[] {
  const lasting = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...lasting, ...containers].flatMap(({ ports = [] }) => ports.filter(({ hostPort }) => hostPort));
}

function collide(a: ContainerPort, b: ContainerPort): boolean {
  if (a.hostPort !== b.hostPort || (a.protocol ?? 'TCP') !== (b.protocol ?? 'TCP')) return false;
  const [x, y] = [a.hostIP || '0.0.0.0', b.hostIP || '0.0.0.0'];
  return x === y || x === '0.0.0.0' || y === '0.0.0.0';
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

function capacityOf(machine: NodeSpec, node: Node | undefined, resource: string): number | undefined {
  if (resource === 'cpu') return milliValue(machine.cpu);
  if (resource === 'memory') return quantityValue(machine.memory);
  if (resource === 'ephemeral-storage') return quantityValue(allocatableDisk(machine));
  const shown = node?.status?.allocatable?.[resource];
  return shown === undefined ? machine.extended[resource] : quantityValue(shown);
}
