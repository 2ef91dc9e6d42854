import { utf8Bytes } from '../../base/utf8.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of a text's UTF-8 bytes. */
export function encodeBase64(text: string): string {
  return encodeBase64Bytes(utf8Bytes(text));
}

/** Base64 of bytes. */
export function encodeBase64Bytes(bytes: ArrayLike<number>): string {
  let result = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    result += alphabet[a >> 2]! + alphabet[((a & 3) << 4) | ((b ?? 0) >> 4)]!;
    result += b === undefined ? '=' : alphabet[((b & 15) << 2) | ((c ?? 0) >> 6)]!;
    result += c === undefined ? '=' : alphabet[c & 63]!;
  }
  return result;
}

/** Count of bytes that a base64 text stands for. */
export function base64Length(text: string): number {
  const clean = text.replace(/[\r\n=]/g, '');
  return Math.floor((clean.length * 3) / 4);
}

/** Text that base64 stands for, its bytes read as UTF-8; invalid bytes become U+FFFD. */
export function decodeBase64(text: string): string {
  return fromUtf8(decodeBase64Bytes(text));
}

/** Bytes that base64 stands for; what is no base64 is passed over. */
export function decodeBase64Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 255);
    }
  }
  return Uint8Array.from(bytes);
}

function fromUtf8(bytes: ArrayLike<number>): string {
  let result = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++]!;
    const more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : -1;
    if (more < 0) {
      result += '\ufffd';
      continue;
    }
    let code = more === 0 ? first : first & (0x3f >> more);
    for (let k = 0; k < more; k++) code = (code << 6) | ((bytes[i++] ?? 0) & 63);
    result += String.fromCodePoint(Math.min(code, 0x10ffff));
  }
  return result;
}
