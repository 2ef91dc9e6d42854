import type { Builtin } from '../builtins.ts';
import { SysError } from '../errors.ts';
import { normalize } from '../fs/path.ts';
import { ShellError } from '../interpreter/jumps.ts';
import type { Shell } from '../interpreter/shell.ts';
import { assign, parameter } from '../interpreter/variables.ts';

/** Changes the working directory. */
const cd: Builtin = {
  names: ['cd', 'chdir'],
  special: false,
  *run(shell, args) {
    const words = args.filter((arg) => arg !== '--' && arg !== '-P' && arg !== '-L');
    const target = words[0] === '-' ? parameter(shell, 'OLDPWD') : (words[0] ?? parameter(shell, 'HOME'));
    if (!target) {
      if (words.length > 0 || shell.flavour === 'dash') return 0;
      throw new ShellError(`cd: ${words[0] === '-' ? 'OLDPWD' : 'HOME'} not set`, 1, false);
    }
    const { proc } = shell;
    const path = normalize(target, proc.cwd);
    const problem = problemOf(shell, path);
    if (problem) throw new ShellError(problemText(shell, target, problem), shell.flavour === 'dash' ? 2 : 1, false);
    assign(shell, 'OLDPWD', proc.cwd);
    proc.cwd = path;
    assign(shell, 'PWD', path);
    if (words[0] === '-') yield* proc.print(`${path}\n`);
    return 0;
  },
};

function problemOf({ proc }: Shell, path: string): string | undefined {
  const found = proc.kernel.fs.find(path, '/');
  if (!found) return new SysError('ENOENT').message;
  return found.node.type === 'dir' ? undefined : new SysError('ENOTDIR').message;
}

function problemText({ flavour }: Shell, target: string, problem: string): string {
  if (flavour === 'dash') return `cd: can't cd to ${target}`;
  return flavour === 'bash' ? `cd: ${target}: ${problem}` : `cd: can't cd to ${target}: ${problem}`;
}

export default cd;
