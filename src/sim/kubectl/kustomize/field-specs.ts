import type { Id } from './resource.ts';

/** A field of some kinds of objects. Models kustomize/api/types.FieldSpec. */
export interface FieldSpec {
  /** '' for any. */
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly path: string;
  /** Whether the field is made where it is missing. */
  readonly create?: boolean;
}

/** Whether a field belongs to objects of an id. */
export function isOf({ group, version, kind }: FieldSpec, id: Id): boolean {
  return (!group || group === id.group) && (!version || version === id.version) && (!kind || kind === id.kind);
}

const created = (kind: string, path: string, rest: Partial<FieldSpec> = {}): FieldSpec => ({
  kind,
  path,
  create: true,
  ...rest,
});

const templates = (field: 'labels' | 'annotations'): readonly FieldSpec[] => [
  created('ReplicationController', `spec/template/metadata/${field}`, { version: 'v1' }),
  created('Deployment', `spec/template/metadata/${field}`),
  created('ReplicaSet', `spec/template/metadata/${field}`),
  created('DaemonSet', `spec/template/metadata/${field}`),
  created('StatefulSet', `spec/template/metadata/${field}`, { group: 'apps' }),
  created('Job', `spec/template/metadata/${field}`, { group: 'batch' }),
  created('CronJob', `spec/jobTemplate/metadata/${field}`, { group: 'batch' }),
  created('CronJob', `spec/jobTemplate/spec/template/metadata/${field}`, { group: 'batch' }),
];

/** Where labels stand that nothing selects by. */
export const METADATA_LABELS: readonly FieldSpec[] = [{ path: 'metadata/labels', create: true }];

/** These and the templates of Pods. */
export const TEMPLATE_LABELS: readonly FieldSpec[] = [...METADATA_LABELS, ...templates('labels')];

const AFFINITIES = ['podAffinity', 'podAntiAffinity'].flatMap((field) => [
  `affinity/${field}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `affinity/${field}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
]);

const podSelectors = (kind: string): readonly FieldSpec[] =>
  [...AFFINITIES, 'topologySpreadConstraints/labelSelector/matchLabels'].map((path) => ({
    group: 'apps',
    kind,
    path: `spec/template/spec/${path}`,
  }));

/** Where labels stand, and the selectors that look for them. */
export const ALL_LABELS: readonly FieldSpec[] = [
  created('Service', 'spec/selector', { version: 'v1' }),
  created('ReplicationController', 'spec/selector', { version: 'v1' }),
  created('Deployment', 'spec/selector/matchLabels'),
  ...podSelectors('Deployment'),
  created('ReplicaSet', 'spec/selector/matchLabels'),
  created('DaemonSet', 'spec/selector/matchLabels'),
  created('StatefulSet', 'spec/selector/matchLabels', { group: 'apps' }),
  created('StatefulSet', 'spec/volumeClaimTemplates[]/metadata/labels', { group: 'apps' }),
  ...podSelectors('StatefulSet'),
  { group: 'batch', kind: 'Job', path: 'spec/selector/matchLabels' },
  { group: 'batch', kind: 'CronJob', path: 'spec/jobTemplate/spec/selector/matchLabels' },
  { group: 'policy', kind: 'PodDisruptionBudget', path: 'spec/selector/matchLabels' },
  ...['spec', 'spec/ingress/from', 'spec/egress/to'].map((place) => ({
    group: 'networking.k8s.io',
    kind: 'NetworkPolicy',
    path: `${place}/podSelector/matchLabels`,
  })),
  ...TEMPLATE_LABELS,
];

export const ANNOTATIONS: readonly FieldSpec[] = [
  { path: 'metadata/annotations', create: true },
  ...templates('annotations'),
];

export const REPLICAS: readonly FieldSpec[] = [
  created('Deployment', 'spec/replicas'),
  created('ReplicationController', 'spec/replicas'),
  created('ReplicaSet', 'spec/replicas'),
  created('StatefulSet', 'spec/replicas'),
];

/** The kinds whose names keep as they are. */
export const NAMES_KEPT = new Set(['CustomResourceDefinition', 'APIService', 'Namespace']);
