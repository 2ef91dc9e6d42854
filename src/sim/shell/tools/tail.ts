import type { Process } from '../../../api/process.ts';
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
    return follows ? yield* follow(proc, operands, status) : status;
  },
};

/** Devices such as /dev/null never end to be followed. */
function isEndless(file: OpenFile): boolean {
  return file.node?.type === 'device';
}

function end(text: string, bytes: string | undefined, lines: string): string {
  if (bytes !== undefined)
    return bytes.startsWith('+') ? text.slice(Number(bytes) - 1) : text.slice(-Number(bytes) || text.length);
  const all = linesOf(text);
  const kept = lines.startsWith('+')
    ? all.slice(Math.max(0, Number(lines) - 1))
    : all.slice(-Number(lines) || all.length);
  return kept.length === 0 ? '' : kept.join('\n') + (text.endsWith('\n') ? '\n' : '');
}

function* follow(proc: Proc, paths: readonly string[], status: number): Process<number> {
  const files = paths.filter((path) => proc.kernel.fs.find(path, proc.cwd)?.node.type === 'file');
  const open = files.map((path) => openInput(proc, path));
  for (const file of open) file.seek?.('end');
  if (paths.length > 0 && files.length === 0 && status !== 0) return status;
  // With nothing that can grow it waits for a signal: as rarely as need be.
  const periodMs = files.length > 0 ? PERIOD_MS : 2 ** 40;
  for (;;) {
    yield periodMs;
    for (const file of open) yield* proc.print(yield* readRest(proc, file));
  }
}

export default tail;
