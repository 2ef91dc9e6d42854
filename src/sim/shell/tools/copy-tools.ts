import type { Process } from '../../../api/process.ts';
import { SysError } from '../errors.ts';
import { contentOf, entriesOf, sizeOf } from '../fs/node.ts';
import { baseName, joinPath } from '../fs/path.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { removeTree } from './file-tools.ts';
import { tryHelp } from './lib/complain.ts';
import { fileFailure } from './lib/input.ts';
import { changeMode } from './lib/mode.ts';
import { options } from './lib/options.ts';

/** Copies, moves and links: cp, mv, ln. */
const copyTools: Tool = {
  names: ['cp', 'mv', 'ln', 'install'],
  *run(proc, args, name) {
    const { flags, values, operands } = options(args, name === 'install' ? 'm:o:g:dDpvT' : 'rRafpvsniTdLPHu', {
      mode: 'm',
      recursive: 'r',
      archive: 'a',
      force: 'f',
      symbolic: 's',
    });
    if (operands.length < (name === 'ln' ? 1 : 2)) {
      yield* tryHelp(
        proc,
        name,
        operands.length === 0 ? 'missing file operand' : `missing destination file operand after '${operands[0]}'`,
      );
      return 1;
    }
    const target = operands.length === 1 ? '.' : operands.at(-1)!;
    const sources = operands.length === 1 ? operands : operands.slice(0, -1);
    const isDir =
      proc.kernel.fs.find(target, proc.cwd)?.node.type === 'dir' &&
      !flags.has('T') &&
      !(name === 'ln' && flags.has('n'));
    let status = 0;
    for (const source of sources) {
      const to = isDir ? joinPath(target, baseName(source)) : target;
      try {
        yield* one(proc, name, source, to, flags);
        if (name === 'install') setMode(proc, to, values.get('m') ?? '755');
      } catch (error) {
        if (name === 'ln') status = yield* fileFailure(proc, to, error, '%', "failed to create link '%'");
        else if (error instanceof SysError && error.code === 'EISDIR') {
          yield* proc.complain(
            proc.kernel.options.flavour === 'busybox'
              ? `cp: omitting directory '${source}'`
              : `cp: -r not specified; omitting directory '${source}'`,
          );
          status = 1;
        } else if (proc.kernel.fs.find(source, proc.cwd, false)) {
          status = yield* fileFailure(proc, to, error, "can't create '%'", "cannot create regular file '%'");
        } else {
          status = yield* fileFailure(
            proc,
            source,
            error,
            name === 'mv' ? "can't rename '%'" : "can't stat '%'",
            "cannot stat '%'",
          );
        }
      }
    }
    return status;
  },
};

function setMode({ kernel, cwd }: Proc, path: string, spec: string): void {
  const mode = changeMode(spec, 0, false);
  if (mode !== undefined) kernel.fs.setMeta(path, cwd, { mode });
}

function* one(proc: Proc, name: string, from: string, to: string, flags: ReadonlySet<string>): Process<void> {
  const { cwd, credentials: by } = proc;
  const { fs } = proc.kernel;
  if (name === 'ln') {
    if (flags.has('f') && fs.find(to, cwd, false)) fs.remove(to, cwd, by);
    if (flags.has('s')) fs.symlink(from, to, cwd, by);
    else fs.link(from, to, cwd, by);
  } else if (name === 'mv') {
    try {
      fs.rename(from, to, cwd, by);
    } catch (error) {
      if (!(error instanceof SysError) || error.code !== 'EXDEV') throw error;
      copyTree(proc, from, to, true, true);
      removeTree(proc, from, true);
    }
  } else {
    const recursive = flags.has('r') || flags.has('R') || flags.has('a');
    copyTree(proc, from, to, recursive, flags.has('a') || flags.has('P') || flags.has('d'));
  }
}

/** Copies a file, or a directory with all that is in it. Throws SysError. */
function copyTree(proc: Proc, from: string, to: string, recursive: boolean, keepLinks: boolean): void {
  const { cwd, credentials: by } = proc;
  const { fs } = proc.kernel;
  const { node } = fs.resolve(from, cwd, !keepLinks);
  if (node.type === 'link') {
    if (fs.find(to, cwd, false)) fs.remove(to, cwd, by);
    fs.symlink(node.target, to, cwd, by);
  } else if (node.type === 'dir') {
    if (!recursive) throw new SysError('EISDIR');
    if (!fs.find(to, cwd)) fs.mkdir(to, cwd, node.mode, by);
    for (const child of [...entriesOf(node).keys()]) {
      copyTree(proc, joinPath(from, child), joinPath(to, child), true, true);
    }
  } else if (node.type === 'device') proc.kernel.fs.writeFile(to, cwd, '');
  else if (node.type === 'file') {
    proc.kernel.readable(from, proc);
    const file = fs.openFile(to, cwd, { create: true, mode: node.mode, by });
    if (file.type !== 'file') return;
    fs.grow(file, sizeOf(node) - sizeOf(file));
    file.data = contentOf(node);
    file.zeros = node.zeros ?? 0;
    if (node.program !== undefined) Object.assign(file, { program: node.program });
  }
}

export default copyTools;
