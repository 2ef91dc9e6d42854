import { imageTree } from '../../containers/image-tree.ts';
import type { ImageSystem } from '../../images/image.ts';
import { entriesOf, type FsNode, newDir, newFile } from '../../shell/fs/node.ts';
import { partsOf } from '../../shell/fs/path.ts';
import { overlay, ownNode, type Volume } from '../../shell/fs/volume.ts';

/** What a machine has on its disk beside Pods' files. */
const SYSTEM: ImageSystem = {
  flavour: 'bash',
  also: ['bash'],
  os: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n',
  files: {
    '/etc/kubernetes/manifests': { dir: true },
    '/etc/kubernetes/pki': { dir: true },
    '/var/lib/kubelet': { dir: true },
    '/var/lib/containerd': { dir: true },
    '/var/log/containers': { dir: true },
    '/var/log/pods': { dir: true },
    '/boot': { dir: true },
  },
};

/** Host paths at which programs listen instead of keeping files. */
const SOCKETS = new Set(['/run/containerd/containerd.sock', '/var/run/containerd/containerd.sock']);

/** The files of a machine, which outlive its Pods. */
export class HostFiles {
  readonly root: Volume;
  private readonly nowMs: () => number;

  /** @param disk what they lie on */
  constructor(name: string, nowMs: () => number, disk: Pick<Volume, 'grow' | 'space'>) {
    this.nowMs = nowMs;
    this.root = { ...overlay(imageTree(SYSTEM), '/dev/vda1'), ...disk };
    const etc = ownNode(this.root, ['etc']);
    if (etc.type === 'dir') etc.children.set('hostname', newFile(this.root.owner, nowMs(), `${name}\n`));
  }

  /** What is at a path; undefined when nothing is. Links are not followed. */
  find(path: string): FsNode | undefined {
    let node: FsNode | undefined = this.root.root;
    for (const part of partsOf(path)) node = node?.type === 'dir' ? entriesOf(node).get(part) : undefined;
    return node;
  }

  /** A file or directory as a volume of its own; a directory is made where nothing is, as the runtime does. */
  volume(path: string, makeFile = false): Volume {
    const parts = partsOf(path);
    for (let i = 0; i < parts.length; i++) {
      const dir = ownNode(this.root, parts.slice(0, i));
      if (dir.type !== 'dir' || dir.children.has(parts[i]!)) continue;
      const { owner } = this.root;
      this.root.grow?.(0);
      const isLast = i === parts.length - 1;
      dir.children.set(parts[i]!, isLast && makeFile ? newFile(owner, this.nowMs(), '') : newDir(owner, this.nowMs()));
    }
    return { ...this.root, root: ownNode(this.root, parts) };
  }

  /**
   * Why a path is not of the type that a hostPath volume asks for, in the kubelet's words; what may be missing is made.
   * Models pkg/volume/hostpath/host_path.go (checkTypeInternal).
   */
  typeProblem(path: string, type: string | undefined): string | undefined {
    const node = this.find(path);
    const fails = (isRight: boolean, what: string): string | undefined =>
      isRight ? undefined : `hostPath type check failed: ${path} is not a ${what}`;
    switch (type) {
      case undefined:
      case '':
        return undefined;
      case 'DirectoryOrCreate':
        if (!node) return void this.volume(path);
        return fails(node.type === 'dir', 'directory');
      case 'Directory':
        return fails(node?.type === 'dir', 'directory');
      case 'FileOrCreate': {
        const parent = this.find(path.replace(/\/[^/]*\/*$/, '') || '/');
        if (!node && parent?.type !== 'dir') return `open ${path}: no such file or directory`;
        if (!node) return void this.volume(path, true);
        return fails(node.type === 'file', 'file');
      }
      case 'File':
        return fails(node?.type === 'file', 'file');
      case 'Socket':
        return fails(SOCKETS.has(path), 'socket file');
      case 'CharDevice':
        return fails(node?.type === 'device', 'character device');
      default:
        return fails(false, 'block device');
    }
  }
}
