import type { Process } from '../../../api/process.ts';
import type { Builtin } from '../builtins.ts';
import { ShellError } from '../interpreter/jumps.ts';
import type { Shell } from '../interpreter/shell.ts';
import { assign, isName } from '../interpreter/variables.ts';

/** `export` and `readonly`. */
const exportBuiltin: Builtin = {
  names: ['export', 'readonly'],
  special: true,
  *run(shell, args, name) {
    const mark = name === 'export' ? 'exported' : 'readonly';
    const operands = args.filter((arg) => !/^-[pnf]+$/.test(arg));
    if (operands.length === 0) return yield* printAll(shell, name, mark);
    const isOff = args.some((arg) => /^-\w*n/.test(arg));
    for (const operand of operands) {
      const equals = operand.indexOf('=');
      const variable = equals < 0 ? operand : operand.slice(0, equals);
      if (!isName(variable))
        throw new ShellError(badName(shell, name, operand, variable), shell.flavour === 'bash' ? 1 : 2);
      if (equals >= 0) assign(shell, variable, operand.slice(equals + 1));
      else if (!shell.variables.has(variable)) {
        shell.variables.set(variable, { value: undefined, exported: false, readonly: false });
      }
      shell.variables.get(variable)![mark] = !isOff;
    }
    return 0;
  },
};

function badName({ flavour }: Shell, name: string, operand: string, variable: string): string {
  return flavour === 'bash'
    ? `${name}: \`${operand}': not a valid identifier`
    : `${name}: ${variable}: bad variable name`;
}

function* printAll(shell: Shell, name: string, mark: 'exported' | 'readonly'): Process<number> {
  const word = shell.flavour === 'bash' ? (name === 'export' ? 'declare -x' : 'declare -r') : name;
  for (const [variable, entry] of [...shell.variables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!entry[mark] || !isName(variable)) continue;
    const value = entry.value === undefined ? '' : `=${quoted(entry.value, shell.flavour === 'bash')}`;
    yield* shell.proc.print(`${word} ${variable}${value}\n`);
  }
  return 0;
}

/** A value as shells print it, to be read again. */
export function quoted(value: string, isDouble: boolean): string {
  return isDouble ? `"${value.replace(/["\\$`]/g, '\\$&')}"` : `'${value.replaceAll("'", `'"'"'`)}'`;
}

export default exportBuiltin;
