import { isBug } from '../../api/control/bug.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import NodeKind from '../../kinds/node/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import { updatePod } from './pod-worker.ts';

/** After this time a mirror Pod that was refused is tried again: in the next rounds of a young cluster. */
const RETRY_MS = 2_000;

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
  if (record.mirror) return;
  const again = (): void => updatePod(kubelet, record);
  if (!kubelet.registered.settled) {
    kubelet.registered.onSettle(again);
    return;
  }
  try {
    const node = yield* kubelet.client.get(NodeKind, '', kubelet.machine.name);
    yield* kubelet.client.create(PodKind, mirrorOf(record.pod, node.metadata.name ?? '', node.metadata.uid ?? ''));
  } catch (error) {
    if (isBug(error)) throw error;
    // It is there from an earlier life, or the API server is not ready to take it yet.
    if (isReason(error, 'AlreadyExists')) return;
    kubelet.engine.after(RETRY_MS, again, undefined, kubelet.scope);
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
