import type { Bytes } from '../../../base/bytes.ts';
import { type DirNode, entriesOf, type FsNode } from '../fs/node.ts';
import { usedBytes } from '../fs/volume.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Proc } from '../kernel/proc.ts';
import { dirOf, filesOf, generated } from './generated-files.ts';

/** /proc of a container: what the tools read of it, made when it is looked at. */
export function procFs(kernel: () => Kernel): DirNode {
  const files: Readonly<Record<string, () => Bytes>> = {
    cpuinfo: () => cpuInfo(kernel()),
    meminfo: () => memInfo(kernel()),
    uptime: () => `${((kernel().nowMs - kernel().options.facts().bootMs) / 1000).toFixed(2)} 0.00\n`,
    loadavg: () => `0.00 0.00 0.00 1/${kernel().procs.size} ${Math.max(0, ...kernel().procs.keys())}\n`,
    version: () => `Linux version ${kernel().options.facts().kernelRelease} (buildd@build) #1 SMP PREEMPT_DYNAMIC\n`,
    mounts: () => mounts(kernel()),
    stat: () =>
      `cpu  0 0 0 0 0 0 0 0 0 0\nbtime ${Math.floor((kernel().unixMs - kernel().nowMs + kernel().options.facts().bootMs) / 1000)}\n`,
  };
  return dirOf(() => {
    const entries = new Map<string, FsNode>();
    for (const [name, generate] of Object.entries(files)) entries.set(name, generated(generate));
    for (const proc of kernel().procs.values()) entries.set(String(proc.pid), processDir(proc));
    const { current } = kernel();
    const own = current?.alive ? current : kernel().procs.get(1);
    if (own) entries.set('self', processDir(own));
    entries.set('sys', sysDir(kernel()));
    return entries;
  });
}

/** What little is read of /proc/sys. */
function sysDir(kernel: Kernel): DirNode {
  const { hostname, kernelRelease } = kernel.options.facts();
  const values: Readonly<Record<string, string>> = {
    ostype: 'Linux',
    osrelease: kernelRelease,
    hostname,
    pid_max: '4194304',
    'threads-max': '127205',
  };
  const texts = Object.entries(values).map(([name, value]) => [name, () => `${value}\n`] as const);
  return dirOf(() => new Map<string, FsNode>([['kernel', filesOf(Object.fromEntries(texts))]]));
}

function processDir(proc: Proc): DirNode {
  const files: Readonly<Record<string, () => Bytes>> = {
    cgroup: () => '0::/\n',
    cmdline: () => proc.argv.map((word) => `${word}\0`).join(''),
    comm: () => `${proc.name}\n`,
    environ: () => [...proc.env].map(([name, value]) => `${name}=${value}\0`).join(''),
    oom_score_adj: () => `${proc.kernel.options.facts().controlGroup?.oomScoreAdjust ?? 0}\n`,
    status: () =>
      `Name:\t${proc.name}\nState:\tS (sleeping)\nPid:\t${proc.pid}\nPPid:\t${proc.parent?.pid ?? 0}\nUid:\t${`${proc.credentials.uid}\t`.repeat(4).trim()}\nGid:\t${`${proc.credentials.gid}\t`.repeat(4).trim()}\nVmRSS:\t${Math.floor(proc.memoryBytes / 1024)} kB\n`,
    stat: () => `${proc.pid} (${proc.name}) S ${proc.parent?.pid ?? 0} ${proc.group} 1 0 -1\n`,
  };
  return dirOf(() => {
    const entries = new Map<string, FsNode>(
      Object.entries(files).map(([name, generate]) => [name, generated(generate)]),
    );
    return entries.set('root', rootOf(proc));
  });
}

/** The files that a process sees, of which its own mounts are left out. */
function rootOf({ kernel }: Proc): DirNode {
  return dirOf(() => {
    const { root } = kernel.fs.mounts.get('/')!.volume;
    return root.type === 'dir' ? new Map(entriesOf(root)) : new Map();
  });
}

function cpuInfo(kernel: Kernel): Bytes {
  const { cpus } = kernel.options.facts();
  return Array.from(
    { length: cpus },
    (_, i) =>
      `processor\t: ${i}\nvendor_id\t: GenuineIntel\nmodel name\t: Simulated CPU @ 2.50GHz\ncpu MHz\t\t: 2500.000\n\n`,
  ).join('');
}

function memInfo(kernel: Kernel): Bytes {
  const { memoryBytes } = kernel.options.facts();
  const row = (name: string, bytes: number): string =>
    `${`${name}:`.padEnd(16)}${String(Math.floor(bytes / 1024)).padStart(8)} kB\n`;
  const free = memoryBytes - kernel.memoryBytes;
  return (
    row('MemTotal', memoryBytes) +
    row('MemFree', free) +
    row('MemAvailable', free) +
    row('SwapTotal', 0) +
    row('SwapFree', 0)
  );
}

function mounts(kernel: Kernel): Bytes {
  return [...kernel.fs.mounts.values()]
    .map(
      ({ path, volume, readOnly }) =>
        `${volume.source} ${path} ${fsType(volume.source)} ${readOnly ? 'ro' : 'rw'},relatime 0 0\n`,
    )
    .join('');
}

function fsType(source: string): string {
  if (source === 'cgroup') return 'cgroup2';
  return source.startsWith('/dev/') ? 'ext4' : source;
}

/** How many bytes a kernel's files hold, for `df`. */
export function usedByRoot(kernel: Kernel): number {
  return usedBytes(kernel.fs.mounts.get('/')!.volume.root);
}
