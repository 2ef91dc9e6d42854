import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { evaluate } from './arithmetic.ts';
import { elementsOf, indexOf } from './arrays.ts';
import { expandInto, expandPattern, expandText } from './expand.ts';
import type { Fields } from './fields.ts';
import { ShellError } from './jumps.ts';
import { patternSource, patternToRegExp } from './pattern.ts';
import type { Shell } from './shell.ts';
import { assign, isName, parameter, separator } from './variables.ts';

/** Expands `$name`. Throws ShellError for one that is not set under `set -u`. */
export function expandSimple(shell: Shell, name: string, fields: Fields, isQuoted: boolean): void {
  if (name === '@' || name === '*') expandAll(shell, name, fields, isQuoted);
  else put(fields, known(shell, name), isQuoted);
}

/** Expands `${…}`. */
export function* expandParameter(
  shell: Shell,
  part: ParameterExpansionPart,
  fields: Fields,
  isQuoted: boolean,
): Process<void> {
  const { parameter: name, operation, prefix } = part;
  if (!isName(name) && !/^(?:\d+|[@*#?$!-])$/.test(name)) throw new ShellError(badSubstitution(shell, part.text));
  if (part.index) {
    yield* expandElements(shell, part, part.index, fields, isQuoted);
    return;
  }
  if (prefix === '#') {
    const isCount = name === '@' || name === '*';
    put(fields, isCount ? String(shell.positional.length) : String(known(shell, name).length), isQuoted);
    return;
  }
  if (prefix === '!') {
    if (shell.flavour === 'dash') throw new ShellError(badSubstitution(shell, part.text));
    const entry = shell.variables.get(name);
    const target = parameter(shell, name) ?? '';
    put(fields, entry?.isReference ? (entry.value ?? '') : (parameter(shell, target) ?? ''), isQuoted);
    return;
  }
  if (!operation) {
    expandSimple(shell, name, fields, isQuoted);
    return;
  }
  yield* operate(shell, { name, operation, text: part.text }, fields, isQuoted);
}

/** Stands for one element of an array while it is worked on; no script can name it. */
const ELEMENT = '[]';

/** Expands `${name[index]…}`. */
function* expandElements(
  shell: Shell,
  { parameter: name, operation, prefix, text }: ParameterExpansionPart,
  index: Word,
  fields: Fields,
  isQuoted: boolean,
): Process<void> {
  const at = yield* indexOf(shell, name, index);
  const all = elementsOf(shell, name);
  const isAll = at === '@' || at === '*';
  let chosen = isAll ? [...all.values()] : [all.get(at)];
  if (isAll && prefix === '#') chosen = [String(all.size)];
  else if (isAll && prefix === '!') chosen = [...all.keys()].map(String);
  else if (prefix === '#') chosen = [String((chosen[0] ?? '').length)];
  else if (isAll && operation?.type === 'Slice') {
    const offset = Number(evaluate(shell, yield* expandText(shell, operation.offset)));
    const length = operation.length && Number(evaluate(shell, yield* expandText(shell, operation.length)));
    const start = offset < 0 ? chosen.length + offset : offset;
    chosen = chosen.slice(start, length === undefined ? undefined : start + length);
  } else if (operation) {
    for (const [i, value] of chosen.entries()) {
      if (i > 0) fields.end();
      shell.variables.set(ELEMENT, { value, exported: false, readonly: false });
      yield* operate(shell, { name: ELEMENT, operation, text }, fields, isQuoted);
    }
    shell.variables.delete(ELEMENT);
    return;
  }
  putAll(
    shell,
    at === '*' ? '*' : '@',
    chosen.map((value) => value ?? ''),
    fields,
    isQuoted,
  );
}

interface Asked {
  readonly name: string;
  readonly operation: ParameterOperation;
  readonly text: string;
}

function* operate(shell: Shell, { name, operation, text }: Asked, fields: Fields, isQuoted: boolean): Process<void> {
  if (shell.flavour === 'dash' && operation.type !== 'Default' && operation.type !== 'Remove') {
    throw new ShellError(badSubstitution(shell, text));
  }
  switch (operation.type) {
    case 'Default':
      yield* withDefault(shell, name, operation.operator, operation.operand, fields, isQuoted);
      return;
    case 'Remove': {
      const pattern = yield* expandPattern(shell, operation.operand);
      put(fields, removed(known(shell, name), operation.operator, pattern), isQuoted);
      return;
    }
    case 'Replace': {
      const pattern = yield* expandPattern(shell, operation.pattern);
      const replacement = yield* expandText(shell, operation.replacement);
      put(fields, replaced(known(shell, name), operation.operator, pattern, replacement), isQuoted);
      return;
    }
    case 'Slice': {
      const offset = Number(evaluate(shell, yield* expandText(shell, operation.offset)));
      const length = operation.length && Number(evaluate(shell, yield* expandText(shell, operation.length)));
      if (name === '@' || name === '*') slicePositional(shell, offset, length, fields, isQuoted);
      else put(fields, sliced(known(shell, name), offset, length), isQuoted);
      return;
    }
    case 'CaseModification': {
      const value = known(shell, name);
      const change = operation.operator[0] === '^' ? upper : lower;
      const all = operation.operator.length === 2;
      put(fields, all ? change(value) : change(value.slice(0, 1)) + value.slice(1), isQuoted);
      return;
    }
    default:
      throw new ShellError(badSubstitution(shell, text));
  }
}

function* withDefault(
  shell: Shell,
  name: string,
  operator: string,
  operand: Word,
  fields: Fields,
  isQuoted: boolean,
): Process<void> {
  const value = parameter(shell, name);
  const isMissing = value === undefined || (operator.startsWith(':') && value === '');
  const kind = operator.slice(-1);
  if (kind === '+') {
    if (!isMissing) yield* expandInto(shell, operand, fields, isQuoted);
    return;
  }
  if (!isMissing) {
    if (name === '@' || name === '*') expandAll(shell, name, fields, isQuoted);
    else put(fields, value, isQuoted);
    return;
  }
  if (kind === '-') {
    yield* expandInto(shell, operand, fields, isQuoted);
    return;
  }
  const text = yield* expandText(shell, operand);
  if (kind === '?') {
    const usual = operator.startsWith(':') ? 'parameter not set or null' : 'parameter not set';
    throw new ShellError(`${name}: ${text || usual}`, shell.flavour === 'bash' ? 127 : 2);
  }
  assign(shell, name, text);
  put(fields, text, isQuoted);
}

function put(fields: Fields, value: Bytes, isQuoted: boolean): void {
  if (isQuoted) fields.quoted(value);
  else fields.unquoted(value);
}

function known(shell: Shell, name: string): Bytes {
  const value = parameter(shell, name);
  if (value !== undefined) return value;
  if (shell.options.has('u') && name !== '@' && name !== '*') {
    const text = shell.flavour === 'bash' ? 'unbound variable' : 'parameter not set';
    throw new ShellError(`${name}: ${text}`, shell.flavour === 'bash' ? 127 : 2);
  }
  return '';
}

function expandAll(shell: Shell, name: string, fields: Fields, isQuoted: boolean): void {
  putAll(shell, name, shell.positional, fields, isQuoted);
}

function putAll(shell: Shell, name: string, all: readonly Bytes[], fields: Fields, isQuoted: boolean): void {
  if (isQuoted && name === '*') {
    fields.quoted(all.join(separator(shell)));
    return;
  }
  all.forEach((value, index) => {
    if (index > 0) fields.end();
    put(fields, value, isQuoted);
  });
}

function slicePositional(
  shell: Shell,
  offset: number,
  length: number | undefined,
  fields: Fields,
  isQuoted: boolean,
): void {
  const all = [shell.name, ...shell.positional];
  const start = offset < 0 ? all.length + offset : offset;
  const end = length === undefined ? all.length : start + length;
  putAll(shell, '@', all.slice(start === 0 && offset === 0 ? 0 : start, end), fields, isQuoted);
}

function removed(value: Bytes, operator: string, pattern: string): Bytes {
  if (operator === '##') return value.replace(new RegExp(`^(?:${patternSource(pattern)})`, 's'), '');
  if (operator === '#') return value.replace(new RegExp(`^(?:${patternSource(pattern, false, true)})`, 's'), '');
  const whole = patternToRegExp(pattern);
  const isLongest = operator === '%%';
  for (let n = 0; n <= value.length; n++) {
    const start = isLongest ? n : value.length - n;
    if (whole.test(value.slice(start))) return value.slice(0, start);
  }
  return value;
}

function replaced(value: Bytes, operator: string, pattern: string, replacement: Bytes): Bytes {
  if (pattern === '' && !/[#%]/.test(operator)) return value;
  const source = patternSource(pattern);
  const ends = operator === '/#' ? `^(?:${source})` : operator === '/%' ? `(?:${source})$` : source;
  return value.replace(new RegExp(ends, operator === '//' ? 'gs' : 's'), () => replacement);
}

function sliced(value: Bytes, offset: number, length: number | undefined): Bytes {
  const start = offset < 0 ? Math.max(0, value.length + offset) : offset;
  if (length === undefined) return value.slice(start);
  return value.slice(start, length < 0 ? value.length + length : start + length);
}

function badSubstitution(shell: Shell, text: string): string {
  if (shell.flavour === 'bash') return `${text}: bad substitution`;
  return shell.flavour === 'busybox' ? 'syntax error: bad substitution' : 'Bad substitution';
}

function upper(text: string): string {
  return text.replace(/[a-z]/g, (c) => c.toUpperCase());
}

function lower(text: string): string {
  return text.replace(/[A-Z]/g, (c) => c.toLowerCase());
}
