import type { Node } from '../../api/k8s/core-v1.gen.ts';
import type { KubeletState } from './kubelet-state.ts';

/** Events about a node name it by its name in place of the uid, as upstream's kubelet does. */
function nodeRef(name: string): Node {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, uid: name } };
}

/** Writes an Event about the kubelet's node. */
export function nodeEvent(kubelet: KubeletState, type: 'Normal' | 'Warning', reason: string, message: string): void {
  kubelet.recorder.event(nodeRef(kubelet.machine.name), type, reason, message);
}
