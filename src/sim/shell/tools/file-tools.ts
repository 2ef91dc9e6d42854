import type { Process } from '../../../api/process.ts';
import { SysError } from '../errors.ts';
import { entriesOf } from '../fs/node.ts';
import { joinPath } from '../fs/path.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { parseDate } from './lib/clock.ts';
import { tryHelp } from './lib/complain.ts';
import { fileFailure } from './lib/input.ts';
import { changeMode } from './lib/mode.ts';
import { options } from './lib/options.ts';
import { userNumber } from './lib/users.ts';

/** Makes and removes files and directories, and changes their data: mkdir, rmdir, rm, touch, chmod, chown. */
const fileTools: Tool = {
  names: ['mkdir', 'rmdir', 'rm', 'touch', 'chmod', 'chown', 'chgrp', 'unlink', 'truncate'],
  *run(proc, args, name) {
    const { flags, values, operands } = options(args, SPECS[name] ?? 'pvrRfidch', {
      parents: 'p',
      recursive: 'r',
      force: 'f',
      size: 's',
      date: 'd',
      reference: 'r',
    });
    const changes = name === 'chmod' || name === 'chown' || name === 'chgrp';
    const spec = changes ? operands[0] : undefined;
    const paths = changes ? operands.slice(1) : operands;
    if (paths.length === 0 && !(name === 'rm' && flags.has('f'))) {
      const isFile = name === 'touch' || name === 'truncate';
      const after = changes && spec !== undefined ? ` after '${spec}'` : '';
      yield* tryHelp(proc, name, `missing ${isFile ? 'file ' : ''}operand${after}`);
      return 1;
    }
    let status = 0;
    for (const path of paths) {
      try {
        yield* apply(proc, name, path, { flags, values, spec: spec ?? '' });
      } catch (error) {
        if (name === 'rm' && flags.has('f') && error instanceof SysError && error.code === 'ENOENT') continue;
        const [busybox, gnu] = WORDS[name]!;
        status = yield* fileFailure(proc, path, error, busybox, gnu);
      }
    }
    return status;
  },
};

/** Options of those that differ from the others. */
const SPECS: Readonly<Record<string, string>> = { mkdir: 'pvm:', truncate: 's:c', touch: 'acmd:t:r:' };

