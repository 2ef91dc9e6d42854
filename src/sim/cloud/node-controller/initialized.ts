import type { Node, NodeAddress } from '../../../api/k8s/core-v1.gen.ts';
import { UNINITIALIZED_TAINT } from '../../../api/taints.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { Instance } from '../instances.ts';

/** Whether the cloud has yet to say what a node is. */
export function isUninitialized({ spec }: Node): boolean {
  return spec?.taints?.some(({ key }) => key === UNINITIALIZED_TAINT) ?? false;
}

/** What the cloud adds to a node that has just registered, as a merge patch. Models getNodeModifiersFromCloudProvider. */
export function initialization({ metadata, spec }: Node, { type, region, zone, providerId }: Instance): object {
  const { labels = {} } = metadata;
  const own = {
    'beta.kubernetes.io/instance-type': type,
    'node.kubernetes.io/instance-type': type,
    ...(zone === undefined
      ? {}
      : { 'failure-domain.beta.kubernetes.io/zone': zone, 'topology.kubernetes.io/zone': zone }),
    'failure-domain.beta.kubernetes.io/region': region,
    'topology.kubernetes.io/region': region,
  };
  const taints = (spec?.taints ?? []).filter(({ key }) => key !== UNINITIALIZED_TAINT);
  return {
    metadata: { labels: { ...labels, ...own } },
    spec: { taints: taints.length > 0 ? taints : null, ...(spec?.providerID ? {} : { providerID: providerId }) },
  };
}

/** The addresses of a node as they are to be; undefined when they are right. What a hostname is, the kubelet knows. */
export function changedAddresses({ status }: Node, { addresses }: Instance): readonly NodeAddress[] | undefined {
  const before = status?.addresses ?? [];
  const hostname = before.filter(({ type }) => type === 'Hostname');
  const after = addresses.some(({ type }) => type === 'Hostname') ? addresses : [...addresses, ...hostname];
  return deepEqual(before, after) ? undefined : after;
}
