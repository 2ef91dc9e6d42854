import type { EventRecorder } from '../../api/controller.ts';
import type { KubeObject } from '../../api/object.ts';

/** A node as node events refer to it: by name and uid, without a version. */
export function nodeReference(node: KubeObject): KubeObject {
  const { name, uid } = node.metadata;
  return { apiVersion: 'v1', kind: 'Node', metadata: { name: name!, ...(uid ? { uid } : {}) } };
}

/** Models RecordNodeEvent of pkg/controller/util/node. */
export function recordNodeEvent(recorder: EventRecorder, node: KubeObject, reason: string, text: string): void {
  recorder.event(nodeReference(node), 'Normal', reason, `Node ${node.metadata.name} event: ${text}`);
}

/** Models RecordNodeStatusChange of pkg/controller/util/node. */
export function recordNodeStatusChange(recorder: EventRecorder, node: KubeObject, status: string): void {
  recorder.event(nodeReference(node), 'Normal', status, `Node ${node.metadata.name} status is now: ${status}`);
}
