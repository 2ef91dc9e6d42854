import type { KubeObject } from '../../api/object.ts';
import { toYaml } from '../../api/yaml/to-yaml.ts';
import { parseTime } from '../../base/time.ts';
import { bare } from './bare.ts';

/** An object of the store with its kind. */
export interface Stored {
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  readonly object: KubeObject;
}

/** Kinds that others need come first; those that are not named come between these and `LAST`. */
const FIRST = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'RuntimeClass',
  'IngressClass',
  'ResourceQuota',
  'LimitRange',
  'NetworkPolicy',
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Secret',
  'ConfigMap',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Service',
];
const LAST = ['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'Ingress'];
/** What could refuse the others, once it is there. */
const GATES = /^(Validating|Mutating)/;

/** What components write, in every cluster anew. */
const MADE = new Set([
  ...['Node', 'Event', 'Lease', 'Endpoints', 'EndpointSlice', 'ControllerRevision', 'CSINode', 'VolumeAttachment'],
  ...[
    'FlowSchema',
    'PriorityLevelConfiguration',
    'APIService',
    'CertificateSigningRequest',
    'ServiceCIDR',
    'IPAddress',
  ],
]);

function rank(kind: string): number {
  const first = FIRST.indexOf(kind);
  if (first >= 0) return first;
  if (GATES.test(kind)) return 200;
  return LAST.includes(kind) ? 150 + LAST.indexOf(kind) : 100;
}

/** Whether a person has made an object, rather than the cluster itself or one of its controllers. */
function isOwn({ kind: { kind }, object }: Stored, upUnixMs: number): boolean {
  const { name = '', namespace = '', ownerReferences, labels, annotations, creationTimestamp } = object.metadata;
  if (MADE.has(kind) || namespace.startsWith('kube-') || ownerReferences?.some(({ controller }) => controller))
    return false;
  if (labels?.['kubernetes.io/bootstrapping'] || annotations?.['pv.kubernetes.io/provisioned-by']) return false;
  if (kind === 'Namespace' && (name === 'default' || name.startsWith('kube-'))) return false;
  if (kind === 'ServiceAccount' && name === 'default') return false;
  if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') return false;
  const createdMs = creationTimestamp ? parseTime(creationTimestamp) : upUnixMs;
  // Times of objects have no fractions of a second.
  return createdMs >= Math.floor(upUnixMs / 1000) * 1000;
}

const keyOf = ({ object: { metadata } }: Stored): string => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;

/**
 * What people have made in a cluster as a YAML stream that another cluster takes: without status and what belongs to
 * this one only, in an order that applies. What controllers have made of it is not there: they will make it again.
 *
 * @param upUnixMs when the cluster was up: what is older belongs to it
 */
export function clusterYaml(stored: readonly Stored[], upUnixMs: number): string {
  return stored
    .filter((each) => isOwn(each, upUnixMs) && !each.object.metadata.deletionTimestamp)
    .sort((a, b) => rank(a.kind.kind) - rank(b.kind.kind) || (keyOf(a) < keyOf(b) ? -1 : 1))
    .map(({ kind: { group, version, kind }, object }) => {
      return toYaml(bare(group === '' ? version : `${group}/${version}`, kind, object));
    })
    .join('---\n');
}
