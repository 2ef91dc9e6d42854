import { sha256 } from '@noble/hashes/sha2.js';
import { utf8Bytes } from '../../../base/utf8.ts';
import { goJson } from '../print/go-values.ts';

const LETTERS: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** The suffix of `--append-hash`: ten letters of a SHA-256 that avoid words. Models kubectl/pkg/util/hash. */
export function nameHash(content: Readonly<Record<string, unknown>>): string {
  const hash = sha256(Uint8Array.from(utf8Bytes(goJson(content))));
  const hex = [...hash.subarray(0, 5)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [...hex].map((letter) => LETTERS[letter] ?? letter).join('');
}
