import { SysError } from '../errors.ts';
import { copyNode, type DirNode, entriesOf, type FsNode, newDir, type Owner, sizeOf } from './node.ts';

/** A tree of files that one or more containers see at some place: a container's own root, an emptyDir, a ConfigMap. */
export interface Volume {
  root: FsNode;
  readonly owner: Owner;
  readonly readOnly: boolean;
  /** What `df` and /proc/mounts call it. */
  readonly source: string;
  /** How large what it lies on is, and how much of that is used, for `df`. */
  space?: () => { readonly sizeBytes: number; readonly usedBytes: number };
  /** Its files are kept in memory, which counts as that of the container that writes them. */
  readonly isMemory?: boolean;
  /** The files of the container that pays for them. */
  payer?: object | undefined;
  /** Told before so many bytes are added, or a file (0 bytes). Throws SysError when there is no room for them. */
  grow?: (bytes: number) => void;
}

/** An empty volume. */
export function newVolume(source: string, nowMs: number, mode = 0o777): Volume {
  const owner = {};
  return { root: newDir(owner, nowMs, mode), owner, readOnly: false, source };
}

/** A volume that begins as a tree of another owner and copies of it what is changed. */
export function overlay(base: DirNode, source = 'overlay'): Volume {
  return { root: base, owner: {}, readOnly: false, source };
}

/** The node at a place inside a volume, made the volume's own, so that it may be changed. */
export function ownNode(volume: Volume, parts: readonly string[]): FsNode {
  let node = own(volume, volume.root);
  volume.root = node;
  for (const part of parts) {
    if (node.type !== 'dir') throw new SysError('ENOTDIR');
    const child = entriesOf(node).get(part);
    if (!child) throw new SysError('ENOENT');
    const owned = own(volume, child);
    if (owned !== child) node.children.set(part, owned);
    node = owned;
  }
  return node;
}

function own(volume: Volume, node: FsNode): FsNode {
  return node.owner === volume.owner ? node : copyNode(node, volume.owner);
}

/** What a tree takes of a disk. */
export interface DiskUse {
  readonly bytes: number;
  readonly inodes: number;
}

export const BLOCK_BYTES = 4096;

/** What so many bytes take of a disk: files take whole blocks. */
export function blocks(bytes: number): number {
  return Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
}

/** What a volume's own nodes take, in whole blocks; those that it shares with an image do not count. */
export function diskUse({ root, owner }: Pick<Volume, 'root' | 'owner'>): DiskUse {
  let bytes = 0;
  let inodes = 0;
  const add = (node: FsNode): void => {
    if (node.owner !== owner) return;
    inodes++;
    if (node.type === 'file') bytes += blocks(sizeOf(node));
    else if (node.type === 'dir' && !node.generate) {
      bytes += BLOCK_BYTES;
      for (const child of node.children.values()) add(child);
    }
  };
  add(root);
  return { bytes, inodes };
}

/** The bytes in volumes in memory that somebody pays for. */
export function memoryPaidBy(payer: object, mounts: Iterable<{ readonly volume: Volume }>): number {
  let sum = 0;
  for (const { volume } of mounts) if (volume.isMemory && volume.payer === payer) sum += usedBytes(volume.root);
  return sum;
}

/** The bytes that a tree holds. */
export function usedBytes(node: FsNode): number {
  if (node.type === 'file') return node.generate ? 0 : sizeOf(node);
  if (node.type !== 'dir' || node.generate) return 0;
  let sum = 0;
  for (const child of node.children.values()) sum += usedBytes(child);
  return sum;
}
