import type { Process } from '../../../api/process.ts';
import { readLine } from '../kernel/read-line.ts';
import { SIGINT, SIGQUIT, SIGTERM } from '../kernel/signals.ts';
import { ttyOf } from '../kernel/tty.ts';
import { isDone, jobLine, setForeground } from './jobs.ts';
import { LeaveLoop, ReturnFromCall, ShellError } from './jumps.ts';
import { isIncomplete, parseScript } from './parse.ts';
import { runText } from './run-text.ts';
import { complaint, type Shell } from './shell.ts';
import { parameter } from './variables.ts';

/** A shell at a terminal: prompts, reads a command, runs it, until the end of its input or `exit`. */
export function* runInteractive(shell: Shell): Process<number> {
  const { proc } = shell;
  proc.dispositions
    .set(SIGINT, (signal) => void shell.pending.push(signal))
    .set(SIGQUIT, 'ignore')
    .set(SIGTERM, 'ignore');
  setForeground(shell, undefined);
  for (;;) {
    yield* reportJobs(shell);
    const text = yield* readCommand(shell);
    if (text === undefined) {
      if (shell.flavour === 'bash') yield* proc.complain('exit');
      return shell.status;
    }
    yield* runCommand(shell, text);
  }
}

function* runCommand(shell: Shell, text: string): Process<void> {
  try {
    yield* runText(shell, text);
  } catch (reason) {
    if (reason instanceof LeaveLoop || reason instanceof ReturnFromCall) return;
    if (!(reason instanceof ShellError)) throw reason;
    if (reason.message) yield* shell.proc.complain(complaint(shell, reason.message));
    shell.status = reason.status;
  }
}

/** Reads lines until they make whole commands; undefined at the end of the input. */
function* readCommand(shell: Shell): Process<string | undefined> {
  const { proc } = shell;
  const tty = ttyOf(proc.files.get(0));
  let text = '';
  yield* proc.write(2, prompt(shell));
  for (;;) {
    if (tty) tty.prompting = true;
    const line = yield* readLine(proc, 0);
    if (tty) tty.prompting = false;
    if (shell.pending.includes(SIGINT)) {
      shell.pending.length = 0;
      shell.status = 130;
      return '\n';
    }
    if (line === '') {
      if (text === '') yield* proc.write(2, shell.flavour === 'bash' ? '' : '\n');
      return text === '' ? undefined : text;
    }
    text += line;
    if (!isIncomplete(text, parseScript(text))) return text;
    yield* proc.write(2, parameter(shell, 'PS2') ?? '> ');
  }
}

const PROMPTS = { busybox: '\\w \\$ ', dash: '\\$ ', bash: '\\u@\\h:\\w\\$ ' } as const;

/** The prompt, PS1 with its escapes. */
export function prompt(shell: Shell): string {
  const { proc, flavour } = shell;
  const home = parameter(shell, 'HOME') ?? '/';
  const isHome = home !== '/' && (proc.cwd === home || proc.cwd.startsWith(`${home}/`));
  const short = isHome ? `~${proc.cwd.slice(home.length)}` : proc.cwd;
  return (parameter(shell, 'PS1') ?? PROMPTS[flavour])
    .replaceAll('\\w', short)
    .replaceAll('\\W', short.slice(short.lastIndexOf('/') + 1) || '/')
    .replaceAll('\\u', proc.credentials.uid === 0 ? 'root' : String(proc.credentials.uid))
    .replaceAll('\\h', proc.kernel.options.facts().hostname)
    .replaceAll('\\$', proc.credentials.uid === 0 ? '#' : '$');
}

function* reportJobs(shell: Shell): Process<void> {
  for (const job of shell.jobs) {
    if (isDone(job) && !job.reported) yield* shell.proc.complain(jobLine(shell, job));
  }
  shell.jobs = shell.jobs.filter((job) => !isDone(job));
}
