import type { PodSpec, Volume as VolumeSpec } from '../../api/k8s/core-v1.gen.ts';
import type { FsNode } from '../shell/fs/node.ts';
import { ownNode, type Volume } from '../shell/fs/volume.ts';

const FILE_MODE = 0o660;
const DIR_MODE = 0o2770;

/** Whether a volume is of those that belong to a Pod's fsGroup: what a host or a file server has does not. */
function isOwned({ hostPath, nfs, iscsi }: VolumeSpec): boolean {
  return !hostPath && !nfs && !iscsi;
}

/**
 * Gives a Pod's volume to its fsGroup: its members may read and write what is there, and what is made there is theirs.
 * Of a volume that shows objects only reading is given. Models pkg/volume/volume_linux.go (SetVolumeOwnership).
 */
export function giveToGroup(volume: Volume, spec: VolumeSpec, { securityContext }: PodSpec): void {
  const { fsGroup, fsGroupChangePolicy } = securityContext ?? {};
  if (fsGroup === undefined || !isOwned(spec)) return;
  const root = ownNode(volume, []);
  const isDone = root.gid === fsGroup && (root.mode & DIR_MODE) === DIR_MODE;
  if (fsGroupChangePolicy === 'OnRootMismatch' && isDone) return;
  const mask = volume.readOnly ? { file: 0o440, dir: 0o2550 } : { file: FILE_MODE, dir: DIR_MODE };
  const change = (node: FsNode): void => {
    // What the runtime shares with others is not the volume's to give.
    if (node.owner !== volume.owner || node.type === 'link') return;
    node.gid = fsGroup;
    node.mode |= node.type === 'dir' ? mask.dir : mask.file;
    if (node.type === 'dir') for (const child of node.children.values()) change(child);
  };
  change(root);
}
