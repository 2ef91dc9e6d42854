import { format } from './format.ts';

/** A value of awk. Text from outside that looks like a number counts as one in comparisons. */
export type Value = number | string | InputText;

/** Text that came from the input. */
export class InputText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const NUMBER = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;
const WHOLE = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/;

export function toNumber(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  const text = value instanceof InputText ? value.text : (value ?? '');
  return Number(NUMBER.exec(text)?.[0] ?? 0);
}

export function toText(value: Value | undefined, template = '%.6g'): string {
  if (value instanceof InputText) return value.text;
  if (typeof value !== 'number') return value ?? '';
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value);
  return format(template, [String(value)], undefined, true).text;
}

export function toTruth(value: Value | undefined): boolean {
  if (typeof value === 'number') return value !== 0;
  if (value instanceof InputText) return WHOLE.test(value.text) ? toNumber(value) !== 0 : value.text !== '';
  return (value ?? '') !== '';
}

/** Order of two values: as numbers where both are, else as text. */
export function order(a: Value | undefined, b: Value | undefined): number {
  if (isNumeric(a) && isNumeric(b)) return toNumber(a) - toNumber(b);
  const [x, y] = [toText(a), toText(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function isNumeric(value: Value | undefined): boolean {
  return value === undefined || typeof value === 'number' || (value instanceof InputText && WHOLE.test(value.text));
}
