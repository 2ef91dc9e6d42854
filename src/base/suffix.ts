import type { Random } from './random.ts';
import { utf8Bytes } from './utf8.ts';

/** The letters of generated names: no vowels, no 0, 1, 3, so that no words appear. Models apimachinery/pkg/util/rand. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** A random end of a name, as the server appends to `generateName`. */
export function randomSuffix(random: Random, length = 5): string {
  let suffix = '';
  for (let i = 0; i < length; i++) suffix += ALPHABET[random.int(ALPHABET.length)]!;
  return suffix;
}

/** Writes a text with the same letters, byte by byte: hashes become parts of names this way. Models SafeEncodeString. */
export function safeEncode(text: string): string {
  let encoded = '';
  for (const byte of utf8Bytes(text)) encoded += ALPHABET[byte % ALPHABET.length]!;
  return encoded;
}
