/** How a quantity is written. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** A parsed quantity: `unscaled * 10^scale`. */
export interface Quantity {
  readonly unscaled: bigint;
  readonly scale: number;
  readonly format: QuantityFormat;
  /** The text it was parsed from, where upstream keeps that; else ''. */
  readonly text: string;
  /** Whether upstream holds it as a decimal of any size rather than as an int64. */
  readonly decimal: boolean;
}

const FORMAT_WRONG = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const SUFFIX_WRONG = "unable to parse quantity's suffix";

const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY_SUFFIX = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL_SUFFIX: ReadonlyMap<number, string> = new Map(Object.entries(DECIMAL).map(([s, e]) => [e, s]));

const MAX_INT64 = 2n ** 63n - 1n;
const NANO = -9;

/** Parses a quantity the way upstream does, including what it keeps of the text. Throws an Error with upstream's text. */
export function parse(text: string): Quantity {
  if (text === '0') return { unscaled: 0n, scale: 0, format: 'DecimalSI', text, decimal: false };
  const parts = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/.exec(text);
  if (!parts || text === '') throw new Error(FORMAT_WRONG);
  const negative = parts[1] === '-';
  const whole = parts[2] || '0';
  const fraction = parts[3] ?? '';
  const { base, exponent, format } = interpretSuffix(parts[4]!);
  return (
    parseFast(text, negative, whole, fraction, base, exponent, format) ??
    parseSlow(negative, whole, fraction, base, exponent, format)
  );
}

function interpretSuffix(suffix: string): { base: number; exponent: number; format: QuantityFormat } {
  if (suffix in BINARY) return { base: 2, exponent: BINARY[suffix]!, format: 'BinarySI' };
  if (suffix in DECIMAL) return { base: 10, exponent: DECIMAL[suffix]!, format: 'DecimalSI' };
  if (/^[eE][-+]?\d+$/.test(suffix)) return { base: 10, exponent: Number(suffix.slice(1)), format: 'DecimalExponent' };
  throw new Error(SUFFIX_WRONG);
}

/** Quantities that fit an int64; those in canonical form keep their text. */
function parseFast(
  text: string,
  negative: boolean,
  whole: string,
  fraction: string,
  base: number,
  exponent: number,
  format: QuantityFormat,
): Quantity | undefined {
  let precision = 18 - whole.length - fraction.length;
  if (base === 2) precision = fraction === '' ? 14 - whole.length - Math.trunc((exponent * 3) / 10) : -1;
  const scale = (base === 2 ? 0 : exponent) - fraction.length;
  if (precision < 0 || scale < NANO) return undefined;
  const shifted = whole + fraction;
  const value = BigInt(shifted);
  const unsigned = base === 2 ? value << BigInt(exponent) : value;
  if (unsigned > MAX_INT64) return undefined;
  const canonical =
    base === 2 ? (value & 7n) !== 0n : scale % 3 === 0 && !shifted.endsWith('000') && shifted[0] !== '0';
  return { unscaled: negative ? -unsigned : unsigned, scale, format, text: canonical ? text : '', decimal: false };
}

/** All others: rounded up to nano, binary ones capped at the largest int64. */
function parseSlow(
  negative: boolean,
  whole: string,
  fraction: string,
  base: number,
  exponent: number,
  format: QuantityFormat,
): Quantity {
  let unscaled = BigInt(whole + fraction);
  let scale = -fraction.length;
  if (base === 2) unscaled <<= BigInt(exponent);
  else scale += exponent;
  if (scale < NANO) {
    unscaled = divideAwayFromZero(unscaled, NANO - scale);
    scale = NANO;
  }
  let kept: QuantityFormat = format;
  if (format === 'BinarySI' && unscaled !== 0n) {
    const cap = scaled(MAX_INT64, -scale);
    if (unscaled > cap) unscaled = cap;
    if (unscaled < scaled(1n, -scale)) kept = 'DecimalSI';
  }
  return { unscaled: negative ? -unscaled : unscaled, scale, format: kept, text: '', decimal: true };
}

/** Marks a result that no int64 can hold as a decimal. */
export function toDecimal(quantity: Quantity): Quantity {
  const { unscaled, decimal } = quantity;
  return decimal || (unscaled <= MAX_INT64 && unscaled >= -MAX_INT64) ? quantity : { ...quantity, decimal: true };
}

/** `value * 10^exponent` for an exponent >= 0. */
export function scaled(value: bigint, exponent: number): bigint {
  return exponent === 0 ? value : value * 10n ** BigInt(exponent);
}

/** `value / 10^exponent`, rounded away from zero. */
function divideAwayFromZero(value: bigint, exponent: number): bigint {
  // Beyond 40 digits nothing but the rounding is left.
  const divisor = 10n ** BigInt(Math.min(exponent, 40));
  const quotient = value / divisor;
  if (quotient * divisor === value) return quotient;
  return value < 0n ? quotient - 1n : quotient + 1n;
}

/** The quantity in units of 10^scale, rounded up. Too large for an int64: 0, as upstream's fast path has it. */
export function valueAt(quantity: Quantity, scale: number): number {
  const up = quantity.scale - scale;
  if (up < 0) return Number(divideAwayFromZero(quantity.unscaled, -up));
  const value = scaled(quantity.unscaled, up);
  if (quantity.decimal) return Number(BigInt.asIntN(64, value));
  return value > MAX_INT64 || value < -MAX_INT64 ? 0 : Number(value);
}

/** The text that upstream's String() gives. */
export function canonicalForm(quantity: Quantity): string {
  if (quantity.text !== '') return quantity.text;
  if (quantity.unscaled === 0n) return '0';
  if (quantity.format === 'BinarySI') {
    const whole = wholeValue(quantity);
    if (whole !== undefined && (whole <= -1024n || whole >= 1024n)) return binaryForm(whole);
  }
  return decimalForm(quantity);
}

/** The value if it is a whole number. */
function wholeValue({ unscaled, scale }: Quantity): bigint | undefined {
  if (scale >= 0) return scaled(unscaled, scale);
  const divisor = 10n ** BigInt(-scale);
  return unscaled % divisor === 0n ? unscaled / divisor : undefined;
}

function binaryForm(value: bigint): string {
  let rest = value;
  let power = 0;
  while (rest % 1024n === 0n) {
    rest /= 1024n;
    power++;
  }
  return `${rest}${BINARY_SUFFIX[power] ?? ''}`;
}

/** Mantissa without trailing zeros and an exponent that is a multiple of 3. */
function decimalForm({ unscaled, scale, format }: Quantity): string {
  let mantissa = unscaled;
  let exponent = scale;
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    exponent++;
  }
  while (exponent % 3 !== 0) {
    mantissa *= 10n;
    exponent--;
  }
  if (format === 'DecimalExponent') return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
  return `${mantissa}${DECIMAL_SUFFIX.get(exponent) ?? ''}`;
}
