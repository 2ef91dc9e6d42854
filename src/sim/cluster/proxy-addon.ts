import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { ConfigMap } from '../../api/k8s/core-v1.gen.ts';
import { KUBELET_VERSION } from './machine.ts';

export const PROXY_IMAGE = `registry.k8s.io/kube-proxy:${KUBELET_VERSION}`;

const NAMESPACE = 'kube-system';
const NAME = 'kube-proxy';
const LABELS = { 'k8s-app': 'kube-proxy' };

/** What kube-proxies read when they start, as far as it is modelled. An empty mode means iptables. */
export const PROXY_CONFIG: ConfigMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: NAME, namespace: NAMESPACE, labels: { app: NAME } },
  data: {
    'config.conf': `apiVersion: kubeproxy.config.k8s.io/v1alpha1
clusterCIDR: 10.244.0.0/16
ipvs:
  scheduler: ""
kind: KubeProxyConfiguration
mode: ""
`,
  },
};

export const KUBE_PROXY: DaemonSet = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: NAME, namespace: NAMESPACE, labels: LABELS },
  spec: {
    selector: { matchLabels: LABELS },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    template: {
      metadata: { labels: LABELS },
      spec: {
        containers: [
          {
            name: NAME,
            image: PROXY_IMAGE,
            imagePullPolicy: 'IfNotPresent',
            command: ['/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf'],
            resources: { requests: { cpu: '100m' } },
            securityContext: { privileged: true },
            volumeMounts: [{ mountPath: '/var/lib/kube-proxy', name: NAME }],
          },
        ],
        hostNetwork: true,
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        priorityClassName: 'system-node-critical',
        tolerations: [{ operator: 'Exists' }],
        volumes: [{ name: NAME, configMap: { name: NAME } }],
      },
    },
  },
};
