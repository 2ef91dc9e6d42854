const template = (app: string, rest: object = {}): object => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'c', image: 'nginx:1.27' }], ...rest },
});
const selector = (app: string): object => ({ matchLabels: { app } });
const rbac = 'rbac.authorization.k8s.io';
const named = (apiVersion: string, kind: string, name: string, rest: object = {}, namespace = 'errs'): object => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  ...rest,
});
const binding = (name: string, role: string, user: string): object =>
  named(`${rbac}/v1`, 'RoleBinding', name, {
    roleRef: { apiGroup: rbac, kind: 'Role', name: role },
    subjects: [{ apiGroup: rbac, kind: 'User', name: user }],
  });

/** The namespaces of the recorded refusals; errterm is being deleted. */
export const ERROR_NAMESPACES: readonly object[] = [
  ...['errs', 'errq', 'errl', 'errterm'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'errpsa', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  },
];

/** The objects that the recorded refusals refer to; the limits and the custom resource stand in the recording. */
export const ERROR_STATE: readonly object[] = [
  named('apps/v1', 'Deployment', 'web', {
    spec: { replicas: 2, selector: selector('web'), template: template('web') },
  }),
  named('apps/v1', 'StatefulSet', 'db', {
    spec: { serviceName: 'db', replicas: 1, selector: selector('db'), template: template('db') },
  }),
  named('apps/v1', 'DaemonSet', 'agent', { spec: { selector: selector('agent'), template: template('agent') } }),
  named('batch/v1', 'Job', 'job1', {
    spec: { template: { spec: { containers: [{ name: 'c', image: 'nginx:1.27' }], restartPolicy: 'Never' } } },
  }),
  named('v1', 'Service', 'svc1', { spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } }),
  named('v1', 'ConfigMap', 'cm1', { data: { a: 'b' } }),
  named('v1', 'ConfigMap', 'frozen', { data: { a: 'b' }, immutable: true }),
  named('v1', 'Secret', 'sec1', { stringData: { a: 'b' } }),
  named('v1', 'PersistentVolumeClaim', 'pvc1', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: 'x' },
  }),
  named(`${rbac}/v1`, 'Role', 'ro', { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }] }),
  binding('rb1', 'ro', 'reader'),
  // Bob may write roles and bindings of the namespace, but holds no other right that he could pass on.
  named(`${rbac}/v1`, 'Role', 'role-writer', {
    rules: [{ apiGroups: [rbac], resources: ['roles', 'rolebindings'], verbs: ['create', 'get', 'update', 'patch'] }],
  }),
  binding('role-writer', 'role-writer', 'bob'),
  named('v1', 'ConfigMap', 'one', {}, 'errq'),
  named(
    'v1',
    'ResourceQuota',
    'quota',
    {
      spec: {
        hard: {
          ...{ pods: '1', 'requests.cpu': '500m', configmaps: '2' },
          ...{ 'services.nodeports': '0', 'count/deployments.apps': '1' },
        },
      },
    },
    'errq',
  ),
];

/** The scheduler chose node-3 for it. */
export const ERROR_POD: object = named('v1', 'Pod', 'pod1', {
  spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] },
});

/** Comes last: the Pods above were made without it. */
export const ERROR_PRIORITY_CLASS: object = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name: 'err-default' },
  value: 10,
  globalDefault: true,
};

/** What was made or applied between two requests, as their answers show: before the request of this number. */
export const MADE_MEANWHILE: readonly {
  readonly seq: number;
  readonly object: object;
  /** Who applied it with a server-side apply; without it it was created. */
  readonly appliedBy?: string;
}[] = [
  { seq: 280, object: named('apps/v1', 'Deployment', 'web', { spec: { replicas: 2 } }), appliedBy: 'owner-a' },
  {
    seq: 375,
    object: named(
      'v1',
      'Pod',
      'p1',
      { spec: { containers: [{ name: 'c', image: 'nginx:1.27', resources: { requests: { cpu: '100m' } } }] } },
      'errq',
    ),
  },
  // Jane may read one Pod: she is refused its log, not the Pod.
  {
    seq: 402,
    object: named(`${rbac}/v1`, 'Role', 'pod-getter', {
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    }),
  },
  { seq: 402, object: binding('pod-getter', 'pod-getter', 'jane') },
];
