const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const TRUES = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSES = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);

/**
 * What a plain scalar stands for, by the rules of YAML 1.1 as kubectl's library has them: `yes` and `on` are true,
 * `0644` is octal, `1:30` and dates are texts. Models goyaml.v2's resolve. With `words` only `true` and `false` are
 * truth values, as goyaml.v3 has it.
 */
export function resolveScalar(text: string, words = false): unknown {
  if (NULLS.has(text)) return null;
  if (words && !/^(true|false)$/i.test(text) && (TRUES.has(text) || FALSES.has(text))) return text;
  if (TRUES.has(text)) return true;
  if (FALSES.has(text)) return false;
  if (/^[+-.0-9]/.test(text)) return resolveNumber(text) ?? text;
  return text;
}

/** Infinity and NaN, which JSON cannot hold. */
export type Unsupported = '+Inf' | '-Inf' | 'NaN';

/** The special float that a plain scalar stands for, if it is one. */
export function unsupportedFloat(text: string): Unsupported | undefined {
  if (/^\+?\.(inf|Inf|INF)$/.test(text)) return '+Inf';
  if (/^-\.(inf|Inf|INF)$/.test(text)) return '-Inf';
  return /^\.(nan|NaN|NAN)$/.test(text) ? 'NaN' : undefined;
}

const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;

function resolveNumber(text: string): number | undefined {
  // Underscores may stand anywhere but in front.
  const plain = text.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  if (text.replace(/^[-+]/, '').startsWith('_')) return undefined;
  if (/^0[xX][0-9a-fA-F]+$/.test(digits)) return signed(sign, Number.parseInt(digits.slice(2), 16));
  if (/^0[bB][01]+$/.test(digits)) return signed(sign, Number.parseInt(digits.slice(2), 2));
  if (/^0[oO][0-7]+$/.test(digits)) return signed(sign, Number.parseInt(digits.slice(2), 8));
  // More octal digits than 64 bits hold make a decimal number, as do digits that are not octal.
  if (/^0[0-7]+$/.test(digits) && Number.parseInt(digits, 8) < 2 ** 64) return signed(sign, Number.parseInt(digits, 8));
  if (!FLOAT.test(plain) || /^\.?_|^[-+]?\._/.test(text)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? signed(1, value) : undefined;
}

/** Keeps zero positive. */
function signed(sign: number, value: number): number {
  return sign * value || 0;
}
