import { invalidValue } from '../field-errors.ts';
import { goIntOrString } from '../go-syntax.ts';
import { validPercent } from '../names.ts';
import { checkNonNegative, type Found } from './basics.ts';

/** A number of Pods, or a share of them such as `25%`. */
export type Amount = number | string;

const isPercent = (value: Amount): value is string => typeof value === 'string' && validPercent(value).length === 0;

/** A number that is not negative, or a percentage. Models ValidatePositiveIntOrPercent. */
export function checkAmount(value: Amount, path: string, found: Found): void {
  if (typeof value === 'number') checkNonNegative(value, path, found);
  else for (const message of validPercent(value)) found.push(invalidValue(path, goIntOrString(value), message));
}

/** A percentage is at most 100%. Models IsNotMoreThan100Percent. */
export function checkAtMostAll(value: Amount, path: string, found: Found): void {
  if (!isPercent(value) || numberIn(value) <= 100) return;
  found.push(invalidValue(path, goIntOrString(value), 'must not be greater than 100%'));
}

/** The number in an amount, with or without percent sign; 0 for other texts, as Go's Atoi makes of them. */
export function numberIn(value: Amount): number {
  if (typeof value === 'number') return value;
  if (isPercent(value)) return Number.parseInt(value, 10);
  return /^[+-]?\d+$/.test(value) ? Number(value) : 0;
}
