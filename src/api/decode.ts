import { compiled } from './decode/compile.ts';
import { DecodeError, newContext } from './decode/context.ts';
import { parseJson } from './json-text.ts';
import { ApiError } from './status.ts';

/** What came of decoding. */
export interface Decoded<T> {
  /** The object in canonical form, as Go would hold it; parts that are so already are shared with the input. */
  readonly object: T;
  /** `unknown field "spec.x"`, `duplicate field "data.a"`: errors for fieldValidation=Strict, warnings for Warn. */
  readonly strictErrors: readonly string[];
  /** What cannot be decoded at all, in Go's words; then the object is not to be used. */
  readonly error?: string;
}

export interface DecodeOptions {
  /** Paths of keys that were there twice, as `parseJson` finds them. */
  readonly duplicateFields?: readonly string[];
  /** Whether the value is what a patch made of an object: type errors then have other words (`unrecognized type: int32`). */
  readonly patched?: boolean;
}

/**
 * Decodes a JSON value as the API server does: checks types, notes unknown fields, makes quantities and times
 * canonical, drops nulls and what Go would not write again (empty lists and maps, zero values that are not pointers),
 * and puts in the structs that are always there (`status: {}`, a container's `resources: {}`). Models
 * sigs.k8s.io/json and k8s.io/apimachinery's serializers. The same object decodes to the same result.
 */
export function decode<T>(schemaName: string, value: unknown, options: DecodeOptions = {}): Decoded<T> {
  const context = newContext(options.patched);
  const duplicates = (options.duplicateFields ?? []).map((path) => `duplicate field "${path}"`);
  try {
    const object = compiled(schemaName).decode(value, context) as T;
    const strictErrors = [...new Set([...duplicates, ...context.strict])];
    return context.typeError === undefined
      ? { object, strictErrors }
      : { object, strictErrors, error: context.typeError };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { object: value as T, strictErrors: [], error: error.message };
  }
}

/** How unknown and duplicate fields are taken. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/**
 * Decodes the body of a request: a JSON text, or a value that stands for one. Throws ApiError 400 with upstream's
 * text; returns the warnings with the object.
 */
export function decodeBody<T>(
  kind: { readonly kind: string; readonly version: string; readonly schema: string },
  body: unknown,
  validation: FieldValidation = 'Warn',
): { readonly object: T; readonly warnings: readonly string[] } {
  const parsed = typeof body === 'string' ? parseBody(body) : { value: body, duplicateFields: [] };
  const { object, strictErrors, error } = decode<T>(kind.schema, parsed.value, parsed);
  const problem =
    error ??
    (validation === 'Strict' && strictErrors.length > 0 ? `strict decoding error: ${strictErrors.join(', ')}` : '');
  if (problem !== '') {
    const text = `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${problem}`;
    throw new ApiError(400, 'BadRequest', text);
  }
  return { object, warnings: validation === 'Warn' ? strictErrors : [] };
}

function parseBody(text: string): { readonly value: unknown; readonly duplicateFields: readonly string[] } {
  try {
    return parseJson(text);
  } catch (error) {
    throw new ApiError(400, 'BadRequest', (error as Error).message);
  }
}
