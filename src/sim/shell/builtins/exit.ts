import type { Builtin } from '../builtins.ts';
import { ExitShell, LeaveLoop, ReturnFromCall, ShellError } from '../interpreter/jumps.ts';
import { complaint, type Shell } from '../interpreter/shell.ts';

/** `exit`, `return`, `break`, `continue`. */
const exit: Builtin = {
  names: ['exit', 'return', 'break', 'continue'],
  special: true,
  *run(shell, [word], name) {
    if (name === 'exit') throw new ExitShell(word === undefined ? shell.status : numberOf(shell, word, name) & 255);
    if (name === 'return') {
      throw new ReturnFromCall(word === undefined ? shell.status : numberOf(shell, word, name) & 255);
    }
    const levels = word === undefined ? 1 : numberOf(shell, word, name);
    if (shell.loopDepth === 0) {
      if (shell.flavour === 'bash') {
        yield* shell.proc.complain(
          complaint(shell, `${name}: only meaningful in a \`for', \`while', or \`until' loop`),
        );
      }
      return 0;
    }
    throw new LeaveLoop(name as 'break' | 'continue', Math.min(levels, shell.loopDepth));
  },
};

function numberOf({ flavour }: Shell, word: string, name: string): number {
  if (/^-?\d+$/.test(word) && (flavour === 'bash' || !word.startsWith('-'))) return Number(word);
  const texts = {
    bash: `${name}: ${word}: numeric argument required`,
    busybox: `${name}: Illegal number: ${word}`,
    dash: `${name}: Illegal number: ${word}`,
  };
  throw new ShellError(texts[flavour]);
}

export default exit;
