import type { Pipeline } from 'unbash';
import type { Process } from '../../../api/process.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import { Pipe } from '../kernel/pipe.ts';
import type { Proc } from '../kernel/proc.ts';
import { runNode } from './execute.ts';
import { waitFor } from './expand.ts';
import { setForeground } from './jobs.ts';
import type { Shell } from './shell.ts';
import { awaitTurn, spawnSubshell } from './subshell.ts';

/** Runs a pipeline in the foreground: its stages side by side, the status of the last. */
export function* runPipeline(shell: Shell, node: Pipeline): Process<number> {
  yield* awaitTurn(shell);
  const procs = startPipeline(shell, node, false);
  setForeground(shell, procs[0]!.group);
  for (const proc of procs) {
    yield* waitFor(proc);
    shell.children.delete(proc.pid);
  }
  setForeground(shell, undefined);
  shell.stages = procs.map(({ exitCode }) => exitCode);
  if (!shell.options.has('pipefail')) return procs.at(-1)!.exitCode;
  return procs.findLast(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0;
}

/** Starts the stages of a pipeline, each in a subshell. */
export function startPipeline(shell: Shell, { commands, operators }: Pipeline, background: boolean): Proc[] {
  const pipes = operators.map(() => new Pipe());
  const holders = pipes.flatMap(({ reader, writer }) => [reader, writer]);
  // Held until all have started: a stage may end before the next begins.
  for (const file of holders) file.refs++;
  const procs: Proc[] = [];
  commands.forEach((command, index) => {
    const files = new Map<number, OpenFile>(shell.proc.files);
    const before = pipes[index - 1];
    const after = pipes[index];
    if (before) files.set(0, before.reader);
    if (after) files.set(1, after.writer);
    if (after && operators[index] === '|&') files.set(2, after.writer);
    const group = procs[0]?.group ?? (shell.options.has('m') ? 0 : shell.proc.group);
    procs.push(
      spawnSubshell(shell, {
        files,
        run: (subshell) => runNode(subshell, command, true),
        text: '',
        group: group === 0 ? undefined : group,
        background,
      }),
    );
  });
  for (const file of holders) if (--file.refs === 0) file.close?.();
  return procs;
}
