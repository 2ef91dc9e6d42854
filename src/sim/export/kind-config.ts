import type { ClusterSpec, NodeSpec } from '../../api/scenario.ts';
import { toYaml } from '../../api/yaml/to-yaml.ts';

/** The machines of a cluster, groups of a cloud with the size that they begin with. */
function workersOf({ nodes, nodeGroups = [] }: ClusterSpec): readonly NodeSpec[] {
  return [
    ...nodes,
    ...nodeGroups.flatMap(({ name, size, node }) =>
      Array.from({ length: size }, (_, index) => ({ ...node, name: `${name}-${index + 1}` })),
    ),
  ];
}

/** What kind calls the worker nodes of a cluster: `demo-worker`, `demo-worker2`. By their names here. */
export function kindNames(cluster: ClusterSpec, name: string): ReadonlyMap<string, string> {
  return new Map(workersOf(cluster).map((node, index) => [node.name, `${name}-worker${index === 0 ? '' : index + 1}`]));
}

/** Labels that a kubelet gives its node, which kind does not take. */
const OWN_LABELS =
  /^(kubernetes\.io|beta\.kubernetes\.io|node-role\.kubernetes\.io|node\.kubernetes\.io\/instance-type)/;

/** A configuration of kind (`kind.x-k8s.io/v1alpha4`) for a cluster of the same nodes. How large they are it cannot say. */
export function kindConfig(cluster: ClusterSpec): string {
  return toYaml({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    nodes: [
      ...Array.from({ length: cluster.members }, () => ({ role: 'control-plane', image: 'kindest/node:v1.32.0' })),
      ...workersOf(cluster).map(({ labels }) => {
        const own = Object.entries(labels).filter(([key]) => !OWN_LABELS.test(key));
        return {
          role: 'worker',
          image: 'kindest/node:v1.32.0',
          ...(own.length > 0 ? { labels: Object.fromEntries(own) } : {}),
        };
      }),
    ],
  });
}

/** The taints and extended resources that nodes begin with, as lines of kubectl: kind has no fields for them. */
export function nodeCommands(cluster: ClusterSpec, names: ReadonlyMap<string, string>): readonly string[] {
  return workersOf(cluster).flatMap(({ name, taints, extended }) => [
    ...taints.map((taint) => `kubectl taint nodes ${names.get(name)!} ${taint}`),
    ...Object.entries(extended).map(([resource, value]) => {
      const path = `/status/capacity/${resource.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      const patch = JSON.stringify([{ op: 'add', path, value: String(value) }]);
      return `kubectl patch node ${names.get(name)!} --subresource=status --type=json -p '${patch}'`;
    }),
  ]);
}
