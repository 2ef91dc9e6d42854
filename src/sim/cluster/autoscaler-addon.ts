import type { PolicyRule } from '../../api/k8s/rbac-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import ClusterRoleKind from '../../kinds/cluster-role/kind.ts';
import ClusterRoleBindingKind from '../../kinds/cluster-role-binding/kind.ts';
import DeploymentKind from '../../kinds/deployment/kind.ts';
import ServiceAccountKind from '../../kinds/service-account/kind.ts';
import type { ApiClient } from '../client/client.ts';
import { addonObjects } from './addon-objects.ts';

const AUTOSCALER_IMAGE = 'registry.k8s.io/autoscaling/cluster-autoscaler:v1.32.0';

const NAME = 'cluster-autoscaler';
const LABELS = { app: NAME };
const READ = ['get', 'list', 'watch'];

/** The objects of the cluster autoscaler, as clouds' manifests have them. */
export function clusterAutoscaler(client: ApiClient): readonly (() => Process<unknown>)[] {
  return [
    () => client.create(ServiceAccountKind, account),
    () => client.create(ClusterRoleKind, ROLE),
    () => client.create(ClusterRoleBindingKind, binding(NAME, NAME)),
    () => client.create(DeploymentKind, DEPLOYMENT),
  ];
}

const { account, role, binding, deployment } = addonObjects(NAME, LABELS);

const rule = (group: string, resources: string[], verbs: string[]): PolicyRule => ({
  apiGroups: [group],
  resources,
  verbs,
});

const ROLE = role(NAME, [
  rule('', ['events', 'endpoints'], ['create', 'patch', 'update']),
  rule('', ['pods/eviction'], ['create']),
  rule('', ['nodes'], [...READ, 'update']),
  rule('', ['configmaps'], ['create', 'get', 'update']),
  rule(
    '',
    ['namespaces', 'pods', 'services', 'replicationcontrollers', 'persistentvolumeclaims', 'persistentvolumes'],
    READ,
  ),
  rule('batch', ['jobs', 'cronjobs'], READ),
  rule('apps', ['daemonsets', 'replicasets', 'statefulsets'], READ),
  rule('policy', ['poddisruptionbudgets'], READ),
  rule(
    'storage.k8s.io',
    ['storageclasses', 'csinodes', 'csidrivers', 'csistoragecapacities', 'volumeattachments'],
    READ,
  ),
  rule('coordination.k8s.io', ['leases'], ['create', 'get', 'update']),
]);

const DEPLOYMENT = deployment(
  1,
  {
    containers: [
      {
        name: NAME,
        image: AUTOSCALER_IMAGE,
        imagePullPolicy: 'IfNotPresent',
        command: ['./cluster-autoscaler', '--v=4', '--stderrthreshold=info', '--cloud-provider=orrery'],
        resources: { limits: { cpu: '100m', memory: '600Mi' }, requests: { cpu: '100m', memory: '600Mi' } },
      },
    ],
    priorityClassName: 'system-cluster-critical',
    serviceAccountName: NAME,
  },
  { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
);
