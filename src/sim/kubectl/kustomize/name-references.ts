import type { FieldSpec } from './field-specs.ts';

/** The fields in which other objects name objects of a kind. */
export interface NameReference {
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  readonly fields: readonly FieldSpec[];
}

const POD_SPECS: Readonly<Record<string, string>> = {
  Pod: 'spec',
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  ReplicationController: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
};

const inPods = (kinds: string, ...paths: readonly string[]): readonly FieldSpec[] =>
  kinds.split(' ').flatMap((kind) => paths.map((path) => ({ kind, path: `${POD_SPECS[kind]}/${path}` })));

const fields = (kind: string, ...paths: readonly string[]): readonly FieldSpec[] =>
  paths.map((path) => ({ kind, path }));

/** Kustomize knows ConfigMaps and Secrets in other kinds than it knows accounts, claims and classes in. */
const CONFIGURED = 'Pod PodTemplate Deployment ReplicaSet DaemonSet StatefulSet Job CronJob';
const REST = 'Pod StatefulSet Deployment ReplicationController CronJob Job DaemonSet';
const RBAC = 'rbac.authorization.k8s.io';

const inEnv = (key: string, from: string): readonly string[] =>
  ['containers', 'initContainers'].flatMap((list) => [
    `${list}/env/valueFrom/${key}/name`,
    `${list}/envFrom/${from}/name`,
  ]);

const annotations = (...names: readonly string[]): readonly FieldSpec[] =>
  fields('Ingress', ...names.map((name) => `metadata/annotations/${name.replace('/', '\\/')}`));

/** Models kustomize's nameReference configuration. */
export const NAME_REFERENCES: readonly NameReference[] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({
    kind,
    fields: fields('HorizontalPodAutoscaler', 'spec/scaleTargetRef/name'),
  })),
  {
    kind: 'ConfigMap',
    version: 'v1',
    fields: [
      ...inPods(
        CONFIGURED,
        'volumes/configMap/name',
        'volumes/projected/sources/configMap/name',
        ...inEnv('configMapKeyRef', 'configMapRef'),
      ),
      ...fields('Node', 'spec/configSource/configMap'),
      ...fields('Role', 'rules/resourceNames'),
      ...fields('ClusterRole', 'rules/resourceNames'),
      ...annotations('nginx.ingress.kubernetes.io/fastcgi-params-configmap'),
    ],
  },
  {
    kind: 'Secret',
    version: 'v1',
    fields: [
      ...inPods(
        CONFIGURED,
        'volumes/secret/secretName',
        'volumes/projected/sources/secret/name',
        'imagePullSecrets/name',
        ...inEnv('secretKeyRef', 'secretRef'),
      ),
      ...fields('Ingress', 'spec/tls/secretName'),
      ...annotations(
        'ingress.kubernetes.io/auth-secret',
        'nginx.ingress.kubernetes.io/auth-secret',
        'nginx.ingress.kubernetes.io/auth-tls-secret',
      ),
      ...fields('ServiceAccount', 'imagePullSecrets/name'),
      ...fields(
        'StorageClass',
        ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((each) => `parameters/${each}`),
      ),
      ...fields('Role', 'rules/resourceNames'),
      ...fields('ClusterRole', 'rules/resourceNames'),
      ...fields('PersistentVolume', 'spec/azureFile/secretName'),
    ],
  },
  {
    kind: 'Service',
    version: 'v1',
    fields: [
      { kind: 'StatefulSet', group: 'apps', path: 'spec/serviceName' },
      ...fields(
        'Ingress',
        'spec/rules/http/paths/backend/serviceName',
        'spec/backend/serviceName',
        'spec/rules/http/paths/backend/service/name',
        'spec/defaultBackend/service/name',
      ),
      { kind: 'APIService', group: 'apiregistration.k8s.io', path: 'spec/service/name' },
      ...fields('ValidatingWebhookConfiguration', 'webhooks/clientConfig/service'),
      ...fields('MutatingWebhookConfiguration', 'webhooks/clientConfig/service'),
    ],
  },
  { kind: 'Role', group: RBAC, fields: fields('RoleBinding', 'roleRef/name') },
  {
    kind: 'ClusterRole',
    group: RBAC,
    fields: [...fields('RoleBinding', 'roleRef/name'), ...fields('ClusterRoleBinding', 'roleRef/name')],
  },
  {
    kind: 'ServiceAccount',
    version: 'v1',
    fields: [
      ...fields('RoleBinding', 'subjects'),
      ...fields('ClusterRoleBinding', 'subjects'),
      ...inPods(REST, 'serviceAccountName'),
    ],
  },
  {
    kind: 'PersistentVolumeClaim',
    version: 'v1',
    fields: inPods(REST, 'volumes/persistentVolumeClaim/claimName'),
  },
  {
    kind: 'PersistentVolume',
    version: 'v1',
    fields: [...fields('PersistentVolumeClaim', 'spec/volumeName'), ...fields('ClusterRole', 'rules/resourceNames')],
  },
  {
    kind: 'StorageClass',
    version: 'v1',
    group: 'storage.k8s.io',
    fields: [
      ...fields('PersistentVolume', 'spec/storageClassName'),
      ...fields('PersistentVolumeClaim', 'spec/storageClassName'),
      ...fields('StatefulSet', 'spec/volumeClaimTemplates/spec/storageClassName'),
    ],
  },
  { kind: 'PriorityClass', version: 'v1', group: 'scheduling.k8s.io', fields: inPods(REST, 'priorityClassName') },
];
