import type { ImageSystem } from '../images/image.ts';
import type { DirNode } from '../shell/fs/node.ts';
import { baseTree } from '../shell/rootfs/base-tree.ts';
import { standardFiles } from '../shell/rootfs/standard-files.ts';

const trees = new WeakMap<ImageSystem, DirNode>();
/** Places that the runtime mounts something at. */
const EMPTY = { '/etc': { dir: true }, '/dev': { dir: true }, '/proc': { dir: true } } as const;
/** When the images' files were made. */
const BUILT_MS = Date.UTC(2025, 0, 14);

/** The files of an image, made when the first container looks at them and shared by all. */
export function imageTree(system: ImageSystem): DirNode {
  let tree = trees.get(system);
  if (!tree) {
    const { also = [], without = [], files = {}, os, bare = false } = system;
    const standard = bare ? EMPTY : standardFiles({ also, without, ...(os ? { os } : {}) });
    tree = baseTree({ ...standard, ...files }, BUILT_MS);
    trees.set(system, tree);
  }
  return tree;
}
