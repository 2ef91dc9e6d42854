import type { Bytes } from '../../../../base/bytes.ts';

const PLAIN: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/**
 * Resolves backslash escapes. `\c` ends the output: `ended` says so. With `isFormat` octal digits need no zero, as in
 * the format of printf.
 */
export function resolveEscapes(text: Bytes, isFormat = false, hasHex = true): { text: Bytes; ended: boolean } {
  if (!text.includes('\\')) return { text, ended: false };
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    const next = text[i + 1];
    if (c !== '\\' || next === undefined) {
      out += c;
      continue;
    }
    if (next === 'c') return { text: out, ended: true };
    const octal = (isFormat ? /^[0-7]{1,3}/ : /^0[0-7]{0,3}/).exec(text.slice(i + 1));
    const hex = hasHex ? /^x([0-9a-fA-F]{1,2})/.exec(text.slice(i + 1)) : null;
    if (octal) {
      out += String.fromCharCode(Number.parseInt(octal[0], 8) & 255);
      i += octal[0].length;
    } else if (hex) {
      out += String.fromCharCode(Number.parseInt(hex[1]!, 16));
      i += hex[0].length;
    } else {
      const plain = PLAIN[next] ?? (isFormat && (next === '"' || next === "'") ? next : undefined);
      out += plain ?? `\\${next}`;
      i++;
    }
  }
  return { text: out, ended: false };
}
