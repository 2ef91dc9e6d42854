import type { Process } from '../../../api/process.ts';
import { entriesOf, type FsNode } from '../fs/node.ts';
import { joinPath } from '../fs/path.ts';
import { usedBytes } from '../fs/volume.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { strftime } from './lib/clock.ts';
import { isBusybox } from './lib/input.ts';
import { options } from './lib/options.ts';
import { humanSize } from './lib/sizes.ts';
import { readPasswd } from './lib/users.ts';

/** The disk that a container's file system lies on. */
const DISK_BYTES = 100 * 1024 ** 3;

/** What goes on in the system: ps, top, free, uptime, df, du, mount, pidof, pgrep, sync, clear, stty, dmesg. */
const system: Tool = {
  names: ['ps', 'top', 'free', 'uptime', 'df', 'du', 'mount', 'pidof', 'pgrep', 'sync', 'clear', 'stty', 'reset'],
  *run(proc, args, name) {
    switch (name) {
      case 'ps':
        return yield* ps(proc, args);
      case 'top':
        return yield* top(proc, args);
      case 'free':
        return yield* free(proc, args);
      case 'uptime':
        yield* proc.print(`${uptime(proc)}\n`);
        return 0;
      case 'df':
        return yield* df(proc, args);
      case 'du':
        return yield* du(proc, args);
      case 'mount':
        yield* proc.print(
          proc.kernel.fs
            .readFile('/proc/mounts', '/')
            .replace(/^(\S+) (\S+) (\S+) (\S+) 0 0$/gm, '$1 on $2 type $3 ($4)'),
        );
        return 0;
      case 'pidof':
      case 'pgrep': {
        const word = args.find((arg) => !arg.startsWith('-')) ?? '';
        const found = [...proc.kernel.procs.values()].filter(
          (one) => one !== proc && (name === 'pidof' ? one.name === word : one.name.includes(word)),
        );
        if (found.length > 0) yield* proc.print(`${found.map(({ pid }) => pid).join(name === 'pidof' ? ' ' : '\n')}\n`);
        return found.length > 0 ? 0 : 1;
      }
      case 'clear':
      case 'reset':
        yield* proc.print('\x1b[H\x1b[J');
        return 0;
      default:
        return 0;
    }
  },
};

function sortedProcs(proc: Proc): Proc[] {
  return [...proc.kernel.procs.values()].sort((a, b) => a.pid - b.pid);
}

function command(proc: Proc): string {
  return proc.argv.join(' ');
}

