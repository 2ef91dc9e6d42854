import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { parseDocuments } from '../../api/yaml/parse-documents.ts';
import PodKind from '../../kinds/pod/kind.ts';

/**
 * The Pods of the manifests on a machine's disk, with their defaults; what is no Pod is left out, as a kubelet does. Models
 * pkg/kubelet/config/common.go (tryDecodeSinglePod).
 */
export function podsOfManifests(yaml: string): readonly Pod[] {
  return parseDocuments(yaml).flatMap(({ value, error }) => {
    const pod = value as Pod | undefined;
    if (error || pod?.kind !== 'Pod' || !pod.metadata?.name || !pod.spec) return [];
    const named: Pod = { ...pod, metadata: { ...pod.metadata, namespace: pod.metadata.namespace ?? 'default' } };
    return [PodKind.defaults!(named)];
  });
}
