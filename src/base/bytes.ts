import { utf8Bytes } from './utf8.ts';

/** Bytes as a text of one character a byte (codes 0 to 255): what files, pipes and streams of the simulation carry. */
export type Bytes = string;

const BEYOND_ASCII = /[^\0-\x7f]/;
const SLICE = 4096;

/** The UTF-8 bytes of a text. */
export function encodeUtf8(text: string): Bytes {
  if (!BEYOND_ASCII.test(text)) return text;
  return fromCodes(utf8Bytes(text));
}

/** The text that UTF-8 bytes stand for; what is no UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Bytes): string {
  if (!BEYOND_ASCII.test(bytes)) return bytes;
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes.charCodeAt(i);
    const length = lead < 0x80 ? 1 : lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    let code = length === 1 ? lead : lead & (0xff >> (length + 1));
    let used = 1;
    while (used < length && (bytes.charCodeAt(i + used) & 0xc0) === 0x80)
      code = (code << 6) | (bytes.charCodeAt(i + used++) & 63);
    const isWhole = length > 0 && lead < 0xf5 && used === length && (length < 4 || code <= 0x10ffff);
    parts.push(isWhole ? String.fromCodePoint(code) : '\ufffd');
    i += isWhole ? length : used;
  }
  return parts.join('');
}

/** Bytes from their codes. */
export function fromCodes(codes: ArrayLike<number>): Bytes {
  let text = '';
  for (let i = 0; i < codes.length; i += SLICE) {
    text += String.fromCharCode(...Array.prototype.slice.call(codes, i, i + SLICE));
  }
  return text;
}
