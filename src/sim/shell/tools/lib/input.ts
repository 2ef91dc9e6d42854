import type { Process } from '../../../../api/process.ts';
import type { Bytes } from '../../../../base/bytes.ts';
import { errorText } from '../../errors.ts';
import type { OpenFile } from '../../kernel/open-file.ts';
import { type Proc, release } from '../../kernel/proc.ts';

/** Opens a file that a tool was given: `-` is standard input. Throws SysError. */
export function openInput(proc: Proc, path: string): OpenFile {
  const file = path === '-' ? proc.file(0) : proc.open(path, 'r');
  file.refs++;
  return file;
}

/** Reads an open file to its end. */
export function* readRest(proc: Proc, file: OpenFile): Process<Bytes> {
  let text = '';
  for (;;) {
    const data = yield* file.read(proc, 65_536);
    if (data === '') return text;
    text += data;
  }
}

/** Reads a whole file, or standard input. Throws SysError. */
export function* readInput(proc: Proc, path: string): Process<Bytes> {
  const file = openInput(proc, path);
  try {
    return yield* readRest(proc, file);
  } finally {
    release(file);
  }
}

/** Reads lines as they come: `next` gives one without its newline, undefined at the end. */
export class LineReader {
  /** Whether the last line ended in a newline. */
  complete = true;
  private readonly proc: Proc;
  private readonly file: OpenFile;
  private rest = '';
  private ended = false;

  constructor(proc: Proc, file: OpenFile) {
    this.proc = proc;
    this.file = file;
  }

  *next(): Process<Bytes | undefined> {
    for (;;) {
      const end = this.rest.indexOf('\n');
      if (end >= 0) {
        const line = this.rest.slice(0, end);
        this.rest = this.rest.slice(end + 1);
        return line;
      }
      if (this.ended) {
        const line = this.rest;
        this.rest = '';
        if (line === '') return undefined;
        this.complete = false;
        return line;
      }
      const data = yield* this.file.read(this.proc, 65_536);
      if (data === '') this.ended = true;
      this.rest += data;
    }
  }
}

/** Lines of a text, without newlines. */
export function linesOf(text: Bytes): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

/** Whether the tools are busybox': their complaints differ from GNU's. */
export function isBusybox(proc: Proc): boolean {
  return proc.kernel.options.flavour === 'busybox';
}

/** Complains about a file in busybox' or GNU's words, and gives the exit code 1. */
export function* fileFailure(proc: Proc, path: string, error: unknown, busybox: string, gnu: string): Process<number> {
  const why = errorText(error);
  const [command] = proc.argv;
  const name = command?.slice(command.lastIndexOf('/') + 1) ?? '';
  const template = isBusybox(proc) ? busybox : gnu;
  yield* proc.complain(`${name}: ${template.replaceAll('%', path)}: ${why}`);
  return 1;
}

/** Does something with each file that a tool was given, standard input without any. The exit code is 1 if one failed. */
export function* eachInput(
  proc: Proc,
  name: string,
  paths: readonly string[],
  run: (file: OpenFile, path: string) => Process<void>,
): Process<number> {
  let status = 0;
  for (const path of paths.length > 0 ? paths : ['-']) {
    let file: OpenFile;
    try {
      file = openInput(proc, path);
    } catch (error) {
      yield* proc.complain(`${name}: ${inputFailure(proc, name, path, errorText(error))}`);
      status = 1;
      continue;
    }
    try {
      yield* run(file, path);
    } finally {
      release(file);
    }
  }
  return status;
}

/** Tools of busybox that quote the name of a file that they cannot open. */
const QUOTING = new Set(['cat', 'wc', 'head', 'tail', 'sort', 'tee', 'cut', 'uniq']);

function inputFailure(proc: Proc, name: string, path: string, why: string): string {
  if (isBusybox(proc)) {
    if (why === 'Is a directory') return `read error: ${why}`;
    return QUOTING.has(name) ? `can't open '${path}': ${why}` : `${path}: ${why}`;
  }
  if (name === 'head' || name === 'tail') return `cannot open '${path}' for reading: ${why}`;
  return name === 'sort' ? `cannot read: ${path}: ${why}` : `${path}: ${why}`;
}
