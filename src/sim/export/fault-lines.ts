import type { Action } from '../../api/scenario.ts';

type Fault = Extract<Action, { type: 'fault' }>;

/** Components that run as static Pods on the control plane of kind. */
const STATIC = new Set(['kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd']);

/** What breaks the same in a cluster of kind, whose nodes are containers; undefined where nothing simple does. */
export function faultLine(fault: Fault, nodes: ReadonlyMap<string, string>, cluster: string): string | undefined {
  const node = nodes.get(fault.target) ?? nodes.get(fault.node ?? '');
  const component = `docker exec ${cluster}-control-plane`;
  const manifest = `/etc/kubernetes/manifests/${fault.target}.yaml`;
  switch (fault.fault) {
    case 'node-crash':
      return node && `docker kill ${node}`;
    case 'node-restart':
      return node && `docker restart ${node}`;
    case 'node-partition':
      return node && `docker network disconnect kind ${node}`;
    case 'node-heal':
      return node && `docker network connect kind ${node}`;
    case 'kubelet-stop':
      return node && `docker exec ${node} systemctl stop kubelet`;
    case 'kubelet-start':
      return node && `docker exec ${node} systemctl start kubelet`;
    case 'network-delay':
      return (
        node &&
        `docker exec ${node} tc qdisc replace dev eth0 root netem delay ${fault.latencyMs ?? 0}ms ${fault.jitterMs ?? 0}ms`
      );
    case 'network-loss':
      return node && `docker exec ${node} tc qdisc replace dev eth0 root netem loss ${fault.percent ?? 0}%`;
    case 'component-stop':
      return STATIC.has(fault.target) ? `${component} mv ${manifest} /etc/kubernetes/` : undefined;
    case 'component-start':
      return STATIC.has(fault.target) ? `${component} mv /etc/kubernetes/${fault.target}.yaml ${manifest}` : undefined;
    default:
      return undefined;
  }
}