/** What busybox and GNU say before the reason; % is the path. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  mkdir: ["can't create directory '%'", "cannot create directory '%'"],
  rmdir: ["'%'", "failed to remove '%'"],
  rm: ["can't remove '%'", "cannot remove '%'"],
  unlink: ["can't remove '%'", "cannot unlink '%'"],
  touch: ['%', "cannot touch '%'"],
  truncate: ['%', "cannot open '%' for writing"],
  chmod: ['%', "cannot access '%'"],
  chown: ['%', "cannot access '%'"],
  chgrp: ['%', "cannot access '%'"],
};

interface Request {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly spec: string;
}

function* apply(proc: Proc, name: string, path: string, { flags, values, spec }: Request): Process<void> {
  const { cwd, credentials: by, umask } = proc;
  const { fs } = proc.kernel;
  switch (name) {
    case 'mkdir': {
      const mode = changeMode(values.get('m') ?? '', 0o777, true) ?? 0o777 & ~umask;
      if (!flags.has('p')) fs.mkdir(path, cwd, mode, by);
      else makeParents(proc, path, mode);
      return;
    }
    case 'rmdir':
      if (fs.resolve(path, cwd, false).node.type !== 'dir') throw new SysError('ENOTDIR');
      fs.remove(path, cwd, by);
      return;
    case 'rm':
      removeTree(proc, path, flags.has('r') || flags.has('R'));
      return;
    case 'unlink':
      fs.remove(path, cwd, by);
      return;
    case 'touch':
      if (!fs.find(path, cwd)) {
        if (flags.has('c')) return;
        fs.openFile(path, cwd, { create: true, mode: 0o666 & ~umask, by });
        if (!['d', 't', 'r'].some((letter) => values.has(letter))) return;
      }
      fs.setMeta(path, cwd, { mtimeMs: timeFor(proc, values) });
      return;
    case 'truncate': {
      const file = fs.openFile(path, cwd, { create: true, by });
      const size = bytesOf(values.get('s') ?? '0');
      if (file.type !== 'file') return;
      file.data = file.data.slice(0, size);
      file.zeros = size - file.data.length;
      return;
    }
    default:
      changeTree(proc, name, path, spec, flags.has('R') || flags.has('r'));
  }
}

/** The time that `touch` gives a file: -d TEXT, -t [[CC]YY]MMDDhhmm[.ss], -r FILE, or now. */
function timeFor({ kernel, cwd }: Proc, values: ReadonlyMap<string, string>): number {
  const now = kernel.unixMs;
  const [text, stamp, other] = ['d', 't', 'r'].map((letter) => values.get(letter));
  if (other !== undefined) return kernel.fs.resolve(other, cwd).node.mtimeMs;
  if (stamp !== undefined) {
    const [, year, mo, d, h, mi, s = '0'] = /^(\d{4}|\d{2})?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(stamp) ?? [];
    if (mo === undefined) throw new SysError('EINVAL');
    const full = year === undefined ? new Date(now).getUTCFullYear() : Number(year.padStart(4, '20'));
    return Date.UTC(full, Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
  }
  const parsed = text === undefined ? now : parseDate(text, now);
  if (parsed === undefined) throw new SysError('EINVAL');
  return parsed;
}

function makeParents(proc: Proc, path: string, mode: number): void {
  const { fs } = proc.kernel;
  const parts = path.split('/');
  for (let i = 1; i <= parts.length; i++) {
    const at = parts.slice(0, i).join('/') || '/';
    const found = fs.find(at, proc.cwd);
    if (!found) fs.mkdir(at, proc.cwd, mode, proc.credentials);
    else if (found.node.type !== 'dir') throw new SysError(i === parts.length ? 'EEXIST' : 'ENOTDIR');
  }
}

/** Removes a file, or a directory with all that is in it. Throws SysError. */
export function removeTree(proc: Proc, path: string, recursive: boolean): void {
  const { fs } = proc.kernel;
  const { node } = fs.resolve(path, proc.cwd, false);
  if (node.type === 'dir') {
    if (!recursive) throw new SysError('EISDIR');
    for (const child of [...entriesOf(node).keys()]) removeTree(proc, joinPath(path, child), true);
  }
  fs.remove(path, proc.cwd, proc.credentials);
}

function changeTree(proc: Proc, name: string, path: string, spec: string, recursive: boolean): void {
  const { fs } = proc.kernel;
  const { node } = fs.resolve(path, proc.cwd);
  if (name === 'chmod') {
    const mode = changeMode(spec, node.mode, node.type === 'dir');
    if (mode === undefined) throw new SysError('EINVAL');
    fs.setMeta(path, proc.cwd, { mode });
  } else {
    const [user, group] = name === 'chgrp' ? ['', spec] : spec.split(/[:.]/);
    const uid = user ? userNumber(proc, user) : node.uid;
    const gid = group ? userNumber(proc, group) : node.gid;
    if (uid === undefined || gid === undefined) throw new SysError('EINVAL');
    if (proc.credentials.uid !== 0) throw new SysError('EPERM');
    fs.setMeta(path, proc.cwd, { uid, gid });
  }
  if (recursive && node.type === 'dir') {
    for (const child of entriesOf(node).keys()) changeTree(proc, name, joinPath(path, child), spec, true);
  }
}

/** A size such as 512, 10k, 5M, 1G in bytes. */
export function bytesOf(text: string): number {
  const [, digits = '0', unit = ''] = /^(\d+)\s*([a-zA-Z]*)$/.exec(text) ?? [];
  const powers: Record<string, number> = { c: 0, b: 0, w: 0, k: 1, m: 2, g: 3, t: 4 };
  const letter = unit.toLowerCase()[0] ?? 'c';
  const base = /^[kmgt]b$/i.test(unit) && unit[1] === 'B' && unit[0] !== 'k' ? 1000 : 1024;
  return Number(digits) * base ** (powers[letter] ?? 0) * (unit === 'b' ? 512 : 1);
}

export default fileTools;
