import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import type { Builtin } from '../builtins.ts';
import { arrayText } from '../interpreter/arrays.ts';
import { arithmetic } from '../interpreter/expand.ts';
import { ShellError } from '../interpreter/jumps.ts';
import { runText } from '../interpreter/run-text.ts';
import type { Shell, Variable } from '../interpreter/shell.ts';
import { assign, isName } from '../interpreter/variables.ts';
import { quoted } from './export.ts';

/** Variables of a function; outside of one, `declare` sets plain variables. */
const local: Builtin = {
  names: ['local', 'declare', 'typeset'],
  special: false,
  *run(shell, args, name) {
    const scope = shell.locals.at(-1);
    const isBash = shell.flavour === 'bash';
    if (!scope && name === 'local') {
      throw new ShellError(
        isBash ? 'local: can only be used in a function' : 'local: not in a function',
        isBash ? 1 : 2,
      );
    }
    if (name !== 'local' && shell.flavour === 'dash') throw new ShellError(`${name}: not found`, 127, false);
    const flags = args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join('');
    const operands = args.filter((arg) => !/^-[a-zA-Z]+$/.test(arg));
    if (/[pfF]/.test(flags)) return yield* show(shell, operands, flags, name);
    for (const arg of operands) yield* declare(shell, arg, name, flags, scope);
    return 0;
  },
};

type Scope = Map<string, Variable | undefined>;

function* declare(shell: Shell, arg: Bytes, name: string, flags: string, scope: Scope | undefined): Process<void> {
  const equals = arg.indexOf('=');
  const variable = (equals < 0 ? arg : arg.slice(0, equals)).replace(/\+$/, '');
  if (!isName(variable)) throw new ShellError(`${name}: ${variable}: bad variable name`);
  const before = shell.variables.get(variable);
  if (scope && !scope.has(variable)) {
    scope.set(variable, before && { ...before });
    if (equals < 0 && shell.flavour !== 'dash') shell.variables.delete(variable);
  }
  const isArray = flags.includes('A') || flags.includes('a');
  if (isArray && (equals < 0 || arg[equals + 1] === '(')) {
    const kept = shell.variables.get(variable)?.elements ?? new Map<number | string, Bytes>();
    shell.variables.set(variable, {
      value: undefined,
      elements: kept,
      isMap: flags.includes('A'),
      exported: false,
      readonly: false,
    });
    if (equals >= 0) yield* runText(shell, arg);
  } else if (equals >= 0) {
    const value = arg.slice(equals + 1);
    if (value.startsWith('(') && shell.flavour === 'bash') {
      yield* runText(shell, arg);
    } else if (flags.includes('n'))
      shell.variables.set(variable, { value, isReference: true, exported: false, readonly: false });
    else assign(shell, variable, flags.includes('i') ? yield* arithmetic(shell, value) : value);
  }
  mark(shell, variable, flags);
}

function mark(shell: Shell, variable: string, flags: string): void {
  const now = shell.variables.get(variable);
  if (!now) {
    if (/[xri]/.test(flags)) shell.variables.set(variable, { value: undefined, exported: false, readonly: false });
    else return;
  }
  const entry = shell.variables.get(variable)!;
  if (flags.includes('x')) entry.exported = true;
  if (flags.includes('r')) entry.readonly = true;
  if (flags.includes('i')) entry.isInteger = true;
}

/** `declare -p`, and `-F` for names of functions. */
function* show(shell: Shell, names: readonly string[], flags: string, name: string): Process<number> {
  const wanted = names.length > 0 ? names : [...shell.variables.keys()].filter(isName).sort();
  let status = 0;
  for (const one of wanted) {
    if (/[fF]/.test(flags)) {
      if (!shell.functions.has(one)) status = 1;
      else yield* shell.proc.print(`${one}\n`);
      continue;
    }
    const entry = shell.variables.get(one);
    if (!entry) throw new ShellError(`${name}: ${one}: not found`, 1, false);
    const letters = [
      entry.isMap ? 'A' : entry.elements ? 'a' : '',
      entry.isInteger ? 'i' : '',
      entry.readonly ? 'r' : '',
      entry.exported ? 'x' : '',
    ].join('');
    const value = entry.elements
      ? `=${arrayText(entry)}`
      : entry.value === undefined
        ? ''
        : `=${quoted(entry.value, true)}`;
    yield* shell.proc.print(`declare -${letters || '-'} ${one}${value}\n`);
  }
  return status;
}

export default local;
