import type { Container, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { NodeSpec } from '../../api/scenario.ts';
import type { Role } from '../images/image.ts';
import { KUBELET_VERSION } from './machine.ts';

const NAMESPACE = 'kube-system';
/** Label and taint by which kubeadm marks the machines of the control plane. */
const CONTROL_PLANE_LABEL = 'node-role.kubernetes.io/control-plane';

/** Where etcd stores and listens. */
const ETCD: readonly string[] = [
  'etcd',
  '--data-dir=/var/lib/etcd',
  '--listen-client-urls=https://127.0.0.1:2379',
  '--listen-metrics-urls=http://127.0.0.1:2381',
];

/** The components that run as static Pods on a machine of the control plane, as kubeadm sets them up. */
const COMPONENTS: readonly {
  readonly role: Role;
  readonly image: string;
  readonly cpu: string;
  readonly port: number;
}[] = [
  { role: 'etcd', image: 'registry.k8s.io/etcd:3.5.16-0', cpu: '100m', port: 2381 },
  { role: 'kube-apiserver', image: `registry.k8s.io/kube-apiserver:${KUBELET_VERSION}`, cpu: '250m', port: 6443 },
  {
    role: 'kube-controller-manager',
    image: `registry.k8s.io/kube-controller-manager:${KUBELET_VERSION}`,
    cpu: '200m',
    port: 10257,
  },
  { role: 'kube-scheduler', image: `registry.k8s.io/kube-scheduler:${KUBELET_VERSION}`, cpu: '100m', port: 10259 },
];

/** Images that a machine of the control plane brings along. */
export const CONTROL_PLANE_IMAGES: readonly string[] = COMPONENTS.map(({ image }) => image);

/** The manifests on the disk of a machine of the control plane. */
export const CONTROL_PLANE_MANIFESTS: readonly Pod[] = COMPONENTS.map(staticPod);

/** A machine of the control plane as a node. */
export function controlPlaneNode(name: string): NodeSpec {
  const taints = [`${CONTROL_PLANE_LABEL}:NoSchedule`];
  const labels = { [CONTROL_PLANE_LABEL]: '', 'node.kubernetes.io/exclude-from-external-load-balancers': '' };
  return { name, labels, taints, cpu: '4', memory: '8Gi', pods: 110, extended: {} };
}

function staticPod({ role, image, cpu, port }: (typeof COMPONENTS)[number]): Pod {
  const container: Container = {
    name: role,
    image,
    imagePullPolicy: 'IfNotPresent',
    command: role === 'etcd' ? ETCD : [role],
    readinessProbe: { tcpSocket: { port }, periodSeconds: 1, timeoutSeconds: 15, failureThreshold: 3 },
    resources: { requests: { cpu } },
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: role, namespace: NAMESPACE, labels: { component: role, tier: 'control-plane' } },
    spec: {
      containers: [container],
      hostNetwork: true,
      priority: 2_000_001_000,
      priorityClassName: 'system-node-critical',
      tolerations: [{ effect: 'NoExecute', operator: 'Exists' }],
    },
  };
}
