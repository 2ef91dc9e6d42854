import type { LabelSelector } from '../../../api/k8s/meta-v1.gen.ts';
import { formatLabelSelector } from '../../../api/selectors.ts';
import type { AnyObject, ApiResource } from '../client/resource.ts';

const BY_LABEL_SELECTOR = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job']);

/** Which Pods belong to an object. Throws kubectl's error for kinds that have none. Models polymorphichelpers.SelectorsForObject. */
export function podSelector(resource: ApiResource, object: AnyObject): string {
  const { kind, version } = resource;
  const selector = (object['spec'] as { readonly selector?: unknown } | undefined)?.selector;
  if (BY_LABEL_SELECTOR.has(kind)) return formatLabelSelector(selector as LabelSelector | undefined);
  if (kind !== 'Service' && kind !== 'ReplicationController') {
    throw new Error(`selector for *${version}.${kind} not implemented`);
  }
  const pairs = Object.entries((selector ?? {}) as Readonly<Record<string, string>>);
  if (kind === 'Service' && pairs.length === 0) {
    throw new Error(`invalid service '${object.metadata?.name}': Service is defined without a selector`);
  }
  return pairs
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
