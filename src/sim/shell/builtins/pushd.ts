import type { Builtin } from '../builtins.ts';
import { builtin } from '../builtins.ts';
import { ShellError } from '../interpreter/jumps.ts';
import type { Shell } from '../interpreter/shell.ts';
import { parameter } from '../interpreter/variables.ts';

/** bash's stack of directories: pushd, popd, dirs. */
const pushd: Builtin = {
  names: ['pushd', 'popd', 'dirs'],
  special: false,
  *run(shell, args, name) {
    if (shell.flavour !== 'bash') throw new ShellError(`${name}: not found`, 127, false);
    const { proc, directories } = shell;
    if (name !== 'dirs') {
      const from = proc.cwd;
      const to = name === 'popd' ? directories.shift() : args[0];
      if (to === undefined) {
        throw new ShellError(name === 'popd' ? 'popd: directory stack empty' : 'pushd: no other directory', 1, false);
      }
      const status = yield* builtin('cd')!.run(shell, [to], name);
      if (status !== 0) return status;
      if (name === 'pushd') directories.unshift(from);
    }
    yield* proc.print(`${[proc.cwd, ...directories].map((path) => short(shell, path)).join(' ')}\n`);
    return 0;
  },
};

function short(shell: Shell, path: string): string {
  const home = parameter(shell, 'HOME');
  return home !== undefined && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path;
}

export default pushd;
