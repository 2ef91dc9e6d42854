import type { Builtin } from '../builtins.ts';
import { SysError } from '../errors.ts';
import { ReturnFromCall, ShellError } from '../interpreter/jumps.ts';
import { runText } from '../interpreter/run-text.ts';
import { complaint, type Shell } from '../interpreter/shell.ts';
import { parameter } from '../interpreter/variables.ts';

/** `.`: runs a file in this shell. */
const dot: Builtin = {
  names: ['.', 'source'],
  special: true,
  *run(shell, args, name) {
    if (name === 'source' && shell.flavour === 'dash') {
      yield* shell.proc.complain(complaint(shell, 'source: not found'));
      return 127;
    }
    const [file = '', ...rest] = args;
    const text = readFile(shell, file);
    const { positional } = shell;
    if (rest.length > 0) shell.positional = rest;
    try {
      return yield* runText(shell, text);
    } catch (jump) {
      if (!(jump instanceof ReturnFromCall)) throw jump;
      return jump.status;
    } finally {
      shell.positional = positional;
    }
  },
};

function readFile(shell: Shell, file: string): string {
  const { proc, flavour } = shell;
  const dirs = file.includes('/') ? [''] : (parameter(shell, 'PATH') ?? '').split(':').map((dir) => `${dir || '.'}/`);
  if (flavour === 'bash' && !file.includes('/')) dirs.push('./');
  for (const dir of dirs) {
    const found = proc.kernel.fs.find(dir + file, proc.cwd);
    if (found && found.node.type !== 'dir') return proc.kernel.fs.readFile(dir + file, proc.cwd);
  }
  const why = new SysError('ENOENT').message;
  if (flavour === 'bash') throw new ShellError(`${file}: ${why}`, 1);
  if (flavour === 'busybox') throw new ShellError(`.: can't open '${file}': ${why}`, 2);
  throw new ShellError(file.includes('/') ? `.: cannot open ${file}: No such file` : `.: ${file}: not found`);
}

export default dot;
