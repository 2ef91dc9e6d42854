import type { StatefulSet, StatefulSetSpec } from '../../api/k8s/apps-v1.gen.ts';
import type { PersistentVolumeClaimSpec } from '../../api/k8s/core-v1.gen.ts';
import { podSpecWarnings } from '../../api/validation/pod-spec/warnings.ts';
import { canonicalQuantity, milliValue } from '../../base/quantity.ts';

/** What the API server warns of in a StatefulSet. Models the warnings of pkg/registry/apps/statefulset. */
export function statefulSetWarnings(object: StatefulSet, previous?: StatefulSet): readonly string[] {
  const { template, volumeClaimTemplates = [], revisionHistoryLimit = 0 } = object.spec ?? ({} as StatefulSetSpec);
  const changed = object.metadata.generation !== previous?.metadata.generation;
  const warnings = changed ? podSpecWarnings(template?.spec, 'spec.template.spec') : [];
  for (const [i, { spec }] of volumeClaimTemplates.entries()) {
    // The path of updates is spelled like this upstream.
    const path = `spec.volumeClaimTemplates[${i}]${previous ? '.Spec' : ''}`;
    warnings.push(...claimWarnings(spec?.resources, path));
  }
  if (revisionHistoryLimit < 0) {
    const advice = 'a negative value retains all historical revisions; a value >= 0 is recommended';
    warnings.push(`spec.revisionHistoryLimit: ${advice}`);
  }
  return warnings;
}

/** Storage is counted in whole bytes. Models GetWarningsForPersistentVolumeClaimSpec. */
function claimWarnings(resources: PersistentVolumeClaimSpec['resources'], path: string): string[] {
  const texts = (['requests', 'limits'] as const).flatMap((list) => {
    const amount = resources?.[list]?.['storage'];
    if (amount === undefined || milliValue(amount) % 1000 === 0) return [];
    const value = JSON.stringify(canonicalQuantity(amount));
    return [`${path}.resources.${list}[storage]: fractional byte value ${value} is invalid, must be an integer`];
  });
  return texts;
}