function* ps(proc: Proc, args: readonly string[]): Process<number> {
  const users = readPasswd(proc);
  const user = (one: Proc): string => users.get(one.credentials.uid) ?? String(one.credentials.uid);
  const { values } = options(args, 'o:efauxTlw');
  const columns = values.get('o');
  if (columns !== undefined) {
    const names = columns.split(',').map((column) => column.replace(/=.*/, ''));
    const get: Record<string, (one: Proc) => string> = {
      pid: (one) => String(one.pid),
      ppid: (one) => String(one.parent?.pid ?? 0),
      user,
      comm: (one) => one.name,
      args: command,
      cmd: command,
      rss: (one) => String(Math.floor(one.memoryBytes / 1024)),
      time: (one) => clock(one.cpuMs),
    };
    yield* proc.print(
      `${names
        .map((one) => one.toUpperCase().padEnd(8))
        .join(' ')
        .trimEnd()}\n`,
    );
    for (const one of sortedProcs(proc))
      yield* proc.print(
        `${names
          .map((column) => (get[column]?.(one) ?? '-').padEnd(8))
          .join(' ')
          .trimEnd()}\n`,
      );
    return 0;
  }
  if (isBusybox(proc)) {
    yield* proc.print('PID   USER     TIME  COMMAND\n');
    for (const one of sortedProcs(proc)) {
      yield* proc.print(
        `${String(one.pid).padStart(5)} ${user(one).slice(0, 8).padEnd(8)} ${clock(one.cpuMs).padStart(5)} ${command(one)}\n`,
      );
    }
    return 0;
  }
  const flags = args.join('');
  if (/u/.test(flags)) {
    yield* proc.print('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
    for (const one of sortedProcs(proc)) {
      const rss = Math.floor(one.memoryBytes / 1024);
      const share = ((one.memoryBytes / proc.kernel.options.facts().memoryBytes) * 100).toFixed(1);
      const started = strftime('%H:%M', proc.kernel.unixMs - proc.kernel.nowMs + one.startedMs);
      const busy = Math.min(99.9, (one.cpuMs / Math.max(1, proc.kernel.nowMs - one.startedMs)) * 100).toFixed(1);
      yield* proc.print(
        `${user(one).padEnd(8)} ${String(one.pid).padStart(7)} ${busy.padStart(4)} ${share.padStart(4)} ${String(rss * 2).padStart(6)} ${String(rss).padStart(5)} ?        ${one === proc ? 'R' : 'S'}    ${started}   ${clock(one.cpuMs)} ${command(one)}\n`,
      );
    }
    return 0;
  }
  const isFull = /[eaA]/.test(flags);
  yield* proc.print(
    /f/.test(flags) ? 'UID          PID    PPID  C STIME TTY          TIME CMD\n' : '    PID TTY          TIME CMD\n',
  );
  for (const one of sortedProcs(proc)) {
    if (!isFull && one.group !== proc.group && one.parent !== proc.parent && one !== proc.parent) continue;
    const started = strftime('%H:%M', proc.kernel.unixMs - proc.kernel.nowMs + one.startedMs);
    const row = /f/.test(flags)
      ? `${user(one).padEnd(8)} ${String(one.pid).padStart(7)} ${String(one.parent?.pid ?? 0).padStart(7)}  0 ${started} ?        00:00:00 ${command(one)}`
      : `${String(one.pid).padStart(7)} ?        00:00:00 ${one.name}`;
    yield* proc.print(`${row}\n`);
  }
  return 0;
}

function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function uptime(proc: Proc): string {
  const seconds = Math.floor((proc.kernel.nowMs - proc.kernel.options.facts().bootMs) / 1000);
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const up = `${days > 0 ? `${days} day${days > 1 ? 's' : ''}, ` : ''}${hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`}`;
  return ` ${strftime('%H:%M:%S', proc.kernel.unixMs)} up ${up},  0 users,  load average: 0.00, 0.00, 0.00`;
}

function* top(proc: Proc, args: readonly string[]): Process<number> {
  const { memoryBytes } = proc.kernel.options.facts();
  const used = Math.floor(proc.kernel.memoryBytes / 1024);
  const rounds = Number(options(args, 'bn:d:').values.get('n') ?? (args.join('').includes('n1') ? 1 : 1));
  for (let i = 0; i < rounds; i++) {
    if (i > 0) yield 5000;
    yield* proc.print(
      `Mem: ${used}K used, ${Math.floor(memoryBytes / 1024) - used}K free, 0K shrd, 0K buff, 0K cached\nCPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq\nLoad average: 0.00 0.00 0.00 1/${proc.kernel.procs.size} ${proc.pid}\n  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n`,
    );
    const users = readPasswd(proc);
    for (const one of sortedProcs(proc)) {
      const user = users.get(one.credentials.uid) ?? String(one.credentials.uid);
      const share = Math.min(100, Math.round((one.cpuMs / Math.max(1, proc.kernel.nowMs - one.startedMs)) * 100));
      yield* proc.print(
        `${String(one.pid).padStart(5)} ${String(one.parent?.pid ?? 0).padStart(5)} ${user.padEnd(8)} ${one === proc ? 'R' : 'S'}   ${String(Math.floor(one.memoryBytes / 1024)).padStart(6)}   0%   0  ${String(share).padStart(2)}% ${command(one)}\n`,
      );
    }
  }
  return 0;
}

function* free(proc: Proc, args: readonly string[]): Process<number> {
  const flag = args.join('');
  const scale = flag.includes('m') ? 1024 ** 2 : flag.includes('g') ? 1024 ** 3 : flag.includes('b') ? 1 : 1024;
  const show = (bytes: number): string =>
    (flag.includes('h') ? humanSize(bytes, true) : String(Math.floor(bytes / scale))).padStart(12);
  const { memoryBytes } = proc.kernel.options.facts();
  const used = proc.kernel.memoryBytes;
  yield* proc.print(
    `              total        used        free      shared  buff/cache   available\nMem:   ${show(memoryBytes)}${show(used)}${show(memoryBytes - used)}${show(0)}${show(0)}${show(memoryBytes - used)}\nSwap:  ${show(0)}${show(0)}${show(0)}\n`,
  );
  return 0;
}

function* df(proc: Proc, args: readonly string[]): Process<number> {
  const { flags, operands } = options(args, 'hkmPTi');
  const show = (bytes: number): string => (flags.has('h') ? humanSize(bytes, true) : String(Math.floor(bytes / 1024)));
  yield* proc.print(
    `Filesystem           ${flags.has('h') ? '     Size' : '1K-blocks'}      Used Available Use% Mounted on\n`,
  );
  for (const { path, volume } of proc.kernel.fs.mounts.values()) {
    if (operands.length > 0 && !operands.some((one) => proc.kernel.fs.find(one, proc.cwd)?.mount.path === path))
      continue;
    if (volume.source === 'proc' || volume.source === 'cgroup') continue;
    const { sizeBytes: size, usedBytes: used } = volume.space?.() ?? {
      sizeBytes: volume.source === 'tmpfs' ? 64 * 1024 ** 2 : DISK_BYTES,
      usedBytes: usedBytes(volume.root),
    };
    yield* proc.print(
      `${volume.source.padEnd(20)} ${show(size).padStart(9)} ${show(used).padStart(9)} ${show(size - used).padStart(9)} ${String(Math.ceil((used / size) * 100)).padStart(3)}% ${path}\n`,
    );
  }
  return 0;
}

function* du(proc: Proc, args: readonly string[]): Process<number> {
  const { flags, operands } = options(args, 'shkmacd:');
  const show = (bytes: number): string => (flags.has('h') ? humanSize(bytes, true) : String(Math.ceil(bytes / 1024)));
  const size = (node: FsNode): number =>
    node.type === 'dir'
      ? 4096 + [...entriesOf(node).values()].reduce((sum, child) => sum + size(child), 0)
      : Math.ceil(usedBytes(node) / 4096) * 4096;
  function* list(path: string, node: FsNode): Process<void> {
    if (node.type === 'dir' && !flags.has('s'))
      for (const [name, child] of entriesOf(node)) if (child.type === 'dir') yield* list(joinPath(path, name), child);
    yield* proc.print(`${show(size(node))}\t${path}\n`);
  }
  for (const path of operands.length > 0 ? operands : ['.']) {
    const found = proc.kernel.fs.find(path, proc.cwd);
    if (!found) {
      yield* proc.complain(`du: ${path}: No such file or directory`);
      return 1;
    }
    yield* list(path, found.node);
  }
  return 0;
}

export default system;
