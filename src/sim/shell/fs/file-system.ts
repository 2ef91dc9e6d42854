import type { Bytes } from '../../../base/bytes.ts';
import { type ErrorCode, SysError } from '../errors.ts';
import { contentOf, type DirNode, entriesOf, type FileNode, type FsNode, newDir, newFile, sizeOf } from './node.ts';
import { joinPath, partsOf } from './path.ts';
import { memoryPaidBy, ownNode, type Volume } from './volume.ts';

/** A volume at a place. */
export interface Mount {
  readonly path: string;
  readonly volume: Volume;
  readonly readOnly: boolean;
}

/** Where a path leads. */
export interface Found {
  readonly node: FsNode;
  /** Absolute, without links. */
  readonly path: string;
  readonly mount: Mount;
  /** The place inside the mount's volume. */
  readonly parts: readonly string[];
}

/** Who asks: root may do everything. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly groups?: readonly number[];
}

const MAX_LINKS = 40;
/** What is made in a directory with this bit belongs to the directory's group. */
const SETGID = 0o2000;

/** The files that a container sees: its root and what is mounted in it. Its calls throw SysError. */
export class FileSystem {
  readonly mounts = new Map<string, Mount>();
  /** Told before so many bytes are added to files that are kept in memory. */
  onMemory: ((bytes: number) => void) | undefined;
  /** How many times something in it was changed, other than what is in a file. */
  changes = 0;
  private readonly nowMs: () => number;

  constructor(root: Volume, nowMs: () => number, readOnly = false) {
    this.nowMs = nowMs;
    this.mounts.set('/', { path: '/', volume: root, readOnly });
  }

  /** Shows a volume at a path; directories on the way to it are made, links on the way followed (/var/run leads to /run). */
  mount(wanted: string, volume: Volume, readOnly = false): void {
    this.makeMountPoint(wanted, volume.root.type === 'dir');
    const { path } = this.resolve(wanted, '/');
    this.changes++;
    this.mounts.set(path, { path, volume, readOnly: readOnly || volume.readOnly });
  }

  /** Where a path leads; `followLast` says whether a link at its end counts. */
  resolve(path: string, cwd: string, followLast = true): Found {
    const found = this.walk(path, cwd, followLast);
    if ('missing' in found) throw new SysError('ENOENT');
    return found;
  }

  /** As `resolve`, undefined where there is nothing. Shells look along their PATH with it: it throws nothing. */
  find(path: string, cwd: string, followLast = true): Found | undefined {
    const found = this.look(path, cwd, followLast, 0);
    return typeof found === 'string' || 'missing' in found ? undefined : found;
  }

  list(path: string, cwd: string): string[] {
    const { node, path: at } = this.resolve(path, cwd);
    if (node.type !== 'dir') throw new SysError('ENOTDIR');
    const names = new Set(entriesOf(node).keys());
    for (const mounted of this.mounts.keys()) {
      const slash = mounted.lastIndexOf('/');
      if (mounted !== '/' && (mounted.slice(0, slash) || '/') === at) names.add(mounted.slice(slash + 1));
    }
    return [...names].sort();
  }

  readFile(path: string, cwd: string): Bytes {
    const { node } = this.resolve(path, cwd);
    if (node.type === 'dir') throw new SysError('EISDIR');
    return node.type === 'file' ? contentOf(node) : '';
  }

  /** Writes a file, which is made if it does not exist. */
  writeFile(path: string, cwd: string, data: Bytes, mode = 0o644): void {
    const file = this.openFile(path, cwd, { create: true, mode });
    if (file.type !== 'file') return;
    this.grow(file, data.length - sizeOf(file));
    file.data = data;
    file.zeros = 0;
  }

  /** Tells the volume of a node that it is to take more bytes. Throws SysError when there is no room for them. */
  grow(node: FsNode, bytes: number): void {
    if (bytes < 0) return;
    for (const { volume } of this.mounts.values()) {
      if (volume.owner !== node.owner) continue;
      volume.grow?.(bytes);
      if (volume.isMemory) {
        volume.payer ??= this;
        if (volume.payer === this) this.onMemory?.(bytes);
      }
      return;
    }
  }

  /** Bytes of files that are kept in memory and counted as this container's. */
  get memoryBytes(): number {
    return memoryPaidBy(this, this.mounts.values());
  }

