/** A map of a JSON document. */
export type JsonMap = Readonly<Record<string, unknown>>;

/** A map while it is being built. */
export type OpenMap = Record<string, unknown>;

/** Whether a value is a map of JSON, not a list and not null. */
export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kind of a value: only values of the same kind are merged. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nil';
  return Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : typeof value;
}

/** A value as Go's %v writes it: `map[a:1 b:[x y]]`. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isMap(value)) return String(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${key}:${goText(value[key])}`);
  return `map[${entries.join(' ')}]`;
}
