import { agrees } from '../field-values.ts';
import type { Difference } from './result.ts';

/**
 * Where two values differ, down to the fields: placeholders of the recordings match what they stand for, and null in an
 * expectation stands for absent.
 */
export function differencesOf(expected: unknown, actual: unknown, path = ''): Difference[] {
  if (agrees(expected, actual)) return [];
  const [want, have] = [asParts(expected), asParts(actual)];
  if (!want || !have || Array.isArray(expected) !== Array.isArray(actual)) return [{ path, expected, actual }];
  if (Array.isArray(expected) && want.size !== have.size) return [{ path, expected, actual }];
  const separator = (key: string): string => (Array.isArray(expected) ? `[${key}]` : path === '' ? key : `.${key}`);
  return [...new Set([...want.keys(), ...have.keys()])].flatMap((key) =>
    differencesOf(want.get(key) ?? null, have.get(key), `${path}${separator(key)}`),
  );
}

function asParts(value: unknown): Map<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}
