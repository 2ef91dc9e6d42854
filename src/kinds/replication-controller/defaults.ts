import { changeField, fill } from '../../api/defaults/fill.ts';
import { defaultPodTemplate } from '../../api/defaults/pod-spec.ts';
import type { ReplicationController, ReplicationControllerSpec } from '../../api/k8s/core-v1.gen.ts';

type Labels = Readonly<Record<string, string>>;

const isEmpty = (labels: Labels | undefined): boolean => Object.keys(labels ?? {}).length === 0;

/** Completes a ReplicationController. Models SetDefaults_ReplicationController of pkg/apis/core/v1. */
export function defaultReplicationController(object: ReplicationController): ReplicationController {
  let spec = fill(object.spec ?? ({} as ReplicationControllerSpec), { replicas: 1 });
  let { metadata } = object;
  const labels = spec.template?.metadata?.labels;
  if (labels) {
    if (isEmpty(spec.selector)) spec = { ...spec, selector: labels };
    if (isEmpty(metadata.labels)) metadata = { ...metadata, labels };
  }
  spec = changeField(spec, 'template', defaultPodTemplate);
  return spec === object.spec && metadata === object.metadata ? object : { ...object, metadata, spec };
}
