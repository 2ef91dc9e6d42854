import { utf8Bytes } from './utf8.ts';

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * The 32-bit FNV-1a hash of a text's UTF-8 bytes, as an unsigned number. Go's hash/fnv.New32a.
 * `previous` continues a hash: `fnv32a(b, fnv32a(a))` is the hash of `a + b`.
 */
export function fnv32a(text: string, previous = OFFSET_BASIS): number {
  let hash = previous | 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return fnv32aOfBytes(utf8Bytes(text.slice(i)), hash);
    hash = Math.imul(hash ^ unit, PRIME);
  }
  return hash >>> 0;
}

/** The same over bytes. */
export function fnv32aOfBytes(bytes: readonly number[], previous = OFFSET_BASIS): number {
  let hash = previous | 0;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

/** The 32-bit FNV-1 hash of a text's UTF-8 bytes, which multiplies before it mixes in. Go's hash/fnv.New32. */
export function fnv32(text: string): number {
  let hash = OFFSET_BASIS | 0;
  for (const byte of utf8Bytes(text)) hash = Math.imul(hash, PRIME) ^ byte;
  return hash >>> 0;
}
