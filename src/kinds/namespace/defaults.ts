import type { Namespace } from '../../api/k8s/core-v1.gen.ts';
import { withLabel } from '../../api/meta.ts';

const nameLabel = 'kubernetes.io/metadata.name';

/** Completes a Namespace: its name is also a label. Models SetDefaults_Namespace of pkg/apis/core/v1. */
export function defaultNamespace(object: Namespace): Namespace {
  const { name } = object.metadata;
  return name ? withLabel(object, nameLabel, name) : object;
}
