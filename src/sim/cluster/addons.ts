import { isBug } from '../../api/control/bug.ts';
import type { Container, Service, Toleration } from '../../api/k8s/core-v1.gen.ts';
import { isKubeletsToSet } from '../../api/node-labels.ts';
import { type Process, sleep } from '../../api/process.ts';
import type { NodeSpec } from '../../api/scenario.ts';
import { isReason } from '../../api/status.ts';
import ClusterRoleKind from '../../kinds/cluster-role/kind.ts';
import ClusterRoleBindingKind from '../../kinds/cluster-role-binding/kind.ts';
import ConfigMapKind from '../../kinds/config-map/kind.ts';
import DaemonSetKind from '../../kinds/daemon-set/kind.ts';
import DeploymentKind from '../../kinds/deployment/kind.ts';
import NodeKind from '../../kinds/node/kind.ts';
import ServiceKind from '../../kinds/service/kind.ts';
import type { ApiClient } from '../client/client.ts';
import { DNS_IP } from '../network/dns/names.ts';
import { ADDON_NAMESPACE, addonObjects } from './addon-objects.ts';
import { clusterAutoscaler } from './autoscaler-addon.ts';
import { installCloudDisks } from './cloud-disks.ts';
import { CLOUD_ROLE, CLOUD_ROLE_BINDING } from './cloud-role.ts';
import { METRICS_IMAGE, metricsServer } from './metrics-addon.ts';
import { KUBE_PROXY, PROXY_CONFIG, PROXY_IMAGE } from './proxy-addon.ts';

const DNS_IMAGE = 'registry.k8s.io/coredns/coredns:v1.11.3';
const CRITICAL: Toleration = { key: 'CriticalAddonsOnly', operator: 'Exists' };
const CONTROL_PLANE: Toleration = { effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane' };
const RETRY_MS = 200;

/** Images that a machine brings along: those of the cluster's own Pods. */
export const PRELOADED: readonly string[] = [PROXY_IMAGE, DNS_IMAGE, METRICS_IMAGE, 'registry.k8s.io/pause:3.10'];

/** What the Pods of kube-system amount to on a cluster of this size. */
export function systemPodCount(nodes: number): number {
  return nodes === 0 ? 0 : nodes + DNS_REPLICAS + 1;
}

const DNS_REPLICAS = 2;

/**
 * Installs what every cluster has beside its components: proxies, name service, metrics server, disks.
 * @param machines they get those of their labels that a kubelet may not set, such as their role's
 */
export function* installAddons(client: ApiClient, machines: readonly NodeSpec[], autoscales: boolean): Process {
  yield* create(() => client.create(ClusterRoleKind, CLOUD_ROLE));
  yield* create(() => client.create(ClusterRoleBindingKind, CLOUD_ROLE_BINDING));
  yield* create(() => client.create(ConfigMapKind, PROXY_CONFIG));
  yield* create(() => client.create(DaemonSetKind, KUBE_PROXY));
  yield* create(() => client.create(DeploymentKind, COREDNS));
  yield* create(() => client.create(ServiceKind, KUBE_DNS));
  for (const add of metricsServer(client)) yield* create(add);
  for (const install of installCloudDisks(client)) yield* create(install);
  if (autoscales) for (const add of clusterAutoscaler(client)) yield* create(add);
  for (const { name, labels } of machines) {
    const others = Object.entries(labels).filter(([key]) => !isKubeletsToSet(key));
    if (others.length === 0) continue;
    const body = { metadata: { labels: Object.fromEntries(others) } };
    yield* create(() => client.patch(NodeKind, '', name, { type: 'application/merge-patch+json', body }));
  }
}

function* create(attempt: () => Process<unknown>): Process {
  for (;;) {
    try {
      yield* attempt();
      return;
    } catch (error) {
      if (isBug(error) || isReason(error, 'Invalid')) throw error;
      if (isReason(error, 'AlreadyExists')) return;
    }
    yield* sleep(RETRY_MS);
  }
}

const DNS_LABELS = { 'k8s-app': 'kube-dns' };

const DNS_CONTAINER: Container = {
  name: 'coredns',
  image: DNS_IMAGE,
  imagePullPolicy: 'IfNotPresent',
  args: ['-conf', '/etc/coredns/Corefile'],
  ports: [
    { containerPort: 53, name: 'dns', protocol: 'UDP' },
    { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
    { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
  ],
  readinessProbe: { httpGet: { path: '/ready', port: 8181, scheme: 'HTTP' } },
  resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
};

const COREDNS = addonObjects('coredns', DNS_LABELS).deployment(DNS_REPLICAS, {
  affinity: {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          podAffinityTerm: {
            labelSelector: { matchExpressions: [{ key: 'k8s-app', operator: 'In', values: ['kube-dns'] }] },
            topologyKey: 'kubernetes.io/hostname',
          },
          weight: 100,
        },
      ],
    },
  },
  containers: [DNS_CONTAINER],
  dnsPolicy: 'Default',
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  priorityClassName: 'system-cluster-critical',
  tolerations: [CRITICAL, CONTROL_PLANE],
});

const KUBE_DNS: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'kube-dns',
    namespace: ADDON_NAMESPACE,
    labels: { ...DNS_LABELS, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
    annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
  },
  spec: {
    clusterIP: DNS_IP,
    clusterIPs: [DNS_IP],
    ports: [
      { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
      { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
      { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
    ],
    selector: DNS_LABELS,
  },
};
