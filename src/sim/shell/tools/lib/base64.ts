import type { Bytes } from '../../../../base/bytes.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes in base 64, without line breaks. */
export function encodeBase64(data: Bytes): string {
  const parts: string[] = [];
  for (let i = 0; i < data.length; i += 3) {
    const bits = (data.charCodeAt(i) << 16) | ((data.charCodeAt(i + 1) || 0) << 8) | (data.charCodeAt(i + 2) || 0);
    parts.push(LETTERS[bits >> 18]!, LETTERS[(bits >> 12) & 63]!);
    parts.push(i + 1 < data.length ? LETTERS[(bits >> 6) & 63]! : '=', i + 2 < data.length ? LETTERS[bits & 63]! : '=');
  }
  return parts.join('');
}

/** The bytes that a text in base 64 stands for; what is no letter of it is left out. */
export function decodeBase64(text: string): Bytes {
  const parts: string[] = [];
  let bits = 0;
  let count = 0;
  for (const c of text) {
    const value = LETTERS.indexOf(c);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      parts.push(String.fromCharCode((bits >> count) & 255));
    }
  }
  return parts.join('');
}
