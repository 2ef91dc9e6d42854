import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { runBody, runNode } from './execute.ts';
import { ReturnFromCall, ShellError } from './jumps.ts';
import type { Shell, ShellFunction } from './shell.ts';

const MAX_DEPTH = 500;

/** Calls a function with its own positional parameters and local variables. */
export function* callFunction(
  shell: Shell,
  name: string,
  { body, source }: ShellFunction,
  args: readonly Bytes[],
): Process<number> {
  if (shell.callDepth >= MAX_DEPTH) throw new ShellError('maximum function nesting level exceeded');
  const before = { positional: shell.positional, source: shell.source, loopDepth: shell.loopDepth };
  shell.positional = args;
  shell.source = source;
  shell.loopDepth = 0;
  shell.callDepth++;
  shell.calls.push(name);
  shell.locals.push(new Map());
  try {
    return body.type === 'CompoundList' ? yield* runBody(shell, body) : yield* runNode(shell, body);
  } catch (jump) {
    if (!(jump instanceof ReturnFromCall)) throw jump;
    return jump.status;
  } finally {
    shell.callDepth--;
    shell.calls.pop();
    for (const [name, variable] of shell.locals.pop()!) {
      if (variable) shell.variables.set(name, variable);
      else shell.variables.delete(name);
    }
    Object.assign(shell, before);
  }
}
