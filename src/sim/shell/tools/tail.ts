import type { Process } from '../../../api/process.ts';
import type { FsNode } from '../fs/node.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { eachInput, linesOf, openInput, readRest } from './lib/input.ts';
import { options } from './lib/options.ts';

/** How often `tail -f` looks for more. */
const PERIOD_MS = 1000;

/** Prints the end of files, and with -f what is added to them. */
const tail: Tool = {
  names: ['tail'],
  *run(proc, args) {
    const plain = args.map((arg, i) => (i === 0 && /^[-+]\d+$/.test(arg) ? `-n${arg.replace('-', '')}` : arg));
    const { flags, values, operands } = options(plain, 'n:c:fFqvs:', {
      lines: 'n',
      bytes: 'c',
      follow: 'f',
      retry: 'F',
    });
    const follows = flags.has('f') || flags.has('F');
    let isFirst = true;
    const status = yield* eachInput(proc, 'tail', operands, function* (file, path) {
      if (operands.length > 1 && !flags.has('q')) {
        yield* proc.print(`${isFirst ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
        isFirst = false;
      }
      const text = isEndless(file) ? '' : yield* readRest(proc, file);
      yield* proc.print(end(text, values.get('c'), values.get('n') ?? '10'));
    });
    return follows ? yield* follow(proc, operands, status, flags.has('F')) : status;
  },
};

/** Devices such as /dev/null never end to be followed. */
function isEndless(file: OpenFile): boolean {
  return file.node?.type === 'device';
}

function end(text: string, bytes: string | undefined, lines: string): string {
  if (bytes !== undefined)
    return bytes.startsWith('+')
      ? text.slice(Math.max(0, Number(bytes) - 1))
      : text.slice(-Number(bytes) || text.length);
  const all = linesOf(text);
  const kept = lines.startsWith('+')
    ? all.slice(Math.max(0, Number(lines) - 1))
    : all.slice(-Number(lines) || all.length);
  return kept.length === 0 ? '' : kept.join('\n') + (text.endsWith('\n') ? '\n' : '');
}

/** A file that is followed; closed while there is none of that name. */
interface Followed {
  readonly path: string;
  node: FsNode | undefined;
  file: OpenFile | undefined;
}

function* follow(proc: Proc, paths: readonly string[], status: number, retries: boolean): Process<number> {
  const found = (path: string) => proc.kernel.fs.find(path, proc.cwd)?.node;
  const followed: Followed[] = paths
    .filter((path) => retries || found(path)?.type === 'file')
    .filter((path) => found(path)?.type !== 'device')
    .map((path) => ({
      path,
      node: found(path),
      file: found(path)?.type === 'file' ? openInput(proc, path) : undefined,
    }));
  for (const { file } of followed) file?.seek?.('end');
  if (paths.length > 0 && followed.length === 0 && status !== 0) return status;
  // With nothing that can grow it waits for a signal: as rarely as need be.
  const periodMs = followed.length > 0 ? PERIOD_MS : 2 ** 40;
  for (;;) {
    yield periodMs;
    for (const one of followed) {
      if (one.file) yield* proc.print(yield* readRest(proc, one.file));
      if (retries) yield* lookAgain(proc, one, found(one.path));
    }
  }
}

/** With -F a name is followed, not a file: what appears under it later is read from its beginning. */
function* lookAgain(proc: Proc, one: Followed, node: FsNode | undefined): Process {
  // The first write to a file of the image makes a copy of it: the same file with another owner.
  if (one.file && node && (node === one.node || node.owner !== one.node?.owner)) {
    one.node = node;
    return;
  }
  if (node?.type !== 'file') {
    if (one.file) yield* proc.complain(`tail: ${one.path} has become inaccessible: No such file or directory`);
    one.file = undefined;
    one.node = undefined;
    return;
  }
  const how = one.file ? 'been replaced' : 'appeared';
  yield* proc.complain(`tail: ${one.path} has ${how}; following end of new file`);
  one.node = node;
  one.file = openInput(proc, one.path);
  yield* proc.print(yield* readRest(proc, one.file));
}

export default tail;
