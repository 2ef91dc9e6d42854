import { goPlain } from '../go-values.ts';

/** What Go says for a value that is not there. */
export const NO_VALUE = '<no value>';

/** A value as a template prints it. Whole numbers are bigint, others Go's float64. */
export function printed(value: unknown): string {
  return value === undefined || value === null ? NO_VALUE : plain(value);
}

/** A value as Go's %v writes it. */
export function plain(value: unknown): string {
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'number') return goFloat(value);
  if (typeof value === 'bigint' || typeof value !== 'object') return String(value);
  return goPlain(mapNumbers(value));
}

function mapNumbers(value: unknown): unknown {
  if (typeof value === 'number') return goFloat(value);
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(mapNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapNumbers(each)]));
}

/** A float as Go's %v writes it: with an exponent from 1e+21 on, as fmt does for the shortest form. */
export function goFloat(value: number): string {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -4 && exponent < 21) return String(value);
  const [digits, power = '0'] = value.toExponential().split('e') as [string, string?];
  return `${digits}e${power.startsWith('-') ? '-' : '+'}${power.replace(/^[+-]/, '').padStart(2, '0')}`;
}

/** Whether `if` takes a value for true. Models template.IsTrue. */
export function isTrue(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'bigint') return value !== 0n;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' ? Object.keys(value).length > 0 : true;
}

/** The type of a value in Go's words. */
export function typeName(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'bigint') return 'int64';
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return '[]interface {}';
  return value === undefined || value === null ? '<nil>' : 'map[string]interface {}';
}
