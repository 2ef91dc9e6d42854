import type { ArrayValue, Word } from 'unbash';
import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { evaluate } from './arithmetic.ts';
import { expandText, expandWords } from './expand.ts';
import { ShellError } from './jumps.ts';
import type { Shell, Variable } from './shell.ts';
import { assign, dynamicElements } from './variables.ts';

type Elements = ReadonlyMap<number | string, Bytes>;

/** The elements of a variable of bash, in order: those of an array, or its only value. */
export function elementsOf(shell: Shell, name: string): Elements {
  const dynamic = dynamicElements(shell, name);
  if (dynamic) return new Map(dynamic.map((value, i) => [i, value]));
  const variable = shell.variables.get(name);
  if (variable?.elements) return variable.elements;
  return new Map(variable?.value === undefined ? [] : [[0, variable.value]]);
}

/** What stands between brackets: `@`, `*`, the number of an element or its name; negative ones count from the end. */
export function* indexOf(shell: Shell, name: string, index: Word): Process<number | string> {
  const text = yield* expandText(shell, index);
  return text === '@' || text === '*' ? text : place(shell, name, text);
}

function place(shell: Shell, name: string, text: string): number | string {
  if (shell.variables.get(name)?.isMap) return text;
  const number = Number(evaluate(shell, text));
  return number < 0 ? lastOf(elementsOf(shell, name)) + 1 + number : number;
}

function lastOf(elements: Elements): number {
  return Math.max(-1, ...[...elements.keys()].filter((key) => typeof key === 'number'));
}

/** `name=(…)` and `name+=(…)`. Throws ShellError in shells that have no arrays. */
export function* assignArray(shell: Shell, name: string, { elements }: ArrayValue, append: boolean): Process<void> {
  refuseElsewhere(shell);
  const values = new Map<number | string, Bytes>(append ? elementsOf(shell, name) : []);
  let next = lastOf(values) + 1;
  for (const word of elements) {
    // [key]=value: neither side is split into fields.
    const [, key, rest] = /^\[([^\]]+)\]=(.*)$/s.exec(word.text) ?? [];
    if (key === undefined || rest === undefined) {
      for (const value of yield* expandWords(shell, [word])) values.set(next++, value);
      continue;
    }
    const [, at, value] = /^\[([^\]]*)\]=(.*)$/s.exec(yield* expandText(shell, word)) ?? [];
    const where = place(shell, name, at ?? key);
    values.set(where, value ?? rest);
    if (typeof where === 'number') next = where + 1;
  }
  setElements(shell, name, values);
}

/** `name[index]=value`. Throws ShellError in shells that have no arrays. */
export function* assignElement(shell: Shell, name: string, index: Word, value: Bytes, append: boolean): Process<void> {
  refuseElsewhere(shell);
  const at = shell.variables.get(name)?.isMap ? yield* expandText(shell, index) : yield* indexOf(shell, name, index);
  const isBad = typeof at === 'number' ? at < 0 : !shell.variables.get(name)?.isMap;
  if (isBad) throw new ShellError(`${name}[${at}]: bad array subscript`);
  const values = new Map(elementsOf(shell, name));
  values.set(at, append ? (values.get(at) ?? '') + value : value);
  setElements(shell, name, values);
}

/** `unset name[index]` */
export function unsetElement(shell: Shell, name: string, index: string): void {
  const values = new Map(elementsOf(shell, name));
  values.delete(place(shell, name, index));
  setElements(shell, name, values);
}

/** Makes a variable an array. The value of an array is that of its element 0. */
export function setElements(shell: Shell, name: string, values: Elements): void {
  const isMap = shell.variables.get(name)?.isMap ?? false;
  const sorted = isMap ? values : new Map([...values].sort(([a], [b]) => Number(a) - Number(b)));
  const first = sorted.get(isMap ? '0' : 0);
  assign(shell, name, first ?? '');
  const variable = shell.variables.get(name)!;
  variable.value = first;
  variable.elements = sorted;
}

/** An array as bash prints it, to be read again. */
export function arrayText({ elements, isMap }: Variable): string {
  const parts = [...elements!].map(([key, value]) => `[${key}]="${value.replace(/["\\$`]/g, '\\$&')}"`);
  return `(${parts.join(' ')}${isMap && parts.length > 0 ? ' ' : ''})`;
}

function refuseElsewhere(shell: Shell): void {
  if (shell.flavour === 'bash') return;
  throw new ShellError(shell.flavour === 'dash' ? 'Syntax error: "(" unexpected' : 'syntax error: unexpected "("');
}
