import { changeField, fill } from '../../api/defaults/fill.ts';
import { defaultPodTemplate } from '../../api/defaults/pod-spec.ts';
import type { ReplicaSet, ReplicaSetSpec } from '../../api/k8s/apps-v1.gen.ts';

/** Completes a ReplicaSet. Models SetDefaults_ReplicaSet of pkg/apis/apps/v1. */
export function defaultReplicaSet(object: ReplicaSet): ReplicaSet {
  const given = fill(object.spec ?? ({} as ReplicaSetSpec), { replicas: 1, template: {} });
  const spec = changeField(given, 'template', defaultPodTemplate);
  return spec === object.spec ? object : { ...object, spec };
}
