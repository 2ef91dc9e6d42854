import { isBug } from '../../api/control/bug.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import NodeKind from '../../kinds/node/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';

export const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';
const HASH_ANNOTATION = 'kubernetes.io/config.hash';
const SEEN_ANNOTATION = 'kubernetes.io/config.seen';
const SOURCE_ANNOTATION = 'kubernetes.io/config.source';

/** The Pod that a kubelet runs from a manifest on its machine. Models pkg/kubelet/config/common.go (applyDefaults). */
export function staticPod(manifest: Pod, nodeName: string, uid: string, seen: string): Pod {
  const { metadata, spec } = manifest;
  return {
    ...manifest,
    metadata: {
      ...metadata,
      name: `${metadata.name}-${nodeName}`,
      uid,
      annotations: {
        ...metadata.annotations,
        [HASH_ANNOTATION]: uid,
        [SEEN_ANNOTATION]: seen,
        [SOURCE_ANNOTATION]: 'file',
      },
    },
    spec: { ...spec!, nodeName, tolerations: [{ effect: 'NoExecute', operator: 'Exists' }] },
  };
}

/** Shows a static Pod at the API server. Models pkg/kubelet/pod/mirror_client.go. */
export function* ensureMirror(kubelet: KubeletState, record: PodRecord): Process {
  if (record.mirror || !kubelet.registered.settled) return;
  try {
    const node = yield* kubelet.client.get(NodeKind, '', kubelet.machine.name);
    yield* kubelet.client.create(PodKind, mirrorOf(record.pod, node.metadata.name ?? '', node.metadata.uid ?? ''));
  } catch (error) {
    // It is there from an earlier life, or the next round makes it.
    if (isBug(error)) throw error;
  }
}

function mirrorOf(pod: Pod, nodeName: string, nodeUid: string): Pod {
  const { uid, ...metadata } = pod.metadata;
  return {
    ...pod,
    metadata: {
      ...metadata,
      annotations: { ...metadata.annotations, [MIRROR_ANNOTATION]: uid ?? '' },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: nodeName, uid: nodeUid, controller: true }],
    },
  };
}
