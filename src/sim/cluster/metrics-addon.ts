import type { APIService } from '../../api/k8s/apiregistration-v1.gen.ts';
import type { Deployment } from '../../api/k8s/apps-v1.gen.ts';
import type { Service, ServiceAccount } from '../../api/k8s/core-v1.gen.ts';
import type { ClusterRole, ClusterRoleBinding, PolicyRule, RoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import APIServiceKind from '../../kinds/api-service/kind.ts';
import ClusterRoleKind from '../../kinds/cluster-role/kind.ts';
import ClusterRoleBindingKind from '../../kinds/cluster-role-binding/kind.ts';
import DeploymentKind from '../../kinds/deployment/kind.ts';
import RoleBindingKind from '../../kinds/role-binding/kind.ts';
import ServiceKind from '../../kinds/service/kind.ts';
import ServiceAccountKind from '../../kinds/service-account/kind.ts';
import type { ApiClient } from '../client/client.ts';

export const METRICS_IMAGE = 'registry.k8s.io/metrics-server/metrics-server:v0.7.2';

const NAME = 'metrics-server';
const NAMESPACE = 'kube-system';
const GROUP = 'metrics.k8s.io';
const LABELS = { 'k8s-app': NAME };
const RBAC = 'rbac.authorization.k8s.io';

/** The objects of the metrics server, one attempt each, in the order in which its manifest creates them. */
export function metricsServer(client: ApiClient): readonly (() => Process<unknown>)[] {
  return [
    () => client.create(ServiceAccountKind, ACCOUNT),
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

const ACCOUNT: ServiceAccount = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: NAME, namespace: NAMESPACE, labels: LABELS },
};

const SUBJECT = { kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE };

function role(name: string, rules: readonly PolicyRule[]): ClusterRole {
  return { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name, labels: LABELS }, rules };
}

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
  metadata: { name: `${NAME}-auth-reader`, namespace: NAMESPACE, labels: LABELS },
  roleRef: { apiGroup: RBAC, kind: 'Role', name: 'extension-apiserver-authentication-reader' },
  subjects: [SUBJECT],
};

function binding(name: string, clusterRole: string): ClusterRoleBinding {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name, labels: LABELS },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: clusterRole },
    subjects: [SUBJECT],
  };
}

const SERVICE: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: NAME, namespace: NAMESPACE, labels: LABELS },
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

const DEPLOYMENT: Deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: NAME, namespace: NAMESPACE, labels: LABELS },
  spec: {
    replicas: 1,
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
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
      },
    },
  },
};

const REGISTRATION: APIService = {
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: `v1beta1.${GROUP}`, labels: LABELS },
  spec: {
    group: GROUP,
    groupPriorityMinimum: 100,
    insecureSkipTLSVerify: true,
    service: { name: NAME, namespace: NAMESPACE },
    version: 'v1beta1',
    versionPriority: 100,
  },
};
