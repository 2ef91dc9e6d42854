import { utf8Bytes } from '../../base/utf8.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Base64 for URLs without padding, of the text's UTF-8. Models base64.RawURLEncoding. */
export function encodeBase64Url(text: string): string {
  const bytes = utf8Bytes(text);
  let encoded = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const letters = Math.min(bytes.length - i, 3) + 1;
    for (let j = 0; j < letters; j++) encoded += LETTERS[(bits >> (18 - 6 * j)) & 63]!;
  }
  return encoded;
}

/** The bytes as Latin-1 text (tokens are ASCII), or the position of the first letter that is none. */
export function decodeBase64Url(encoded: string): string | number {
  let text = '';
  let bits = 0;
  let count = 0;
  for (let i = 0; i < encoded.length; i++) {
    const value = LETTERS.indexOf(encoded[i]!);
    if (value < 0) return i;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    text += String.fromCharCode((bits >> count) & 255);
  }
  return count >= 6 ? encoded.length : text;
}
