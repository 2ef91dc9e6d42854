import type { Process } from '../../../api/process.ts';
import { errorText } from '../errors.ts';
import { contentOf, entriesOf } from '../fs/node.ts';
import { dirName, joinPath } from '../fs/path.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { packed, unpacked } from './gzip.ts';
import { readInput } from './lib/input.ts';
import { options } from './lib/options.ts';
import { readTar, TAR_END, type TarEntry, tarEntry } from './lib/tar-format.ts';

/** Archives: makes, lists and unpacks them, uncompressed. kubectl cp works by it. */
const tar: Tool = {
  names: ['tar'],
  *run(proc, args) {
    const plain = args[0] && !args[0].startsWith('-') ? [`-${args[0]}`, ...args.slice(1)] : args;
    const { flags, values, operands } = options(plain, 'cxtvzjJpmohf:C:k', {
      directory: 'C',
      file: 'f',
      'no-same-permissions': 'o',
      'no-same-owner': 'o',
    });
    const archive = values.get('f') ?? '-';
    const { cwd } = proc;
    const dir = values.get('C');
    if (flags.has('c')) return yield* create(proc, archive, dir, operands, flags);
    const raw = yield* readInput(proc, archive);
    const text = unpacked(raw) ?? raw;
    const entries = readTar(text);
    if (!entries || (text.length > 0 && entries.length === 0 && !text.startsWith('\0'))) {
      yield* proc.complain('tar: invalid tar magic');
      return 1;
    }
    if (dir !== undefined) proc.cwd = proc.kernel.fs.resolve(dir, cwd).path;
    let status = 0;
    for (const entry of entries) {
      const name = entry.name.replace(/^\/+/, '');
      if (operands.length > 0 && !operands.some((one) => name === one || name.startsWith(`${one}/`))) continue;
      if (flags.has('t') || flags.has('v')) yield* proc.print(`${entry.name}\n`);
      if (!flags.has('x')) continue;
      try {
        extract(proc, name, entry);
      } catch (error) {
        yield* proc.complain(`tar: can't open '${name}': ${errorText(error)}`);
        status = 1;
      }
    }
    proc.cwd = cwd;
    return status;
  },
};

function extract(proc: Proc, name: string, entry: TarEntry): void {
  const { fs } = proc.kernel;
  const path = name.replace(/\/+$/, '');
  if (path === '' || path === '.') return;
  const parents: string[] = [];
  for (let dir = dirName(path); dir !== '.' && dir !== '/'; dir = dirName(dir)) parents.unshift(dir);
  for (const dir of parents) if (!fs.find(dir, proc.cwd)) fs.mkdir(dir, proc.cwd, 0o755, proc.credentials);
  if (entry.type === 'dir') {
    if (!fs.find(path, proc.cwd)) fs.mkdir(path, proc.cwd, entry.mode, proc.credentials);
  } else if (entry.type === 'link') {
    if (fs.find(path, proc.cwd, false)) fs.remove(path, proc.cwd, proc.credentials);
    fs.symlink(entry.target, path, proc.cwd, proc.credentials);
  } else {
    const file = fs.openFile(path, proc.cwd, { create: true, mode: entry.mode, by: proc.credentials });
    if (file.type !== 'file') return;
    Object.assign(file, { data: entry.data, mode: entry.mode, mtimeMs: entry.mtimeMs });
  }
}

function* create(
  proc: Proc,
  archive: string,
  dir: string | undefined,
  paths: readonly string[],
  flags: ReadonlySet<string>,
): Process<number> {
  const base = dir === undefined ? proc.cwd : proc.kernel.fs.resolve(dir, proc.cwd).path;
  let text = '';
  let status = 0;
  const names: string[] = [];
  for (const path of paths) {
    if (path.startsWith('/')) yield* proc.complain(`tar: removing leading '/' from member names`);
    try {
      for (const entry of walk(proc, base, path)) {
        text += tarEntry(entry);
        names.push(entry.name);
      }
    } catch (error) {
      yield* proc.complain(`tar: ${path}: ${errorText(error)}`);
      status = 1;
    }
  }
  text += TAR_END;
  if (flags.has('z')) text = packed(text);
  if (archive === '-') yield* proc.print(text);
  else proc.kernel.fs.writeFile(archive, proc.cwd, text);
  if (flags.has('v')) for (const name of names) yield* archive === '-' ? proc.complain(name) : proc.print(`${name}\n`);
  return status;
}

function* walk(proc: Proc, base: string, path: string): Generator<TarEntry, void> {
  const { node } = proc.kernel.fs.resolve(path, base, false);
  const name = path.replace(/^\/+/, '');
  const { mode, mtimeMs } = node;
  if (node.type === 'dir') {
    yield { name: name.endsWith('/') ? name : `${name}/`, type: 'dir', mode, mtimeMs, data: '', target: '' };
    for (const child of [...entriesOf(node).keys()].sort())
      yield* walk(proc, base, joinPath(path.replace(/(.)\/+$/, '$1'), child));
  } else if (node.type === 'link') yield { name, type: 'link', mode, mtimeMs, data: '', target: node.target };
  else if (node.type === 'file') yield { name, type: 'file', mode, mtimeMs, data: contentOf(node), target: '' };
}

export default tar;
