import type { ImageSystem } from '../images/image.ts';
import { FileSystem } from '../shell/fs/file-system.ts';
import type { DirNode } from '../shell/fs/node.ts';
import { overlay } from '../shell/fs/volume.ts';
import { baseTree } from '../shell/rootfs/base-tree.ts';
import { standardFiles } from '../shell/rootfs/standard-files.ts';

const trees = new WeakMap<ImageSystem, DirNode>();
const fileSystems = new WeakMap<ImageSystem, FileSystem>();
/** Places that the runtime mounts something at. */
const EMPTY = { '/etc': { dir: true }, '/dev': { dir: true }, '/proc': { dir: true } } as const;
/** When the images' files were made. */
const BUILT_MS = Date.UTC(2025, 0, 14);

/** The files of an image, made when the first container looks at them and shared by all. */
export function imageTree(system: ImageSystem): DirNode {
  let tree = trees.get(system);
  if (!tree) {
    const { also = [], without = [], files = {}, os, bare = false } = system;
    const brought = system.flavour === 'busybox' ? [...also, 'hexdump', 'hd', 'xxd'] : also;
    const standard = bare ? EMPTY : standardFiles({ also: brought, without, ...(os ? { os } : {}) });
    tree = baseTree({ ...standard, ...files }, BUILT_MS);
    trees.set(system, tree);
  }
  return tree;
}

/** The files of an image for servers that have none of their own: they only read. It is as writable as a container's. */
export function imageFiles(system: ImageSystem): FileSystem {
  let files = fileSystems.get(system);
  if (!files) {
    files = new FileSystem(overlay(imageTree(system)), () => BUILT_MS);
    fileSystems.set(system, files);
  }
  return files;
}
