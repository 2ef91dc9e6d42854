import type { DaemonSet } from '../../../api/k8s/apps-v1.gen.ts';
import type { Node, Pod, Toleration } from '../../../api/k8s/core-v1.gen.ts';
import type { NodeGroupSpec } from '../../../api/scenario.ts';
import { parseTaint } from '../../kubelet/node-status.ts';
import type { Profile } from '../../scheduler/profile.ts';
import { Simulation } from './simulation.ts';

/** A node as a group would make it, with the Pods that its DaemonSets would put there. */
export interface NodeTemplate {
  readonly group: NodeGroupSpec;
  readonly node: Node;
  readonly pods: readonly Pod[];
}

/** What DaemonSets' Pods tolerate by themselves, as far as a fresh node asks for it. */
const TOLERATED: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];

/** Works out the node of a group. Models TemplateNodeInfo and the DaemonSets' Pods of simulator/nodes.go. */
export function templateOf(group: NodeGroupSpec, daemonSets: Iterable<DaemonSet>, profile: Profile): NodeTemplate {
  const node = templateNode(group);
  const simulation = new Simulation(profile, [node], []);
  const pods: Pod[] = [];
  for (const set of daemonSets) {
    const pod = daemonPod(set, node.metadata.name!);
    if (simulation.refusal(pod, node.metadata.name!) !== undefined) continue;
    simulation.put(pod, node.metadata.name!);
    pods.push(pod);
  }
  return { group, node, pods };
}

/** The template under another name, ready to be put into a simulation. */
export function instantiate({ node, pods }: NodeTemplate, name: string): { readonly node: Node; readonly pods: Pod[] } {
  const labels = { ...node.metadata.labels, 'kubernetes.io/hostname': name };
  return {
    node: { ...node, metadata: { ...node.metadata, name, labels } },
    pods: pods.map((pod) => ({
      ...pod,
      metadata: { ...pod.metadata, name: `${pod.metadata.name}-${name}`, uid: `${pod.metadata.uid}-${name}` },
      spec: { ...pod.spec!, nodeName: name },
    })),
  };
}

function templateNode({ name: group, node }: NodeGroupSpec): Node {
  const { labels, taints, cpu, memory, pods, extended, cloud } = node;
  const name = `template-node-for-${group}`;
  const resources = {
    cpu,
    memory,
    pods: String(pods),
    ...Object.fromEntries(Object.entries(extended).map(([key, count]) => [key, String(count)])),
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        ...(cloud
          ? { 'node.kubernetes.io/instance-type': cloud.type, 'topology.kubernetes.io/region': cloud.region }
          : {}),
        ...labels,
      },
    },
    spec: { taints: taints.map(parseTaint) },
    status: { capacity: resources, allocatable: resources, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

function daemonPod({ metadata, spec }: DaemonSet, node: string): Pod {
  const { template } = spec!;
  const tolerations = [...(template.spec?.tolerations ?? []), ...TOLERATED];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...template.metadata,
      name: metadata.name!,
      namespace: metadata.namespace!,
      uid: `${metadata.uid}-${node}`,
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'DaemonSet', name: metadata.name!, uid: metadata.uid!, controller: true },
      ],
    },
    spec: { ...template.spec!, tolerations },
  };
}
