import { goJson } from '../go-values.ts';
import { type Node, type Operand, parseTemplate, type Step } from './parse.ts';

/** Fills in a template: `{.items[*].metadata.name}`. Missing fields give nothing unless they are errors; throws for bad indexes and types. */
export function runTemplate(template: string, data: unknown, missingKeys = true): string {
  return render(parseTemplate(template), data, missingKeys);
}

/** Every value that a template's paths find, ranges left out: what `jsonpath-as-json` lists. */
export function templateValues(template: string, data: unknown): unknown[] {
  return parseTemplate(template).flatMap((node) => (node.type === 'path' ? follow(node.steps, [data]) : []));
}

function render(nodes: readonly Node[], current: unknown, missingKeys: boolean): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.text;
      const values = follow(node.steps, [current], missingKeys);
      if (node.type === 'range') return values.map((value) => render(node.body, value, missingKeys)).join('');
      return values.map(valueText).join(' ');
    })
    .join('');
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? goJson(value) : String(value);
}

/** The values that a path leads to from each of the given ones. */
export function follow(steps: readonly Step[], from: readonly unknown[], missingKeys = true): unknown[] {
  return steps.reduce<unknown[]>(
    (values, step) => {
      // The paths of a union are followed one after the other, each from all values.
      const found =
        step.type === 'union'
          ? step.paths.flatMap((path) => follow(path, values, missingKeys))
          : values.flatMap((value) => take(step, value));
      if (!missingKeys && step.type === 'field' && found.length === 0) throw new Error(`${step.name} is not found`);
      return found;
    },
    [...from],
  );
}

function take(step: Exclude<Step, { type: 'union' }>, value: unknown): unknown[] {
  switch (step.type) {
    case 'field':
      return isRecord(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
    case 'wildcard':
      return childrenOf(value);
    case 'recursive':
      return [value, ...childrenOf(value).flatMap((child) => (isNode(child) ? take(step, child) : []))];
    case 'identifier':
      throw new Error(`unrecognized identifier ${step.name}`);
    case 'slice':
      return slice(step, value);
    case 'filter':
      return (Array.isArray(value) ? value : []).filter((item) => holds(step, item));
  }
}

function slice(step: Extract<Step, { type: 'slice' }>, value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new Error(`${goType(value)} is not array or slice`);
  const { length } = value;
  const from = normal(step.from ?? 0, length);
  if (step.one) {
    if (from < 0 || from >= length) {
      throw new Error(`array index out of bounds: index ${from}, length ${length}`);
    }
    return [value[from]];
  }
  const to = normal(step.to ?? length, length);
  if (from === to) return [];
  const outside = from >= length || from < 0 ? from : to > length || to < 0 ? to - 1 : undefined;
  if (outside !== undefined) throw new Error(`array index out of bounds: index ${outside}, length ${length}`);
  if (from > to) throw new Error(`starting index ${from} is greater than ending index ${to}`);
  if (step.step !== undefined && step.step <= 0) throw new Error('step must be > 0');
  return value.slice(from, to).filter((_, i) => i % (step.step ?? 1) === 0);
}

/** The Go type that a value of JSON has. */
function goType(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map[string]interface {}';
}

function normal(index: number, length: number): number {
  return index < 0 ? index + length : index;
}

function holds({ left, operator, right }: Extract<Step, { type: 'filter' }>, item: unknown): boolean {
  const lefts = operandValues(left, item);
  if (operator === 'exists') return lefts.length > 0;
  const rights = operandValues(right, item);
  if (lefts.length > 1 || rights.length > 1) throw new Error('can only compare one element at a time');
  if (lefts.length === 0 || rights.length === 0) return false;
  const [a, b] = [lefts[0], rights[0]] as [string | number, string | number];
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    default:
      return a >= b;
  }
}

function operandValues(operand: Operand, item: unknown): unknown[] {
  return 'path' in operand ? follow(operand.path, [item]) : [operand.literal];
}

function childrenOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isRecord(value)
    ? Object.keys(value)
        .sort()
        .map((key) => value[key])
    : [];
}

function isNode(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isNode(value) && !Array.isArray(value);
}