  /** The node of a file that is to be written to, made if it is not there. */
  openFile(
    path: string,
    cwd: string,
    options: { create: boolean; exclusive?: boolean; mode?: number; by?: Credentials },
  ): FsNode {
    const { by } = options;
    const found = this.walk(path, cwd, true);
    if (!('missing' in found)) {
      if (options.exclusive) throw new SysError('EEXIST');
      if (found.node.type === 'dir') throw new SysError('EISDIR');
      if (found.node.type !== 'file') return found.node;
      check(found.node, 2, by);
      const file = this.change(found) as FileNode;
      file.mtimeMs = this.nowMs();
      return file;
    }
    if (!options.create) throw new SysError('ENOENT');
    const file = newFile(found.parent.mount.volume.owner, this.nowMs(), '', options.mode ?? 0o644);
    this.add(found.parent, found.missing, file, by);
    return file;
  }

  mkdir(path: string, cwd: string, mode = 0o755, by?: Credentials): void {
    const { parent, name } = this.freePlace(path, cwd);
    this.add(parent, name, newDir(parent.mount.volume.owner, this.nowMs(), mode), by);
  }

  symlink(target: string, path: string, cwd: string, by?: Credentials): void {
    const { parent, name } = this.freePlace(path, cwd);
    const meta = { owner: parent.mount.volume.owner, mode: 0o777, uid: 0, gid: 0, mtimeMs: this.nowMs() };
    this.add(parent, name, { type: 'link', target, ...meta }, by);
  }

  /** A second name for a file. */
  link(target: string, path: string, cwd: string, by?: Credentials): void {
    const old = this.resolve(target, cwd, false);
    if (old.node.type === 'dir') throw new SysError('EPERM');
    const { parent, name } = this.freePlace(path, cwd);
    if (parent.mount.volume !== old.mount.volume) throw new SysError('EXDEV');
    this.add(parent, name, this.change(old), by);
  }

  /** Removes a file, or an empty directory. */
  remove(path: string, cwd: string, by?: Credentials): void {
    const found = this.resolve(path, cwd, false);
    if (found.path === '/' || this.mounts.has(found.path)) throw new SysError('EBUSY');
    if (found.node.type === 'dir' && entriesOf(found.node).size > 0) throw new SysError('ENOTEMPTY');
    const parent = this.parentOf(found, by);
    parent.children.delete(found.path.slice(found.path.lastIndexOf('/') + 1));
    parent.mtimeMs = this.nowMs();
  }

  rename(from: string, to: string, cwd: string, by?: Credentials): void {
    const old = this.resolve(from, cwd, false);
    if (this.mounts.has(old.path)) throw new SysError('EBUSY');
    const target = this.walk(to, cwd, false);
    if ('missing' in target) {
      if (target.parent.mount.volume !== old.mount.volume) throw new SysError('EXDEV');
      if (`${target.parent.path}/`.startsWith(`${old.path}/`)) throw new SysError('EINVAL');
      this.add(target.parent, target.missing, this.change(old), by, false);
    } else {
      if (target.path === old.path) return;
      if (target.mount.volume !== old.mount.volume) throw new SysError('EXDEV');
      if (target.node.type === 'dir' && old.node.type !== 'dir') throw new SysError('EISDIR');
      if (target.node.type === 'dir' && entriesOf(target.node).size > 0) throw new SysError('ENOTEMPTY');
      const moved = this.change(old);
      this.parentOf(target, by).children.set(target.path.slice(target.path.lastIndexOf('/') + 1), moved);
    }
    this.parentOf(this.resolve(from, cwd, false), by).children.delete(old.path.slice(old.path.lastIndexOf('/') + 1));
  }

  /** Changes a node's permissions, owner or time. */
  setMeta(path: string, cwd: string, change: Partial<Pick<FsNode, 'mode' | 'uid' | 'gid' | 'mtimeMs'>>): void {
    Object.assign(this.change(this.resolve(path, cwd)), change);
  }

  /** The node at a place that was found, free to be changed. */
  change({ mount, parts }: Found): FsNode {
    if (mount.readOnly) throw new SysError('EROFS');
    this.changes++;
    return ownNode(mount.volume, parts);
  }

