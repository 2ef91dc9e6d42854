import type { Process } from '../../../api/process.ts';
import { runList } from './execute.ts';
import { ShellError } from './jumps.ts';
import { parseScript } from './parse.ts';
import type { Shell } from './shell.ts';
import { syntaxError } from './syntax-error.ts';

/** Runs a text as a script in this shell: eval, traps, `sh -c`. Throws ShellError for a syntax error. */
export function* runText(shell: Shell, text: string, isLast = false): Process<number> {
  const script = parseScript(text);
  const { source, position } = shell;
  shell.source = text;
  shell.position = 0;
  const [error] = script.errors ?? [];
  if (error) {
    // Whole lines before the error have been read, and run, by then.
    const good = parseScript(text.slice(0, text.lastIndexOf('\n', error.pos) + 1));
    if (!good.errors?.length && good.commands.length > 0) yield* runList(shell, good.commands);
    shell.position = Math.min(error.pos, text.length);
    throw new ShellError(syntaxError(shell, text, error));
  }
  const status = yield* runList(shell, script.commands, isLast);
  shell.source = source;
  shell.position = position;
  return status;
}
