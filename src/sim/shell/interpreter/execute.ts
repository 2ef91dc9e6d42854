import type { AndOr, CommandNode, CompoundList, Pipeline, PipelineNode, Redirected, Statement } from 'unbash';
import type { Process } from '../../../api/process.ts';
import { runArithmeticCommand, runArithmeticFor, runTestCommand } from './bash-commands.ts';
import { runCase, runFor, runIf, runWhile } from './compound.ts';
import { waitFor } from './expand.ts';
import { runBackground } from './jobs.ts';
import { ExitShell, ShellError } from './jumps.ts';
import { runPipeline } from './pipeline.ts';
import { redirect, restore, type SavedFiles } from './redirect.ts';
import { complaint, type Shell } from './shell.ts';
import { runSimple } from './simple-command.ts';
import { spawnSubshell } from './subshell.ts';
import { ERR, runErrorTrap, runPendingTraps } from './traps.ts';

/** One command of a script costs about this much processor time. */
const STEP_MS = 0.01;

/** Runs a list of commands. `isLast` means that the shell has nothing to do after it, so that a program may replace it. */
export function* runList(shell: Shell, list: readonly Statement[], isLast = false): Process<number> {
  const last = list.length - 1;
  if (last < 0) shell.status = 0;
  for (let i = 0; i <= last; i++) {
    const { command, background } = list[i]!;
    if (background) yield* runBackground(shell, command);
    else if (command.type === 'Command') {
      const { proc } = shell;
      proc.charge(STEP_MS);
      if (proc.isTired) yield 0;
      shell.position = command.pos;
      shell.status = yield* runSimple(shell, command, isLast && i === last && shell.traps.size === 0);
      if (shell.status !== 0) yield* failed(shell);
    } else yield* runNode(shell, command, isLast && i === last && shell.traps.size === 0);
    if (shell.pending.length > 0) yield* runPendingTraps(shell);
  }
  return shell.status;
}

/** Runs a command and gives its status, which is $? too. */
export function* runNode(shell: Shell, node: PipelineNode | AndOr, isLast = false): Process<number> {
  const { proc } = shell;
  proc.charge(STEP_MS);
  if (proc.isTired) yield 0;
  shell.position = node.pos;
  switch (node.type) {
    case 'Command':
      shell.status = yield* runSimple(shell, node, isLast);
      return yield* failed(shell);
    case 'Pipeline':
      return yield* runWholePipeline(shell, node);
    case 'AndOr':
      return yield* runAndOr(shell, node, isLast);
    default:
      return yield* runCompound(shell, node, isLast);
  }
}

/** A failure that nobody tests runs the trap of errors, and under `set -e` ends the shell. */
function* failed(shell: Shell): Process<number> {
  if (shell.status === 0 || shell.tested > 0) return shell.status;
  if (shell.traps.has(ERR)) yield* runErrorTrap(shell);
  if (shell.options.has('e')) throw new ExitShell(shell.status);
  return shell.status;
}

function* runWholePipeline(shell: Shell, node: Pipeline): Process<number> {
  const isNegated = node.prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1;
  if (isNegated) shell.tested++;
  const beganMs = shell.proc.nowMs;
  try {
    shell.status =
      node.commands.length === 1 ? yield* runNode(shell, node.commands[0]!) : yield* runPipeline(shell, node);
  } finally {
    if (isNegated) shell.tested--;
  }
  if (node.prefixes.some(({ type }) => type === 'Time')) yield* printTime(shell, shell.proc.nowMs - beganMs);
  if (isNegated) shell.status = shell.status === 0 ? 1 : 0;
  return isNegated ? shell.status : yield* failed(shell);
}

