import { type DecodeContext, jsonKind, pathText, typeError } from '../../../api/decode/context.ts';
import { decode } from '../../../api/decode.ts';
import { parseDuration } from '../../../base/duration.ts';

/** What a field of the configuration holds: the Go type of a scalar, or something made of such. */
export type Shape =
  | 'bool'
  | 'float32'
  | 'int32'
  | 'int64'
  | 'string'
  /** A text as Go writes durations. */
  | 'duration'
  /** Anything that is not looked into. */
  | 'any'
  | { readonly list: Shape }
  /** A type that the API has too. */
  | { readonly schema: string }
  | Struct;

/** A Go struct. */
export interface Struct {
  readonly struct: string;
  readonly fields: Readonly<Record<string, Shape>>;
}

/** Reads a value: notes unknown fields and values of a wrong type, drops nulls. */
export function readShape(shape: Shape, value: unknown, context: DecodeContext): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof shape === 'string') return readScalar(shape, value, context);
  if ('list' in shape) return readList(shape.list, value, context);
  if ('schema' in shape) return readSchema(shape.schema, value, context);
  return readStruct(shape, value, context);
}

function readScalar(shape: string, value: unknown, context: DecodeContext): unknown {
  if (shape === 'any') return value;
  if (shape === 'duration') return readDuration(value, context);
  const wanted = shape === 'string' ? 'string' : shape === 'bool' ? 'boolean' : 'number';
  const isWhole = !shape.startsWith('int') || Number.isInteger(value);
  const type: string = typeof value;
  if (type === wanted && isWhole) return value;
  const what =
    typeof value === 'number' ? `number${shape === 'string' || shape === 'bool' ? '' : ` ${value}`}` : jsonKind(value);
  return typeError(context, what, shape);
}

function readDuration(value: unknown, context: DecodeContext): unknown {
  if (typeof value !== 'string') {
    const what = typeof value === 'number' ? 'number' : jsonKind(value);
    context.typeError ??= `json: cannot unmarshal ${what} into Go value of type string`;
    return undefined;
  }
  try {
    parseDuration(value);
    return value;
  } catch (error) {
    context.typeError ??= (error as Error).message;
    return undefined;
  }
}

function readList(item: Shape, value: unknown, context: DecodeContext): unknown {
  if (!Array.isArray(value)) return typeError(context, jsonKind(value), `[]${goType(item)}`);
  return value.map((each, i) => within(i, context, () => readShape(item, each, context)));
}

function readStruct({ struct, fields }: Struct, value: unknown, context: DecodeContext): unknown {
  if (typeof value !== 'object' || Array.isArray(value))
    return typeError(context, jsonKind(value), goType({ struct, fields }));
  const read: Record<string, unknown> = {};
  const outer = context.struct;
  for (const [key, each] of Object.entries(value as object)) {
    within(key, context, () => {
      const shape = fields[key];
      if (shape === undefined) context.strict.push(`unknown field "${pathText(context.path)}"`);
      else {
        context.struct = struct;
        const found = readShape(shape, each, context);
        if (found !== undefined) read[key] = found;
      }
    });
    context.struct = outer;
  }
  return read;
}

function readSchema(schema: string, value: unknown, context: DecodeContext): unknown {
  const { object, strictErrors, error } = decode(schema, value);
  for (const text of strictErrors) context.strict.push(text.replace('"', `"${pathText(context.path)}.`));
  if (error) context.typeError ??= error;
  return object;
}

function within<T>(step: string | number, context: DecodeContext, read: () => T): T {
  context.path.push(step);
  if (typeof step === 'string') context.goPath.push(step);
  const found = read();
  context.path.pop();
  if (typeof step === 'string') context.goPath.pop();
  return found;
}

function goType(shape: Shape): string {
  if (typeof shape === 'string') return shape;
  if ('list' in shape) return `[]${goType(shape.list)}`;
  return 'schema' in shape ? `v1.${shape.schema.split('.').at(-1)}` : `v1.${shape.struct}`;
}
