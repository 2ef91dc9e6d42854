import { agrees } from '../field-values.ts';
import type { Difference } from './result.ts';

/**
 * Where two values differ, down to the fields: placeholders of the recordings match what they stand for, and null in an
 * expectation stands for absent.
 */
export function differencesOf(expected: unknown, actual: unknown, path = ''): Difference[] {
  if (agrees(expected, actual)) return [];
  const [want, have] = [withWholeMessage(asParts(expected), actual), asParts(actual)];
  if (!want || !have || Array.isArray(expected) !== Array.isArray(actual)) return [{ path, expected, actual }];
  if (Array.isArray(expected) && want.size !== have.size) return [{ path, expected, actual }];
  const separator = (key: string): string => (Array.isArray(expected) ? `[${key}]` : path === '' ? key : `.${key}`);
  return [...new Set([...want.keys(), ...have.keys()])].flatMap((key) =>
    differencesOf(want.get(key) ?? null, have.get(key), `${path}${separator(key)}`),
  );
}

/** Of some messages only the beginning is told: where it is right, the message counts as told. */
function withWholeMessage(want: Map<string, unknown> | undefined, actual: unknown): Map<string, unknown> | undefined {
  const start = want?.get('messageStartsWith');
  if (!want || typeof start !== 'string') return want;
  const { message } = (actual ?? {}) as { readonly message?: unknown };
  const right = typeof message === 'string' && message.startsWith(start);
  const { messageStartsWith: _start, ...rest } = Object.fromEntries(want);
  return new Map(Object.entries({ ...rest, message: right ? message : `${start}…` }));
}

function asParts(value: unknown): Map<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}