  private freePlace(path: string, cwd: string): { parent: Found; name: string } {
    const found = this.walk(path.replace(/(.)\/+$/, '$1'), cwd, false);
    if (!('missing' in found)) throw new SysError('EEXIST');
    return { parent: found.parent, name: found.missing };
  }

  private add(parent: Found, name: string, node: FsNode, by?: Credentials, isNew = true): void {
    if (parent.node.type !== 'dir') throw new SysError('ENOTDIR');
    check(parent.node, 2, by);
    const dir = this.change(parent) as DirNode;
    if (isNew) parent.mount.volume.grow?.(0);
    if (isNew && by) Object.assign(node, { uid: by.uid, gid: by.gid });
    if (isNew && dir.mode & SETGID) {
      node.gid = dir.gid;
      if (node.type === 'dir') node.mode |= SETGID;
    }
    dir.children.set(name, node);
    dir.mtimeMs = this.nowMs();
  }

  private parentOf(found: Found, by?: Credentials): DirNode {
    const parent = this.resolve(found.path.slice(0, found.path.lastIndexOf('/')) || '/', '/');
    check(parent.node, 2, by);
    return this.change(parent) as DirNode;
  }

  private walk(path: string, cwd: string, followLast: boolean): Found | Missing {
    const found = this.look(path, cwd, followLast, 0);
    if (typeof found === 'string') throw new SysError(found);
    return found;
  }

  private look(path: string, cwd: string, followLast: boolean, links: number): Found | Missing | ErrorCode {
    if (path === '') return 'ENOENT';
    const parts = partsOf(path.startsWith('/') ? path : `${cwd}/${path}`);
    const wantsDir = /\/\.?$/.test(path);
    let found = this.rootFound();
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      const isLast = i === parts.length - 1;
      if (found.node.type !== 'dir') return 'ENOTDIR';
      if (part === '..') {
        found = this.resolve(found.path.slice(0, found.path.lastIndexOf('/')) || '/', '/');
        continue;
      }
      const next = this.step(found, part);
      if (!next) return isLast ? { parent: found, missing: part } : 'ENOENT';
      if (next.node.type === 'link' && (!isLast || followLast || wantsDir)) {
        if (links >= MAX_LINKS) return 'ELOOP';
        const rest = parts.slice(i + 1).join('/');
        const target = rest ? `${next.node.target}/${rest}` : next.node.target;
        return this.look(target, found.path, followLast, links + 1);
      }
      found = next;
    }
    return wantsDir && found.node.type !== 'dir' ? 'ENOTDIR' : found;
  }

  private rootFound(): Found {
    const mount = this.mounts.get('/')!;
    return { node: mount.volume.root, path: '/', mount, parts: [] };
  }

  private step({ node, path, mount, parts }: Found, name: string): Found | undefined {
    const at = joinPath(path, name);
    const mounted = this.mounts.size > 1 ? this.mounts.get(at) : undefined;
    if (mounted) return { node: mounted.volume.root, path: at, mount: mounted, parts: [] };
    const child = entriesOf(node as DirNode).get(name);
    return child && { node: child, path: at, mount, parts: [...parts, name] };
  }

  private makeMountPoint(path: string, isDir: boolean): void {
    const parts = partsOf(path);
    for (let i = 1; i <= parts.length; i++) {
      const at = `/${parts.slice(0, i).join('/')}`;
      if (this.find(at, '/')) continue;
      const { volume } = this.resolve(`/${parts.slice(0, i - 1).join('/')}`, '/').mount;
      const found = this.resolve(`/${parts.slice(0, i - 1).join('/')}`, '/');
      const dir = ownNode(volume, found.parts) as DirNode;
      const last = i === parts.length && !isDir;
      dir.children.set(
        parts[i - 1]!,
        last ? newFile(volume.owner, this.nowMs(), '') : newDir(volume.owner, this.nowMs()),
      );
    }
  }
}

interface Missing {
  readonly parent: Found;
  readonly missing: string;
}

/** Throws EACCES unless somebody may read (4), write (2) or execute (1) a node. */
export function check(node: FsNode, wanted: 1 | 2 | 4, by: Credentials | undefined): void {
  if (!by || by.uid === 0) return;
  const isGroup = node.gid === by.gid || by.groups?.includes(node.gid);
  const shift = node.uid === by.uid ? 6 : isGroup ? 3 : 0;
  if (((node.mode >> shift) & wanted) === 0) throw new SysError('EACCES');
}
