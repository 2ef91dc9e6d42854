import type { Process } from '../../../api/process.ts';
import { errorText } from '../errors.ts';
import { sizeOf } from '../fs/node.ts';
import { baseName, dirName, normalize } from '../fs/path.ts';
import type { Proc } from '../kernel/proc.ts';
import { findProgram } from '../programs.ts';
import type { Tool } from '../tools.ts';
import { strftime } from './lib/clock.ts';
import { tryHelp } from './lib/complain.ts';
import { isBusybox } from './lib/input.ts';
import { modeText } from './lib/mode.ts';
import { options } from './lib/options.ts';
import { readPasswd } from './lib/users.ts';

/** What paths are: basename, dirname, readlink, realpath, which, stat, mktemp. */
const pathTools: Tool = {
  names: ['basename', 'dirname', 'readlink', 'realpath', 'which', 'stat', 'mktemp'],
  *run(proc, args, name) {
    const { flags, values, operands } = options(args, name === 'stat' ? 'c:tfL' : 'afdnepqt:sm', { format: 'c' });
    const { fs } = proc.kernel;
    if (operands.length === 0 && name !== 'mktemp' && name !== 'which') {
      yield* tryHelp(proc, name, 'missing operand');
      return 1;
    }
    let status = 0;
    switch (name) {
      case 'basename': {
        const base = baseName(operands[0] ?? '');
        const suffix = operands[1] ?? '';
        yield* proc.print(
          `${suffix && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base}\n`,
        );
        return operands.length === 0 ? 1 : 0;
      }
      case 'dirname':
        for (const path of operands) yield* proc.print(`${dirName(path)}\n`);
        return 0;
      case 'which':
        for (const word of operands) {
          const found = findProgram(proc, word, proc.env.get('PATH') ?? '');
          if ('program' in found) yield* proc.print(`${found.path}\n`);
          else status = 1;
        }
        return status;
      case 'mktemp':
        return yield* makeTemporary(proc, operands[0], flags.has('d'));
      case 'stat':
        for (const path of operands) status = (yield* stat(proc, path, values.get('c'))) || status;
        return status;
      default:
        for (const path of operands) {
          const found = fs.find(path, proc.cwd, name === 'realpath' || flags.has('f') || flags.has('e'));
          const isPlain = name === 'readlink' && !flags.has('f') && !flags.has('e');
          if (!found && name === 'realpath' && flags.has('m')) yield* proc.print(`${normalize(path, proc.cwd)}\n`);
          else if (!found || (isPlain && found.node.type !== 'link')) {
            status = 1;
            if (name === 'realpath') yield* proc.complain(`realpath: ${path}: No such file or directory`);
          } else yield* proc.print(`${isPlain && found.node.type === 'link' ? found.node.target : found.path}\n`);
        }
        return status;
    }
  },
};

function* makeTemporary(proc: Proc, template: string | undefined, isDir: boolean): Process<number> {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  const { kernel, cwd, credentials: by } = proc;
  const path = (template ?? '/tmp/tmp.XXXXXX').replace(/X{6,}$/, (marks) =>
    [...marks].map(() => letters[kernel.random.int(letters.length)]).join(''),
  );
  if (isDir) kernel.fs.mkdir(path, cwd, 0o700, by);
  else kernel.fs.openFile(path, cwd, { create: true, exclusive: true, mode: 0o600, by });
  yield* proc.print(`${path}\n`);
  return 0;
}

function* stat(proc: Proc, path: string, template: string | undefined): Process<number> {
  let node: ReturnType<typeof proc.kernel.fs.resolve>['node'];
  try {
    node = proc.kernel.fs.resolve(path, proc.cwd, false).node;
  } catch (error) {
    const why = errorText(error);
    yield* proc.complain(
      isBusybox(proc) ? `stat: can't stat '${path}': ${why}` : `stat: cannot statx '${path}': ${why}`,
    );
    return 1;
  }
  const users = readPasswd(proc);
  const size = node.type === 'file' ? sizeOf(node) : node.type === 'dir' ? 4096 : 0;
  const kinds = {
    file: size === 0 ? 'regular empty file' : 'regular file',
    dir: 'directory',
    link: 'symbolic link',
    device: 'character special file',
  };
  const time = strftime('%Y-%m-%d %H:%M:%S.000000000 +0000', node.mtimeMs);
  const values: Record<string, string> = {
    n: path,
    s: String(size),
    a: node.mode.toString(8),
    A: modeText(node.type, node.mode),
    U: users.get(node.uid) ?? 'UNKNOWN',
    G: users.get(node.gid) ?? 'UNKNOWN',
    u: String(node.uid),
    g: String(node.gid),
    F: kinds[node.type],
    y: time,
    Y: String(Math.floor(node.mtimeMs / 1000)),
  };
  const usual = `  File: %n\n  Size: %s\tBlocks: 8\tIO Block: 4096   %F\nAccess: (0%a/%A)  Uid: (${String(node.uid).padStart(5)}/${values['U']!.padStart(8)})   Gid: (${String(node.gid).padStart(5)}/${values['G']!.padStart(8)})\nModify: %y`;
  yield* proc.print(
    `${(template ?? usual).replace(/%([a-zA-Z])/g, (whole, letter: string) => values[letter] ?? whole)}\n`,
  );
  return 0;
}

export default pathTools;
