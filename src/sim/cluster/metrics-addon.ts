import type { APIService } from '../../api/k8s/apiregistration-v1.gen.ts';
import type { Service } from '../../api/k8s/core-v1.gen.ts';
import type { RoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import APIServiceKind from '../../kinds/api-service/kind.ts';
import ClusterRoleKind from '../../kinds/cluster-role/kind.ts';
import ClusterRoleBindingKind from '../../kinds/cluster-role-binding/kind.ts';
import DeploymentKind from '../../kinds/deployment/kind.ts';
import RoleBindingKind from '../../kinds/role-binding/kind.ts';
import ServiceKind from '../../kinds/service/kind.ts';
import ServiceAccountKind from '../../kinds/service-account/kind.ts';
import type { ApiClient } from '../client/client.ts';
import { ADDON_NAMESPACE, addonObjects } from './addon-objects.ts';

export const METRICS_IMAGE = 'registry.k8s.io/metrics-server/metrics-server:v0.7.2';

const NAME = 'metrics-server';
const GROUP = 'metrics.k8s.io';
const LABELS = { 'k8s-app': NAME };
const RBAC = 'rbac.authorization.k8s.io';

/** The objects of the metrics server, one attempt each, in the order in which its manifest creates them. */
export function metricsServer(client: ApiClient): readonly (() => Process<unknown>)[] {
  return [
    () => client.create(ServiceAccountKind, account),
    () => client.create(ClusterRoleKind, READER),
    () => client.create(ClusterRoleKind, OWN_ROLE),
    () => client.create(RoleBindingKind, AUTH_READER),
    () => client.create(ClusterRoleBindingKind, binding(`${NAME}:system:auth-delegator`, 'system:auth-delegator')),
    () => client.create(ClusterRoleBindingKind, binding(`system:${NAME}`, `system:${NAME}`)),
    () => client.create(ServiceKind, SERVICE),
    () => client.create(DeploymentKind, DEPLOYMENT),
    () => client.create(APIServiceKind, REGISTRATION),
  ];
}

const { account, subject, role, binding, deployment } = addonObjects(NAME, LABELS);

/** Its manifest adds these to admin, edit and view; here those stay as every fresh cluster has them. */
const READER = role('system:aggregated-metrics-reader', [
  { apiGroups: [GROUP], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
]);

const OWN_ROLE = role(`system:${NAME}`, [
  { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
  { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
]);

const AUTH_READER: RoleBinding = {
  apiVersion: `${RBAC}/v1`,
  kind: 'RoleBinding',
  metadata: { name: `${NAME}-auth-reader`, namespace: ADDON_NAMESPACE, labels: LABELS },
  roleRef: { apiGroup: RBAC, kind: 'Role', name: 'extension-apiserver-authentication-reader' },
  subjects: [subject],
};

const SERVICE: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: NAME, namespace: ADDON_NAMESPACE, labels: LABELS },
  spec: {
    ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 'https' }],
    selector: LABELS,
  },
};

const ARGS = [
  '--cert-dir=/tmp',
  '--secure-port=10250',
  '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
  '--kubelet-use-node-status-port',
  '--metric-resolution=15s',
];

const DEPLOYMENT = deployment(1, {
  containers: [
    {
      name: NAME,
      image: METRICS_IMAGE,
      imagePullPolicy: 'IfNotPresent',
      args: ARGS,
      ports: [{ containerPort: 10250, name: 'https', protocol: 'TCP' }],
      readinessProbe: {
        failureThreshold: 3,
        httpGet: { path: '/readyz', port: 'https', scheme: 'HTTPS' },
        periodSeconds: 10,
      },
      resources: { requests: { cpu: '100m', memory: '200Mi' } },
    },
  ],
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  priorityClassName: 'system-cluster-critical',
  serviceAccountName: NAME,
  tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }],
});

const REGISTRATION: APIService = {
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: `v1beta1.${GROUP}`, labels: LABELS },
  spec: {
    group: GROUP,
    groupPriorityMinimum: 100,
    insecureSkipTLSVerify: true,
    service: { name: NAME, namespace: ADDON_NAMESPACE },
    version: 'v1beta1',
    versionPriority: 100,
  },
};
