import { EvaluationError } from '@marcbachmann/cel-js';
import { goQuote } from '../../../base/go-quote.ts';
import { utf8Bytes } from '../../../base/utf8.ts';

const PRECISION = 6;

/** `"%s".format([x])`. Models ext/formatting.go of cel-go. */
export function formatted(pattern: string, values: readonly unknown[]): string {
  let next = 0;
  const text = pattern.replace(/%(?:\.(\d+))?(.|$)/gs, (_all, precision: string | undefined, verb: string) => {
    if (verb === '%') return '%';
    if (next >= values.length) throw new EvaluationError(`index ${next} out of range`);
    return clause(verb, values[next++], precision === undefined ? PRECISION : Number(precision));
  });
  return text;
}

function clause(verb: string, value: unknown, precision: number): string {
  switch (verb) {
    case 's':
      return shown(value);
    case 'd':
      return String(value);
    case 'f':
      return Number(value).toFixed(precision);
    case 'e':
      return Number(value)
        .toExponential(precision)
        .replace(/e([+-])(\d)$/, 'e$10$2');
    case 'b':
      return typeof value === 'boolean' ? (value ? '1' : '0') : (value as bigint).toString(2);
    case 'o':
      return (value as bigint).toString(8);
    case 'x':
    case 'X': {
      const hex = hexOf(value);
      return verb === 'x' ? hex : hex.toUpperCase();
    }
    default:
      throw new EvaluationError(`could not parse formatting clause: unrecognized formatting clause ${goQuote(verb)}`);
  }
}

function hexOf(value: unknown): string {
  if (typeof value === 'bigint') return value.toString(16);
  const bytes = typeof value === 'string' ? utf8Bytes(value) : [];
  return (value instanceof Uint8Array ? [...value] : bytes).map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A value as %s shows it: texts plain, and quoted within lists and maps. */
function shown(value: unknown): string {
  return typeof value === 'string' ? value : nested(value);
}

function nested(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(nested).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  if (entries.length === 0 && Object.getPrototypeOf(value) !== Object.prototype) return String(value);
  return `{${entries
    .map(([key, inner]) => `${String(key)}: ${nested(inner)}`)
    .sort()
    .join(', ')}}`;
}
