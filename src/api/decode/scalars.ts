import { canonicalQuantity } from '../../base/quantity.ts';
import { parseTime, rfc3339, rfc3339Micro } from '../../base/time.ts';
import { type DecodeContext, DecodeError, type Decoder, jsonKind, typeError } from './context.ts';

/** Decoders of single values. */

export function stringDecoder(goType: string): Decoder {
  return (value, context) =>
    typeof value === 'string' ? value : typeError(context, jsonKind(value), goType, 'string');
}

export function booleanDecoder(goType: string): Decoder {
  return (value, context) => (typeof value === 'boolean' ? value : typeError(context, jsonKind(value), goType));
}

/** Whole numbers of 32 or 64 bits. */
export function integerDecoder(goType: string): Decoder {
  const limit = goType === 'int32' ? 2 ** 31 : 2 ** 63;
  return (value, context) => {
    if (typeof value !== 'number') return typeError(context, jsonKind(value), goType);
    if (!Number.isInteger(value) || value >= limit || value < -limit) {
      return typeError(context, `number ${String(value)}`, goType);
    }
    return value;
  };
}

export function numberDecoder(goType: string): Decoder {
  return (value, context) => (typeof value === 'number' ? value : typeError(context, jsonKind(value), goType));
}

/** Bytes in base 64, which Go reads without regard to line breaks. */
export const decodeBytes: Decoder = (value, context) => {
  if (typeof value !== 'string') return typeError(context, jsonKind(value), '[]uint8', 'slice');
  const bad = corruptAt(value);
  if (bad !== undefined) {
    context.typeError ??= `illegal base64 data at input byte ${bad}`;
    return undefined;
  }
  return value.replace(/[\r\n]/g, '');
};

/** Where Go's decoder finds base 64 to be wrong. */
function corruptAt(text: string): number | undefined {
  if (/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '\n' || character === '\r') continue;
    if (character === '=') return paddingCorruptAt(text, i, digits % 4);
    if (!/[A-Za-z0-9+/]/.test(character)) return i;
    digits++;
  }
  return digits % 4 === 0 ? undefined : text.length - (digits % 4);
}

function paddingCorruptAt(text: string, at: number, digits: number): number | undefined {
  if (digits < 2) return at;
  let next = at + 1;
  const skip = (): void => {
    while (text[next] === '\n' || text[next] === '\r') next++;
  };
  skip();
  if (digits === 2) {
    if (next === text.length) return text.length;
    if (text[next] !== '=') return next;
    next++;
    skip();
  }
  return next === text.length ? undefined : next;
}

/** Quantities become canonical. Wrong ones end the decoding. */
export const decodeQuantity: Decoder = (value) => {
  const text = typeof value === 'string' ? value.trim() : value;
  if (typeof text === 'string' || typeof text === 'number') return fatal(() => canonicalQuantity(text));
  // Upstream parses the raw JSON text, which is never a quantity.
  return fatal(() => canonicalQuantity(JSON.stringify(value)));
};

/** A number or a text. */
export const decodeIntOrString: Decoder = (value) => {
  if (typeof value === 'string') return value;
  const what = typeof value === 'number' ? `number ${String(value)}` : jsonKind(value);
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31) return value;
  throw new DecodeError(`json: cannot unmarshal ${what} into Go value of type int32`);
};

/** Times in seconds, in UTC. */
export const decodeTime: Decoder = (value) => {
  if (typeof value !== 'string') throw notText(value);
  return fatal(() => rfc3339(parseTime(value)));
};

/** Times in microseconds, in UTC. */
export const decodeMicroTime: Decoder = (value) => {
  if (typeof value !== 'string') throw notText(value);
  const withoutFraction = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(Z|[+-]\d\d:\d\d)$/.exec(value);
  if (withoutFraction) {
    const rest = JSON.stringify(withoutFraction[2]);
    const layout = '"2006-01-02T15:04:05.000000Z07:00"';
    throw new DecodeError(`parsing time ${JSON.stringify(value)} as ${layout}: cannot parse ${rest} as ".000000"`);
  }
  return fatal(() => rfc3339Micro(parseTime(value)));
};

/** Anything goes. */
export const decodeAny: Decoder = (value, context: DecodeContext) => {
  context.visited++;
  return value;
};

function notText(value: unknown): DecodeError {
  return new DecodeError(`json: cannot unmarshal ${jsonKind(value)} into Go value of type string`);
}

function fatal<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw new DecodeError((error as Error).message);
  }
}
