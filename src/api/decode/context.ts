/** What a decoder knows about where it is and what it has found. One is made for each object that is decoded. */
export interface DecodeContext {
  /** The Go struct whose field is being decoded, '' at the top. */
  struct: string;
  /** Names of the fields down to here, without list indexes and map keys: Go's error messages have these. */
  readonly goPath: string[];
  /** The full path, for messages about unknown fields. */
  readonly path: (string | number)[];
  /** Unknown fields. */
  readonly strict: string[];
  /** The first value of a wrong type; upstream reports only one. */
  typeError: string | undefined;
  /** Whether the value is a patched object, for which upstream has other words. */
  readonly patched: boolean;
  /** How many values have been looked at: what is worth remembering. */
  visited: number;
}

/** Decodes a value that is not null. Returns undefined for one that cannot be kept. */
export type Decoder = (value: unknown, context: DecodeContext) => unknown;

/** Something that ends decoding at once, as an error of a type's own decoder does in Go. */
export class DecodeError extends Error {}

export function newContext(patched = false): DecodeContext {
  return { patched, struct: '', goPath: [], path: [], strict: [], typeError: undefined, visited: 0 };
}

/** Notes that a value is not of the Go type that is wanted. `what` is Go's word for the value. */
export function typeError(context: DecodeContext, what: string, goType: string, kind: GoKind = 'other'): undefined {
  if (context.patched) {
    context.typeError ??= conversionError(what, goType, kind);
    return undefined;
  }
  const place =
    context.struct === ''
      ? `Go value of type ${goType}`
      : `Go struct field ${context.struct}.${context.goPath.join('.')} of type ${goType}`;
  context.typeError ??= `json: cannot unmarshal ${what} into ${place}`;
  return undefined;
}

/** Go's word for the kind of a JSON value. */
export function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

/** A path as upstream writes it: `spec.containers[0].env[2].name`. */
export function pathText(path: readonly (string | number)[]): string {
  let text = '';
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? step : `.${step}`;
  return text;
}

/** What kind of Go type is wanted. */
export type GoKind = 'struct' | 'slice' | 'map' | 'string' | 'other';

const SOURCE_KINDS: Readonly<Record<string, string>> = {
  object: 'map',
  array: 'slice',
  bool: 'bool',
  string: 'string',
};

/** What upstream's converter says, which makes typed objects of patched ones. Models runtime.DefaultUnstructuredConverter. */
function conversionError(what: string, goType: string, kind: GoKind): string {
  const source = SOURCE_KINDS[what] ?? (what.includes('.') ? 'float64' : 'int64');
  if (kind === 'struct') return `cannot restore struct from: ${source}`;
  if (kind === 'slice' || kind === 'map') return `cannot restore ${kind} from ${source}`;
  const converts = kind === 'string' ? source === 'int64' : goType !== 'bool' && /64$/.test(source);
  if (converts) return `cannot convert ${source} to ${goType}`;
  return `unrecognized type: ${kind === 'string' ? 'string' : goType}`;
}
