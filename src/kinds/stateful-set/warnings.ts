import type { StatefulSet, StatefulSetSpec } from '../../api/k8s/apps-v1.gen.ts';
import { claimSpecWarnings } from '../../api/validation/pod-spec/volume-warnings.ts';
import { podSpecWarnings } from '../../api/validation/pod-spec/warnings.ts';

/** What the API server warns of in a StatefulSet. Models the warnings of pkg/registry/apps/statefulset. */
export function statefulSetWarnings(object: StatefulSet, previous?: StatefulSet): readonly string[] {
  const { template, volumeClaimTemplates = [], revisionHistoryLimit = 0 } = object.spec ?? ({} as StatefulSetSpec);
  const changed = object.metadata.generation !== previous?.metadata.generation;
  const warnings = changed
    ? podSpecWarnings(template?.spec, 'spec.template.spec', template?.metadata?.annotations)
    : [];
  for (const [i, { spec }] of volumeClaimTemplates.entries()) {
    // The path of updates is spelled like this upstream.
    const path = `spec.volumeClaimTemplates[${i}]${previous ? '.Spec' : ''}`;
    warnings.push(...claimSpecWarnings(spec ?? {}, path));
  }
  if (revisionHistoryLimit < 0) {
    const advice = 'a negative value retains all historical revisions; a value >= 0 is recommended';
    warnings.push(`spec.revisionHistoryLimit: ${advice}`);
  }
  return warnings;
}
