import type { ArrayValue, Word } from 'unbash';
import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { evaluate } from './arithmetic.ts';
import { expandText, expandWords } from './expand.ts';
import { ShellError } from './jumps.ts';
import type { Shell } from './shell.ts';
import { assign } from './variables.ts';

/** The elements of a variable of bash, in order: those of an array, or its only value. */
export function elementsOf(shell: Shell, name: string): ReadonlyMap<number, Bytes> {
  const variable = shell.variables.get(name);
  if (variable?.elements) return variable.elements;
  return new Map(variable?.value === undefined ? [] : [[0, variable.value]]);
}

/** What stands between brackets: `@`, `*`, or the number of an element; negative ones count from the end. */
export function* indexOf(shell: Shell, name: string, index: Word): Process<'@' | '*' | number> {
  const text = yield* expandText(shell, index);
  if (text === '@' || text === '*') return text;
  const number = Number(evaluate(shell, text));
  const last = Math.max(-1, ...elementsOf(shell, name).keys());
  return number < 0 ? last + 1 + number : number;
}

/** `name=(…)` and `name+=(…)`. Throws ShellError in shells that have no arrays. */
export function* assignArray(shell: Shell, name: string, { elements }: ArrayValue, append: boolean): Process<void> {
  refuseElsewhere(shell);
  const values = append ? new Map(elementsOf(shell, name)) : new Map<number, Bytes>();
  let next = Math.max(-1, ...values.keys()) + 1;
  for (const value of yield* expandWords(shell, elements)) {
    const [, at, rest] = /^\[(\d+)\]=(.*)$/s.exec(value) ?? [];
    if (at !== undefined) next = Number(at);
    values.set(next++, rest ?? value);
  }
  setElements(shell, name, values);
}

/** `name[index]=value`. Throws ShellError in shells that have no arrays. */
export function* assignElement(shell: Shell, name: string, index: Word, value: Bytes, append: boolean): Process<void> {
  refuseElsewhere(shell);
  const at = yield* indexOf(shell, name, index);
  if (typeof at === 'string' || at < 0) throw new ShellError(`${name}[${at}]: bad array subscript`);
  const values = new Map(elementsOf(shell, name));
  values.set(at, append ? (values.get(at) ?? '') + value : value);
  setElements(shell, name, values);
}

/** `unset name[index]` */
export function unsetElement(shell: Shell, name: string, index: string): void {
  const values = new Map(elementsOf(shell, name));
  values.delete(Number(evaluate(shell, index)));
  setElements(shell, name, values);
}

/** The value of an array is that of its element 0. */
function setElements(shell: Shell, name: string, values: ReadonlyMap<number, Bytes>): void {
  const elements = new Map([...values].sort(([a], [b]) => a - b));
  assign(shell, name, elements.get(0) ?? '');
  const variable = shell.variables.get(name)!;
  variable.value = elements.get(0);
  variable.elements = elements;
}

function refuseElsewhere(shell: Shell): void {
  if (shell.flavour !== 'bash') throw new ShellError('syntax error: unexpected "("');
}
