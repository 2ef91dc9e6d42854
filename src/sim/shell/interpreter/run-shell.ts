import type { Process } from '../../../api/process.ts';
import { errorText } from '../errors.ts';
import type { Flavour } from '../kernel/kernel.ts';
import type { Proc } from '../kernel/proc.ts';
import { readLine } from '../kernel/read-line.ts';
import { runInteractive } from './interactive.ts';
import { ExitShell } from './jumps.ts';
import { finishShell } from './main.ts';
import { isIncomplete, parseScript } from './parse.ts';
import { runText } from './run-text.ts';
import { newShell, type Shell } from './shell.ts';

/** A POSIX shell as a program: `sh`, `sh -c SCRIPT [NAME ARGS…]`, `sh FILE ARGS…`. */
export function* runShell(proc: Proc): Process<number> {
  const [name = 'sh', ...rest] = proc.argv;
  const parsed = parseArguments(rest.map(String));
  if ('problem' in parsed) {
    yield* proc.complain(`${name}: ${parsed.problem}`);
    return 2;
  }
  const { flags, operands, script } = parsed;
  const readsInput = script === undefined && operands.length === 0;
  const isInteractive = flags.has('i') || (readsInput && proc.files.get(0)?.isTty === true);
  const shell = newShell(proc, flavourOf(proc, name), name, isInteractive);
  for (const flag of flags) if (flag !== 'c' && flag !== 's' && flag !== 'l') shell.options.add(flag);
  if (script !== undefined) {
    shell.name = operands[0] ?? name;
    shell.positional = operands.slice(1);
    return yield* finishShell(shell, (one) => runText(one, script, true));
  }
  if (isInteractive) return yield* finishShell(shell, runInteractive);
  if (operands.length === 0) return yield* finishShell(shell, runInput);
  shell.positional = operands.slice(1);
  return yield* runFile(shell, operands[0]!);
}

/** bash is itself wherever it is installed; `sh` is what the system has. */
function flavourOf({ kernel }: Proc, name: string): Flavour {
  return /(^|\/)bash$/.test(name) ? 'bash' : kernel.options.flavour;
}

/** Runs an executable text file without an interpreter line. */
export function* runScriptFile(proc: Proc, path: string): Process<number> {
  const shell = newShell(proc, proc.kernel.options.flavour, path);
  shell.positional = proc.argv.slice(1);
  return yield* runFile(shell, path);
}

function* runFile(shell: Shell, path: string): Process<number> {
  const { proc, flavour } = shell;
  const own = shell.name;
  shell.name = path;
  let text: string;
  try {
    const node = proc.kernel.readable(path, proc);
    text = node.type === 'dir' ? '' : proc.kernel.fs.readFile(path, proc.cwd);
  } catch (error) {
    const texts = {
      dash: `${own}: 0: cannot open ${path}: ${error instanceof Error && /No such/.test(error.message) ? 'No such file' : errorText(error)}`,
      busybox: `${own}: can't open '${path}': ${errorText(error)}`,
      bash: `${own}: ${path}: ${errorText(error)}`,
    };
    yield* proc.complain(texts[flavour]);
    return flavour === 'bash' ? 127 : 2;
  }
  return yield* finishShell(shell, (one) => runText(one, text));
}

/** Reads commands from standard input, no more at a time than it needs: what follows is for the commands. */
function* runInput(shell: Shell): Process<number> {
  for (;;) {
    let text = '';
    for (;;) {
      const line = yield* readLine(shell.proc, 0);
      text += line;
      if (line === '' || !isIncomplete(text, parseScript(text))) break;
    }
    if (text === '') return shell.status;
    yield* runText(shell, text);
  }
}

type Arguments =
  | { readonly flags: Set<string>; readonly operands: readonly string[]; readonly script: string | undefined }
  | { readonly problem: string };

function parseArguments(args: readonly string[]): Arguments {
  const flags = new Set<string>();
  let i = 0;
  for (; i < args.length && /^[-+]./.test(args[i]!); i++) {
    const arg = args[i]!;
    if (arg === '--') {
      i++;
      break;
    }
    if (arg === '-o') flags.add(args[++i] ?? '');
    else if (arg.startsWith('--')) flags.add(arg === '--login' ? 'l' : 'i');
    else for (const letter of arg.slice(1)) flags.add(letter);
  }
  if (!flags.has('c')) return { flags, operands: args.slice(i), script: undefined };
  if (i >= args.length) return { problem: '-c requires an argument' };
  return { flags, operands: args.slice(i + 1), script: args[i]! };
}

/** Ends a shell from a builtin. */
export function leave(status: number): never {
  throw new ExitShell(status & 255);
}
