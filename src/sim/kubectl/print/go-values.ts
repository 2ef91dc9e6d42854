import { goQuote } from '../../../base/go-quote.ts';

/**
 * JSON as Go's encoder writes it: `<`, `>` and `&` escaped, keys sorted unless the value stands for a struct whose fields
 * have their order. `indent` 0 gives one line.
 */
export function goJson(value: unknown, indent = 0, sorted = true): string {
  const text = JSON.stringify(sorted ? sortKeys(value) : value, undefined, indent) ?? 'null';
  return text.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys((value as Record<string, unknown>)[key])]),
  );
}

/** A value as Go's %v writes it: `map[a:1 b:[x y]]`. */
export function goPlain(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goPlain).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const record = value as Record<string, unknown>;
  const fields = Object.keys(record).sort();
  return `map[${fields.map((key) => `${key}:${goPlain(record[key])}`).join(' ')}]`;
}

/** A value as Go's %#v writes it. */
export function goVerbose(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goVerbose).join(', ')}}`;
  if (typeof value !== 'object') return String(value);
  const record = value as Record<string, unknown>;
  const fields = Object.keys(record).sort();
  return `map[string]interface {}{${fields.map((key) => `${goQuote(key)}:${goVerbose(record[key])}`).join(', ')}}`;
}
