import type { Process } from '../../../api/process.ts';
import { entriesOf } from '../fs/node.ts';
import { joinPath } from '../fs/path.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { eachInput, LineReader, readInput } from './lib/input.ts';
import { options } from './lib/options.ts';
import { posixRegExp } from './lib/regex.ts';

const LONG = {
  'ignore-case': 'i',
  'invert-match': 'v',
  count: 'c',
  quiet: 'q',
  silent: 'q',
  'line-number': 'n',
  'only-matching': 'o',
  'fixed-strings': 'F',
  'extended-regexp': 'E',
  recursive: 'r',
  'files-with-matches': 'l',
  'word-regexp': 'w',
  regexp: 'e',
  color: 'U',
  'line-buffered': 'u',
  'after-context': 'A',
  'before-context': 'B',
  context: 'C',
};

/** Prints lines that meet a pattern. */
const grep: Tool = {
  names: ['grep', 'egrep', 'fgrep'],
  *run(proc, args, name) {
    const parsed = options(args, 'ivcqnoFEPrRlLwxhHsaUue:f:A:B:C:m:', LONG);
    const { flags, values } = parsed;
    const operands = [...parsed.operands];
    const patterns = parsed.all.filter(([letter]) => letter === 'e').flatMap(([, value]) => value.split('\n'));
    if (values.has('f')) patterns.push(...(yield* readInput(proc, values.get('f')!)).replace(/\n$/, '').split('\n'));
    if (patterns.length === 0) {
      if (operands.length === 0) {
        yield* proc.complain('Usage: grep [OPTION]... PATTERNS [FILE]...');
        return 2;
      }
      patterns.push(...operands.shift()!.split('\n'));
    }
    let meets: RegExp;
    try {
      meets = expression(patterns, flags, name);
    } catch {
      yield* proc.complain(`grep: bad regex '${patterns.join('\n')}'`);
      return 2;
    }
    const isRecursive = flags.has('r') || flags.has('R');
    const paths = isRecursive
      ? (operands.length > 0 ? operands : ['.']).flatMap((path) => filesBelow(proc, path))
      : operands;
    const withName = (flags.has('H') || paths.length > 1 || isRecursive) && !flags.has('h');
    const search = new Search(proc, meets, flags, values, withName);
    const readable = flags.has('s')
      ? paths.filter((path) => path === '-' || proc.kernel.fs.find(path, proc.cwd))
      : paths;
    if (readable.length === 0 && paths.length > 0) return 2;
    const status = yield* eachInput(proc, name, readable, (file, path) =>
      search.file(new LineReader(proc, file), path),
    );
    if (flags.has('q') && search.found) return 0;
    return status !== 0 ? 2 : search.found ? 0 : 1;
  },
};

function expression(patterns: readonly string[], flags: ReadonlySet<string>, name: string): RegExp {
  const isFixed = flags.has('F') || name === 'fgrep';
  const isExtended = flags.has('E') || flags.has('P') || name === 'egrep';
  const sources = patterns.map((pattern) => {
    let source = isFixed ? pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : posixRegExp(pattern, isExtended).source;
    if (flags.has('w')) source = `(?<!\\w)(?:${source})(?!\\w)`;
    return flags.has('x') ? `^(?:${source})$` : source;
  });
  return new RegExp(
    sources.map((source) => `(?:${source === '(?:)' ? '' : source})`).join('|'),
    flags.has('i') ? 'gi' : 'g',
  );
}

function filesBelow(proc: Proc, path: string): string[] {
  const node = proc.kernel.fs.find(path, proc.cwd)?.node;
  if (node?.type !== 'dir') return [path];
  return [...entriesOf(node).keys()].sort().flatMap((child) => filesBelow(proc, joinPath(path, child)));
}

class Search {
  found = false;
  private readonly proc: Proc;
  private readonly meets: RegExp;
  private readonly flags: ReadonlySet<string>;
  private readonly limit: number;
  private readonly before: number;
  private readonly after: number;
  private readonly withName: boolean;

  constructor(
    proc: Proc,
    meets: RegExp,
    flags: ReadonlySet<string>,
    values: ReadonlyMap<string, string>,
    withName: boolean,
  ) {
    this.proc = proc;
    this.meets = meets;
    this.flags = flags;
    this.withName = withName;
    this.limit = Number(values.get('m') ?? Infinity);
    this.before = Number(values.get('B') ?? values.get('C') ?? 0);
    this.after = Number(values.get('A') ?? values.get('C') ?? 0);
  }

  *file(reader: LineReader, path: string): Process<void> {
    const { proc, flags } = this;
    const prefix = this.withName ? path.replace(/^-$/, '(standard input)') : '';
    let count = 0;
    let lastShown = 0;
    let showUntil = 0;
    const held: string[] = [];
    for (let number = 1; count < this.limit || number <= showUntil; number++) {
      const line = yield* reader.next();
      if (line === undefined) break;
      this.meets.lastIndex = 0;
      const isHit = count < this.limit && this.meets.test(line) !== flags.has('v');
      if (isHit) {
        this.found = true;
        count++;
        if (flags.has('q')) return;
        if (flags.has('l') || flags.has('L')) break;
        if (flags.has('c')) continue;
        const first = Math.max(lastShown + 1, number - held.length);
        if (lastShown > 0 && first > lastShown + 1 && this.before + this.after > 0) yield* proc.print('--\n');
        for (let n = first; n < number; n++) yield* this.show(prefix, '-', n, held[held.length - (number - n)]!);
        yield* this.hit(prefix, number, line);
        lastShown = number;
        showUntil = number + this.after;
      } else if (number <= showUntil && !flags.has('c')) {
        yield* this.show(prefix, '-', number, line);
        lastShown = number;
      }
      if (this.before > 0) {
        held.push(line);
        if (held.length > this.before) held.shift();
      }
    }
    if (flags.has('c')) yield* proc.print(`${prefix ? `${prefix}:` : ''}${count}\n`);
    if (flags.has('l') ? count > 0 : flags.has('L') && count === 0) yield* proc.print(`${path}\n`);
  }

  private *hit(prefix: string, number: number, line: string): Process<void> {
    if (!this.flags.has('o')) {
      yield* this.show(prefix, ':', number, line);
      return;
    }
    this.meets.lastIndex = 0;
    for (const [found] of line.matchAll(this.meets)) if (found) yield* this.show(prefix, ':', number, found);
  }

  private *show(prefix: string, mark: string, number: number, line: string): Process<void> {
    const name = prefix ? prefix + mark : '';
    yield* this.proc.print(`${name}${this.flags.has('n') ? number + mark : ''}${line}\n`);
  }
}

export default grep;
