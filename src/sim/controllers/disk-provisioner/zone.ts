import { ZONE_LABEL } from '../../../api/cloud-disk.ts';
import type { Node } from '../../../api/k8s/core-v1.gen.ts';
import type { StorageClass } from '../../../api/k8s/storage-v1.gen.ts';
import { fnv32a } from '../../../base/fnv.ts';

/**
 * The zone for a disk that is made before anybody knows where its Pod goes: by the claim's name, so that the claims of a
 * StatefulSet's Pods go from zone to zone. Undefined where there are no zones. Models the external-provisioner's choice of
 * a preferred topology.
 */
export function anyZone(
  claimName: string,
  { allowedTopologies = [] }: Pick<StorageClass, 'allowedTopologies'>,
  nodes: Iterable<Node>,
): string | undefined {
  const allowed = allowedTopologies.flatMap(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.flatMap(({ key, values }) => (key === ZONE_LABEL ? values : [])),
  );
  const found = new Set<string>();
  for (const { metadata } of nodes) {
    const zone = metadata.labels?.[ZONE_LABEL];
    if (zone !== undefined && (allowed.length === 0 || allowed.includes(zone))) found.add(zone);
  }
  const zones = [...found].sort();
  const [, name = claimName, ordinal = '0'] = /^(.*)-(\d+)$/.exec(claimName) ?? [];
  return zones[(fnv32a(name) + Number(ordinal)) % Math.max(1, zones.length)];
}
