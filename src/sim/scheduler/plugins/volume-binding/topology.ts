import type { NodeSelectorTerm, PersistentVolume, TopologySelectorTerm } from '../../../../api/k8s/core-v1.gen.ts';
import type { CSINode } from '../../../../api/k8s/storage-v1.gen.ts';
import { matchNodeSelectorTerms } from '../../../../api/node-selector.ts';
import { isMigratedOn, migrationOf } from '../../csi-migration.ts';
import type { NodeInfo } from '../../node-info.ts';

const ZONES = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];

/**
 * Whether a node reaches a volume, by the volume's node affinity. Where the node leaves the volume to a driver, zones go by
 * the driver's label. Models volume.CheckNodeAffinity and tryTranslatePVToCSI.
 */
export function isReachable(volume: PersistentVolume, node: NodeInfo, csiNode: CSINode | undefined): boolean {
  const required = volume.spec?.nodeAffinity?.required;
  if (!required) return true;
  const migrated = csiNode && migrationOf(volume.spec ?? {});
  const zoneKey = migrated && isMigratedOn(csiNode, migrated.plugin) ? migrated.zoneKey : undefined;
  const terms = required.nodeSelectorTerms;
  const nodeSelectorTerms = zoneKey ? terms.map((term) => withZoneKey(term, zoneKey)) : terms;
  // Only labels are known of the node here: a term that asks for its name never matches.
  return matchNodeSelectorTerms({ nodeSelectorTerms }, node.labels, '');
}

function withZoneKey(term: NodeSelectorTerm, zoneKey: string): NodeSelectorTerm {
  const { matchExpressions } = term;
  if (!matchExpressions) return term;
  return {
    ...term,
    matchExpressions: matchExpressions.map((each) => (ZONES.includes(each.key) ? { ...each, key: zoneKey } : each)),
  };
}

/** Whether a class may provision where a node is. Models MatchTopologySelectorTerms: no terms allow every place. */
export function offersTopology({ labels }: NodeInfo, terms: readonly TopologySelectorTerm[]): boolean {
  if (terms.length === 0) return true;
  return terms.some(({ matchLabelExpressions = [] }) => {
    if (matchLabelExpressions.length === 0) return false;
    return matchLabelExpressions.every(({ key, values }) => labels[key] !== undefined && values.includes(labels[key]));
  });
}
