import type { Cluster } from '../sim/cluster/cluster.ts';
import type { ComponentName } from '../sim/cluster/control-plane.ts';

const PROCESSES: readonly ComponentName[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'cloud-controller-manager',
];

/** The components of a cluster that a fault has stopped and nobody has started again, and its machines without power. */
export function stoppedComponents({ controlPlane, nodes }: Cluster): string[] {
  const stopped: string[] = PROCESSES.filter((name) => !controlPlane.isRunning(name));
  for (const { runtime } of nodes.values()) {
    if (!runtime.freezes('coredns')) continue;
    stopped.push('coredns');
    break;
  }
  const off = controlPlane.members.filter(({ host }) => !host.scope.alive && !nodes.has(host.name));
  return [...stopped, ...off.map(({ host }) => host.name)];
}
