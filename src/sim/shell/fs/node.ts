import type { Bytes } from '../../../base/bytes.ts';

/** Whose a node is: nodes of another owner are shared and are copied before they are changed. */
export type Owner = object;

interface Meta {
  readonly owner: Owner;
  /** Permission bits. */
  mode: number;
  uid: number;
  gid: number;
  mtimeMs: number;
}

/** A directory. */
export interface DirNode extends Meta {
  readonly type: 'dir';
  children: Map<string, FsNode>;
  /** Makes its entries anew whenever it is looked at: /proc. */
  readonly generate?: () => Map<string, FsNode>;
}

/** A regular file. */
export interface FileNode extends Meta {
  readonly type: 'file';
  data: Bytes;
  /** So many zero bytes follow, which are not kept: large files of nothing. */
  zeros?: number;
  /** The program of the simulation that runs when the file is executed. */
  readonly program?: string;
  /** Makes its content anew whenever it is read: /proc/uptime. */
  readonly generate?: () => Bytes;
}

/** A symbolic link. */
export interface LinkNode extends Meta {
  readonly type: 'link';
  readonly target: string;
}

/** A character device or a named pipe's end of the running system. */
export interface DeviceNode extends Meta {
  readonly type: 'device';
  readonly device: 'null' | 'zero' | 'full' | 'random' | 'tty';
}

/** What a name in a directory leads to. */
export type FsNode = DirNode | FileNode | LinkNode | DeviceNode;

/** A new empty directory. */
export function newDir(owner: Owner, mtimeMs: number, mode = 0o755): DirNode {
  return { type: 'dir', owner, mode, uid: 0, gid: 0, mtimeMs, children: new Map() };
}

/** A new file. */
export function newFile(owner: Owner, mtimeMs: number, data: Bytes, mode = 0o644): FileNode {
  return { type: 'file', owner, mode, uid: 0, gid: 0, mtimeMs, data };
}

/** The entries of a directory as they are now. */
export function entriesOf(dir: DirNode): Map<string, FsNode> {
  return dir.generate ? dir.generate() : dir.children;
}

/** The content of a file as it is now. */
export function contentOf(file: FileNode): Bytes {
  return file.generate ? file.generate() : file.data;
}

/** The size of a file in bytes. */
export function sizeOf(file: FileNode): number {
  return (file.generate ? file.generate() : file.data).length + (file.zeros ?? 0);
}

/** A copy that another owner may change; entries of a directory stay shared. */
export function copyNode<N extends FsNode>(node: N, owner: Owner): N {
  return node.type === 'dir' ? { ...node, owner, children: new Map(node.children) } : { ...node, owner };
}
