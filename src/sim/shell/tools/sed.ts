import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { eachInput, linesOf, readRest } from './lib/input.ts';
import { options } from './lib/options.ts';
import { type Address, parseSed, type SedCommand, SedProblem } from './lib/sed-script.ts';

/** The stream editor. */
const sed: Tool = {
  names: ['sed'],
  *run(proc, args) {
    // -i takes its suffix only when it is joined to it.
    const isSuffixed = (arg: string): boolean => /^-i./.test(arg) && !/^-i[nErs]+$/.test(arg);
    const suffix = args.find(isSuffixed)?.slice(2) ?? '';
    const plain = args.map((arg) => (isSuffixed(arg) ? '-i' : arg));
    const parsed = options(plain, 'nrEe:f:isz', {
      quiet: 'n',
      expression: 'e',
      'regexp-extended': 'E',
      'in-place': 'i',
    });
    const { flags } = parsed;
    const operands = [...parsed.operands];
    const scripts = parsed.all.map(([letter, value]) =>
      letter === 'f' ? proc.kernel.fs.readFile(value, proc.cwd) : value,
    );
    if (scripts.length === 0) scripts.push(operands.shift() ?? '');
    let commands: readonly SedCommand[];
    try {
      commands = parseSed(scripts.join('\n'), flags.has('E') || flags.has('r'));
    } catch (error) {
      if (!(error instanceof SedProblem)) throw error;
      yield* proc.complain(`sed: ${error.text}`);
      return 1;
    }
    const quiet = flags.has('n') || scripts[0]!.startsWith('#n\n');
    if (!flags.has('i')) {
      let text = '';
      const status = yield* eachInput(proc, 'sed', operands, function* (file) {
        text += yield* readRest(proc, file);
      });
      const { output, exitCode } = edit(proc, commands, text, quiet);
      yield* proc.print(output);
      return status || exitCode;
    }
    let status = 0;
    for (const path of operands) {
      if (suffix !== '' && proc.kernel.fs.find(path, proc.cwd)) {
        proc.kernel.fs.writeFile(path + suffix, proc.cwd, proc.kernel.fs.readFile(path, proc.cwd));
      }
      status ||= yield* inPlace(proc, commands, path, quiet);
    }
    return status;
  },
};

function* inPlace(proc: Proc, commands: readonly SedCommand[], path: string, quiet: boolean): Process<number> {
  const { fs } = proc.kernel;
  const found = fs.find(path, proc.cwd);
  if (found?.node.type !== 'file') {
    yield* proc.complain(
      `sed: ${proc.kernel.options.flavour === 'busybox' ? path : `can't read ${path}`}: No such file or directory`,
    );
    return proc.kernel.options.flavour === 'busybox' ? 1 : 2;
  }
  const { output, exitCode } = edit(proc, commands, fs.readFile(path, proc.cwd), quiet);
  fs.writeFile(path, proc.cwd, output);
  return exitCode;
}

interface State {
  readonly proc: Proc;
  readonly lines: readonly string[];
  readonly quiet: boolean;
  readonly active: Map<SedCommand, boolean>;
  next: number;
  space: string;
  hold: string;
  substituted: boolean;
  output: string;
  appended: string;
  exitCode: number | undefined;
}

function edit(
  proc: Proc,
  commands: readonly SedCommand[],
  text: string,
  quiet: boolean,
): { output: string; exitCode: number } {
  const lines = linesOf(text);
  const state: State = {
    proc,
    lines,
    quiet,
    active: new Map(),
    next: 0,
    space: '',
    hold: '',
    substituted: false,
    output: '',
    appended: '',
    exitCode: undefined,
  };
  while (state.next < lines.length && state.exitCode === undefined) {
    state.space = lines[state.next++]!;
    state.substituted = false;
    cycle(state, commands);
  }
  const isOpen = text !== '' && !text.endsWith('\n') && state.output.endsWith('\n') && state.exitCode === undefined;
  return { output: isOpen ? state.output.slice(0, -1) : state.output, exitCode: state.exitCode ?? 0 };
}

function cycle(state: State, commands: readonly SedCommand[]): void {
  for (let i = 0; i < commands.length; i++) {
    const command = commands[i]!;
    if (meets(state, command) === command.negated) {
      if (command.name === '{') i = command.target!;
      continue;
    }
    const jump = execute(state, command);
    if (jump === 'next') return;
    if (jump === 'again') i = -1;
    else if (jump === 'end') break;
    else if (jump !== undefined) i = jump;
  }
  if (!state.quiet) state.output += `${state.space}\n`;
  flush(state);
}

