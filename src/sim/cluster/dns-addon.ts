import type { ConfigMap, Container, Service, ServiceAccount, Toleration } from '../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import ClusterRoleKind from '../../kinds/cluster-role/kind.ts';
import ClusterRoleBindingKind from '../../kinds/cluster-role-binding/kind.ts';
import ConfigMapKind from '../../kinds/config-map/kind.ts';
import DeploymentKind from '../../kinds/deployment/kind.ts';
import ServiceKind from '../../kinds/service/kind.ts';
import ServiceAccountKind from '../../kinds/service-account/kind.ts';
import type { ApiClient } from '../client/client.ts';
import { DNS_IP } from '../network/dns/names.ts';
import { ADDON_NAMESPACE, addonObjects } from './addon-objects.ts';

export const DNS_IMAGE = 'registry.k8s.io/coredns/coredns:v1.11.3';
export const DNS_REPLICAS = 2;

const NAME = 'coredns';
const ROLE = 'system:coredns';
const LABELS = { 'k8s-app': 'kube-dns' };
const CRITICAL: Toleration = { key: 'CriticalAddonsOnly', operator: 'Exists' };
const CONTROL_PLANE: Toleration = { effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane' };

/** The objects of the name service, one attempt each, as kubeadm v1.32 creates them. */
export function coreDns(client: ApiClient): readonly (() => Process<unknown>)[] {
  return [
    () => client.create(ConfigMapKind, CONFIG),
    () => client.create(ClusterRoleKind, READER),
    () => client.create(ClusterRoleBindingKind, BINDING),
    () => client.create(ServiceAccountKind, ACCOUNT),
    () => client.create(DeploymentKind, DEPLOYMENT),
    () => client.create(ServiceKind, SERVICE),
  ];
}

/** Since v1.32 names of the cluster are not kept: neither that they are there nor that they are not. */
const COREFILE = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
`;

const CONFIG: ConfigMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: NAME, namespace: ADDON_NAMESPACE },
  data: { Corefile: COREFILE },
};

const { role, binding, deployment } = addonObjects(NAME, LABELS);

const ACCOUNT: ServiceAccount = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: NAME, namespace: ADDON_NAMESPACE },
};

const READER = role(ROLE, [
  { apiGroups: [''], resources: ['endpoints', 'services', 'pods', 'namespaces'], verbs: ['list', 'watch'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
]);

const BINDING = binding(ROLE, ROLE);

const CONTAINER: Container = {
  name: NAME,
  image: DNS_IMAGE,
  imagePullPolicy: 'IfNotPresent',
  args: ['-conf', '/etc/coredns/Corefile'],
  volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
  ports: [
    { containerPort: 53, name: 'dns', protocol: 'UDP' },
    { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
    { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
  ],
  livenessProbe: {
    failureThreshold: 5,
    httpGet: { path: '/health', port: 8080, scheme: 'HTTP' },
    initialDelaySeconds: 60,
    successThreshold: 1,
    timeoutSeconds: 5,
  },
  readinessProbe: { httpGet: { path: '/ready', port: 8181, scheme: 'HTTP' } },
  resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  },
};

const DEPLOYMENT = deployment(DNS_REPLICAS, {
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
  containers: [CONTAINER],
  dnsPolicy: 'Default',
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  priorityClassName: 'system-cluster-critical',
  serviceAccountName: NAME,
  tolerations: [CRITICAL, CONTROL_PLANE],
  volumes: [{ name: 'config-volume', configMap: { items: [{ key: 'Corefile', path: 'Corefile' }], name: NAME } }],
});

const SERVICE: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'kube-dns',
    namespace: ADDON_NAMESPACE,
    labels: { ...LABELS, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
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
    selector: LABELS,
  },
};
