import { attachableName } from '../../../api/attachable-volume.ts';
import type { Node, PersistentVolume } from '../../../api/k8s/core-v1.gen.ts';
import type { VolumeAttachment } from '../../../api/k8s/storage-v1.gen.ts';
import { isTerminating } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { deepEqual } from '../../../base/equal.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import { NODE, type State } from './controller.ts';
import type { NodeView } from './plan.ts';

const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** What is known of a node; of one that is gone nobody knows whether it still uses the volume. */
export function nodeView({ nodes }: State, name: string, volume: PersistentVolume | undefined): NodeView {
  const node = nodes.get(name);
  const uses = volume ? inUse(node, volume) : false;
  return {
    isHealthy: node?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
    usesVolume: node ? uses : volume !== undefined,
    isOutOfService: node?.spec?.taints?.some(({ key }) => key === OUT_OF_SERVICE) ?? false,
  };
}

function inUse(node: Node | undefined, volume: PersistentVolume): boolean {
  const name = attachableName(volume, undefined);
  return name !== undefined && (node?.status?.volumesInUse?.includes(name) ?? false);
}

/** Writes into a node's status which volumes are attached to it. Models statusupdater.UpdateNodeStatusForNode. */
export function* reportAttached({ context, nodes, attachments, volumes, ending }: State, name: string): Process<void> {
  const node = nodes.get(name);
  if (!node) return;
  const names = [...attachments.byIndex(NODE, name)].flatMap((attachment) => {
    const { metadata, spec, status } = attachment;
    if (!status?.attached || isTerminating(attachment) || ending.has(metadata.name ?? '')) return [];
    const volume = volumes.get(spec.source.persistentVolumeName ?? '');
    return (volume && attachableName(volume, undefined)) ?? [];
  });
  const attached = names.sort().map((volume) => ({ name: volume, devicePath: '' }));
  if (deepEqual(attached, node.status?.volumesAttached ?? [])) return;
  const body = { status: { volumesAttached: attached.length > 0 ? attached : null } };
  const type = 'application/merge-patch+json' as const;
  try {
    yield* context.client.patch(NodeKind, '', name, { type, body, subresource: 'status' });
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** Asks the API server itself whether a node has unmounted a volume. Throws if not. Models verifyVolumeIsSafeToDetach. */
export function* unusedOnNode({ context, volumes }: State, { spec }: VolumeAttachment): Process<void> {
  const volume = volumes.get(spec.source.persistentVolumeName ?? '');
  try {
    const node = yield* context.client.get(NodeKind, '', spec.nodeName);
    if (volume && inUse(node, volume)) throw new Error('volume is still in use by node, according to Node status');
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}