function* printTime(shell: Shell, tookMs: number): Process<void> {
  const ms = Math.max(0, tookMs);
  const format = shell.variables.get('TIMEFORMAT')?.value;
  if (format === '%R') return yield* shell.proc.complain((ms / 1000).toFixed(3));
  const digits = shell.flavour === 'bash' ? 3 : 2;
  const text = `${Math.floor(ms / 60_000)}m${((ms % 60_000) / 1000).toFixed(digits)}s`;
  const none = `0m${(0).toFixed(digits)}s`;
  yield* shell.proc.complain(`${digits === 3 ? '\n' : ''}real\t${text}\nuser\t${none}\nsys\t${none}`);
}

function* runAndOr(shell: Shell, { commands, operators }: AndOr, isLast: boolean): Process<number> {
  for (let i = 0; i < commands.length; i++) {
    const operator = operators[i - 1];
    if ((operator === '&&' && shell.status !== 0) || (operator === '||' && shell.status === 0)) continue;
    const isEnd = i === commands.length - 1;
    if (!isEnd) shell.tested++;
    try {
      yield* runNode(shell, commands[i]!, isLast && isEnd);
    } finally {
      if (!isEnd) shell.tested--;
    }
    if (shell.pending.length > 0) yield* runPendingTraps(shell);
  }
  return shell.status;
}

function* runCompound(shell: Shell, node: Exclude<CommandNode, { type: 'Command' }>, isLast: boolean): Process<number> {
  switch (node.type) {
    case 'Redirected':
      return yield* runRedirected(shell, node);
    case 'If':
      return yield* runIf(shell, node, isLast);
    case 'For':
      return yield* runFor(shell, node);
    case 'While':
      return yield* runWhile(shell, node);
    case 'Case':
      return yield* runCase(shell, node);
    case 'BraceGroup':
      return yield* runBody(shell, node.body, isLast);
    case 'Subshell':
      shell.status = yield* runSubshell(shell, node.body);
      return yield* failed(shell);
    case 'Function':
      shell.functions.set(node.name.value, { body: node.body, source: shell.source });
      shell.status = 0;
      return 0;
    case 'TestCommand':
      if (shell.flavour === 'dash') return yield* missing(shell, '[[');
      shell.status = yield* runTestCommand(shell, node);
      return yield* failed(shell);
    case 'ArithmeticCommand':
      shell.status = yield* runArithmeticCommand(shell, node);
      return yield* failed(shell);
    case 'ArithmeticFor':
      return yield* runArithmeticFor(shell, node);
    default:
      throw new ShellError(`${node.type.toLowerCase()}: this shell command is not part of the simulation`);
  }
}

/** dash takes what it does not know for the name of a program. */
function* missing(shell: Shell, word: string): Process<number> {
  yield* shell.proc.complain(complaint(shell, `${word}: not found`));
  shell.status = 127;
  return yield* failed(shell);
}

/** Runs the inside of a compound command. */
export function runBody(shell: Shell, body: CompoundList, isLast = false): Process<number> {
  return runList(shell, body.commands, isLast);
}

function* runSubshell(shell: Shell, body: CompoundList): Process<number> {
  const child = spawnSubshell(shell, {
    files: shell.proc.files,
    run: (subshell) => runList(subshell, body.commands, true),
    text: '( )',
  });
  yield* waitFor(child);
  shell.children.delete(child.pid);
  return child.exitCode;
}

function* runRedirected(shell: Shell, { command, redirects }: Redirected): Process<number> {
  const saved = yield* tryRedirect(shell, redirects);
  if (!saved) return yield* failed(shell);
  try {
    return yield* runNode(shell, command);
  } finally {
    restore(shell.proc, saved);
  }
}

/** Redirects, or complains and sets the status: undefined then. */
export function* tryRedirect(shell: Shell, redirects: Redirected['redirects']): Process<SavedFiles | undefined> {
  try {
    return yield* redirect(shell, redirects);
  } catch (error) {
    if (!(error instanceof ShellError) || error.fatal) throw error;
    yield* shell.proc.complain(complaint(shell, error.message));
    shell.status = error.status;
    return undefined;
  }
}