function flush(state: State): void {
  state.output += state.appended;
  state.appended = '';
}

/** What comes next: a place in the script, the next line, the end of the script, or the script again. */
type Jump = number | 'next' | 'end' | 'again' | undefined;

function execute(state: State, command: SedCommand): Jump {
  switch (command.name) {
    case 's':
      substitute(state, command);
      return undefined;
    case 'y':
      state.space = [...state.space].map((c) => command.map!.get(c) ?? c).join('');
      return undefined;
    case 'p':
      state.output += `${state.space}\n`;
      return undefined;
    case 'P':
      state.output += `${state.space.split('\n')[0]}\n`;
      return undefined;
    case 'd':
      flush(state);
      return 'next';
    case 'D': {
      const end = state.space.indexOf('\n');
      if (end < 0) return 'next';
      state.space = state.space.slice(end + 1);
      return 'again';
    }
    case 'q':
    case 'Q':
      state.exitCode = Number(command.text || 0);
      if (command.name === 'q') return 'end';
      return 'next';
    case '=':
      state.output += `${state.next}\n`;
      return undefined;
    case 'a':
      state.appended += `${command.text}\n`;
      return undefined;
    case 'i':
      state.output += `${command.text}\n`;
      return undefined;
    case 'c':
      if (!command.to || !state.active.get(command)) state.output += `${command.text}\n`;
      return 'next';
    case 'n':
    case 'N':
      return nextLine(state, command.name === 'N');
    case 'b':
      return command.target ?? 'end';
    case 't': {
      if (!state.substituted) return undefined;
      state.substituted = false;
      return command.target ?? 'end';
    }
    case 'w':
      state.proc.kernel.fs.writeFile(command.text, state.proc.cwd, `${state.space}\n`);
      return undefined;
    default:
      exchange(state, command.name);
      return undefined;
  }
}

/** Moves text between the pattern space and the hold space. */
function exchange(state: State, name: string): void {
  const { space, hold } = state;
  if (name === 'h') state.hold = space;
  else if (name === 'H') state.hold = `${hold}\n${space}`;
  else if (name === 'g') state.space = hold;
  else if (name === 'G') state.space = `${space}\n${hold}`;
  else if (name === 'x') Object.assign(state, { space: hold, hold: space });
}

function nextLine(state: State, joins: boolean): Jump {
  const line = state.lines[state.next];
  if (line === undefined) return 'end';
  state.next++;
  if (!joins && !state.quiet) state.output += `${state.space}\n`;
  flush(state);
  state.space = joins ? `${state.space}\n${line}` : line;
  return undefined;
}

function substitute(state: State, { expression, replacement, flags }: SedCommand): void {
  const wanted = Number(/\d+/.exec(flags!)?.[0] ?? 1);
  const isGlobal = flags!.includes('g');
  let count = 0;
  const before = state.space;
  let done = false;
  const changed = before.replace(
    new RegExp(expression!.source, `g${expression!.flags.replace('g', '')}`),
    (...found) => {
      count++;
      if (count < wanted || (count > wanted && !isGlobal)) return found[0] as string;
      done = true;
      const offset = found.findLastIndex((part) => typeof part === 'number');
      return replacement!(found.slice(0, offset) as string[]);
    },
  );
  state.space = changed;
  if (!done) return;
  state.substituted = true;
  if (flags!.includes('p')) state.output += `${state.space}\n`;
}

function meets(state: State, command: SedCommand): boolean {
  const { from, to } = command;
  if (!from) return true;
  if (!to) return hits(state, from);
  if (state.active.get(command)) {
    const ends = typeof to === 'number' ? state.next >= to : hits(state, to);
    if (ends) state.active.set(command, false);
    return typeof to !== 'number' || state.next <= to || state.next === to;
  }
  if (!hits(state, from)) return false;
  const isOneLine = typeof to === 'number' && to <= state.next;
  state.active.set(command, !isOneLine && !(to === '$' && state.next === state.lines.length));
  return true;
}

function hits(state: State, address: Address): boolean {
  if (typeof address === 'number') return state.next === address;
  if (address === '$') return state.next === state.lines.length;
  if ('step' in address) return state.next >= address.first && (state.next - address.first) % address.step === 0;
  address.lastIndex = 0;
  return address.test(state.space);
}

export default sed;
