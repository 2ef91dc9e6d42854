import type { Bytes } from '../../../base/bytes.ts';
import type { FileSystem } from '../fs/file-system.ts';
import { type DeviceNode, type FsNode, newDir } from '../fs/node.ts';
import { newVolume } from '../fs/volume.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { cgroupFs } from './cgroup-fs.ts';
import { procFs } from './proc-fs.ts';

/** Files that the kubelet and the runtime put into each container. */
export interface SystemFiles {
  readonly hostname: string;
  readonly hosts: Bytes;
  readonly resolvConf: Bytes;
}

/** Mounts what every container has besides its image: /proc, /dev, and the files of its network. */
export function mountSystem(fs: FileSystem, kernel: () => Kernel, files: SystemFiles): void {
  fs.mount('/proc', { root: procFs(kernel), owner: {}, readOnly: true, source: 'proc' });
  fs.mount('/sys/fs/cgroup', { root: cgroupFs(kernel), owner: {}, readOnly: true, source: 'cgroup' });
  const dev = newVolume('tmpfs', 0, 0o755);
  const entries = (dev.root as ReturnType<typeof newDir>).children;
  for (const [name, node] of devices(dev.owner)) entries.set(name, node);
  fs.mount('/dev', dev);
  fs.writeFile('/etc/hostname', '/', `${files.hostname}\n`);
  fs.writeFile('/etc/hosts', '/', files.hosts);
  fs.writeFile('/etc/resolv.conf', '/', files.resolvConf);
}

function devices(owner: object): [string, FsNode][] {
  const device = (kind: DeviceNode['device']): DeviceNode => ({
    type: 'device',
    owner,
    mode: 0o666,
    uid: 0,
    gid: 0,
    mtimeMs: 0,
    device: kind,
  });
  const link = (target: string): FsNode => ({ type: 'link', owner, mode: 0o777, uid: 0, gid: 0, mtimeMs: 0, target });
  return [
    ['null', device('null')],
    ['zero', device('zero')],
    ['full', device('full')],
    ['random', device('random')],
    ['urandom', device('random')],
    ['tty', device('tty')],
    ['stdin', link('/proc/self/fd/0')],
    ['stdout', link('/proc/self/fd/1')],
    ['stderr', link('/proc/self/fd/2')],
    ['fd', link('/proc/self/fd')],
    ['shm', newDir(owner, 0, 0o1777)],
  ];
}
