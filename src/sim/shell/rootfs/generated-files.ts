import type { Bytes } from '../../../base/bytes.ts';
import { type DirNode, type FileNode, type FsNode, newDir, newFile } from '../fs/node.ts';

const OWNER = {};

/** A directory whose entries are made each time it is looked at. */
export function dirOf(generate: () => Map<string, FsNode>): DirNode {
  return { ...newDir(OWNER, 0, 0o555), generate };
}

/** A file whose text is made each time it is read. */
export function generated(generate: () => Bytes): FileNode {
  return { ...newFile(OWNER, 0, '', 0o444), generate };
}

/** A directory of such files, by name. */
export function filesOf(texts: Readonly<Record<string, () => Bytes>>): DirNode {
  return dirOf(() => new Map(Object.entries(texts).map(([name, text]) => [name, generated(text)])));
}
