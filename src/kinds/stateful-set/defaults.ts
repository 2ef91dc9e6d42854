import { changeField, fill, fillZero } from '../../api/defaults/fill.ts';
import { defaultPodTemplate } from '../../api/defaults/pod-spec.ts';
import type { StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy } from '../../api/k8s/apps-v1.gen.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../api/k8s/core-v1.gen.ts';
import { mapShared } from '../../base/shared.ts';

/** Only a strategy without type gets its parameters: one that names RollingUpdate alone stays without. */
function defaultStrategy(given: StatefulSetUpdateStrategy): StatefulSetUpdateStrategy {
  const strategy = given.type ? given : { rollingUpdate: {}, ...given, type: 'RollingUpdate' };
  if (strategy.type !== 'RollingUpdate') return strategy;
  return changeField(strategy, 'rollingUpdate', (rolling) => fill(rolling, { partition: 0 }));
}

/** A claim in a template is written as a whole object, as the server's conversion does. */
function defaultClaim(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const whole = fillZero(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim' });
  const spec = fill(whole.spec ?? ({} as PersistentVolumeClaimSpec), { volumeMode: 'Filesystem' });
  const status = fillZero(whole.status ?? {}, { phase: 'Pending' });
  return spec === whole.spec && status === whole.status ? whole : { ...whole, spec, status };
}

/** Completes a StatefulSet. Models SetDefaults_StatefulSet of pkg/apis/apps/v1. */
export function defaultStatefulSet(object: StatefulSet): StatefulSet {
  let spec = fillZero(object.spec ?? ({} as StatefulSetSpec), { podManagementPolicy: 'OrderedReady' });
  spec = fill(spec, {
    updateStrategy: {},
    persistentVolumeClaimRetentionPolicy: {},
    replicas: 1,
    revisionHistoryLimit: 10,
    template: {},
  });
  spec = changeField(spec, 'updateStrategy', defaultStrategy);
  spec = changeField(spec, 'persistentVolumeClaimRetentionPolicy', (policy) =>
    fillZero(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
  );
  spec = changeField(spec, 'template', defaultPodTemplate);
  spec = changeField(spec, 'volumeClaimTemplates', (claims) => mapShared(claims, defaultClaim));
  return spec === object.spec ? object : { ...object, spec };
}
