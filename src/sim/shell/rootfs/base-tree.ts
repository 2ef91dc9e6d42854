import type { Bytes } from '../../../base/bytes.ts';
import { type DirNode, type FsNode, newDir, newFile } from '../fs/node.ts';
import { partsOf } from '../fs/path.ts';

/** A file of an image: its content, or the program that it is, or a link. */
export type BaseFile =
  | Bytes
  | { readonly program: string }
  | { readonly link: string }
  | { readonly dir: true; readonly mode?: number };

/** Whose the trees of images are: no container's, so that each copies what it changes. */
const IMAGE = {};

/** Makes a tree from paths. Containers share it. */
export function baseTree(files: Readonly<Record<string, BaseFile>>, mtimeMs: number): DirNode {
  const root = newDir(IMAGE, mtimeMs);
  for (const [path, file] of Object.entries(files)) put(root, path, file, mtimeMs);
  return root;
}

/** Adds a file to a tree that is being made. */
function put(root: DirNode, path: string, file: BaseFile, mtimeMs: number): void {
  const parts = partsOf(path);
  let dir = root;
  for (const part of parts.slice(0, -1)) {
    let next = dir.children.get(part);
    if (next?.type !== 'dir') {
      next = newDir(IMAGE, mtimeMs);
      dir.children.set(part, next);
    }
    dir = next;
  }
  dir.children.set(parts.at(-1)!, nodeOf(file, mtimeMs));
}

function nodeOf(file: BaseFile, mtimeMs: number): FsNode {
  // A text that names its interpreter is there to be run.
  if (typeof file === 'string') return newFile(IMAGE, mtimeMs, file, file.startsWith('#!') ? 0o755 : 0o644);
  if ('program' in file) return { ...newFile(IMAGE, mtimeMs, '', 0o755), program: file.program };
  if ('dir' in file) return newDir(IMAGE, mtimeMs, file.mode ?? 0o755);
  return { type: 'link', owner: IMAGE, mode: 0o777, uid: 0, gid: 0, mtimeMs, target: file.link };
}
