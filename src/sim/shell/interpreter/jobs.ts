import type { AndOr, PipelineNode } from 'unbash';
import type { Process } from '../../../api/process.ts';
import { openText } from '../kernel/open-file.ts';
import type { Proc } from '../kernel/proc.ts';
import { ttyOf } from '../kernel/tty.ts';
import { runNode } from './execute.ts';
import { startPipeline } from './pipeline.ts';
import type { Job, Shell } from './shell.ts';
import { awaitTurn, spawnSubshell } from './subshell.ts';

/** Starts a command in the background. */
export function* runBackground(shell: Shell, node: PipelineNode | AndOr): Process<void> {
  yield* awaitTurn(shell);
  const text = shell.source.slice(node.pos, node.end);
  const procs = start(shell, node, text);
  const last = procs.at(-1)!;
  shell.lastBackground = last.pid;
  const number = (shell.jobs.at(-1)?.number ?? 0) + 1;
  shell.jobs.push({ number, procs, text, reported: false });
  shell.status = 0;
  if (shell.interactive && shell.flavour === 'bash') yield* shell.proc.complain(`[${number}] ${last.pid}`);
}

function start(shell: Shell, node: PipelineNode | AndOr, text: string): Proc[] {
  if (node.type === 'Pipeline' && node.commands.length > 1) return startPipeline(shell, node, true);
  const files = new Map(shell.proc.files);
  if (!shell.options.has('m')) files.set(0, openText(''));
  const group = shell.options.has('m') ? undefined : shell.proc.group;
  const run = (subshell: Shell): Process<number> => runNode(subshell, node, true);
  return [spawnSubshell(shell, { files, run, text, group, background: true })];
}

/** Gives the terminal to a process group; undefined takes it back. Only shells with job control do so. */
export function setForeground(shell: Shell, group: number | undefined): void {
  if (!shell.options.has('m')) return;
  for (const file of shell.proc.files.values()) {
    const tty = ttyOf(file);
    if (tty) tty.foreground = group ?? shell.proc.group;
  }
}

/** Whether all processes of a job have ended. */
export function isDone({ procs }: Job): boolean {
  return procs.every(({ alive }) => !alive);
}

/** The job that %1, %%, %+ or %name means. */
export function jobOf(shell: Shell, text: string): Job | undefined {
  const spec = text.slice(1);
  if (spec === '' || spec === '%' || spec === '+') return shell.jobs.at(-1);
  if (spec === '-') return shell.jobs.at(-2);
  return shell.jobs.find(({ number, text: command }) =>
    /^\d+$/.test(spec) ? number === Number(spec) : command.startsWith(spec),
  );
}

/** What a shell prints of a job. */
export function jobLine(shell: Shell, job: Job): string {
  const isCurrent = job === shell.jobs.at(-1) ? '+' : job === shell.jobs.at(-2) ? '-' : ' ';
  const last = job.procs.at(-1)!;
  const state = !isDone(job) ? 'Running' : last.exitCode === 0 ? 'Done' : `Done(${last.exitCode})`;
  return `[${job.number}]${isCurrent}  ${state.padEnd(shell.flavour === 'bash' ? 24 : 23)}${job.text}`;
}
