import { sha256 } from '@noble/hashes/sha2.js';
import type { Kind } from '../../../api/kind.ts';
import { encodeBase64Bytes } from '../../../api/validation/base64.ts';
import { utf8Bytes } from '../../../base/utf8.ts';

const HASHED_BYTES = 8;

/** How discovery tells clients that objects are stored in another version than before. Models discovery.StorageVersionHash. */
export function storageVersionHash({ group, version, storageVersion = version, kind }: Kind): string {
  const text = `${group}/${storageVersion}/${kind}`;
  const known = memo.get(text);
  if (known !== undefined) return known;
  const hash = encodeBase64Bytes(sha256(Uint8Array.from(utf8Bytes(text))).subarray(0, HASHED_BYTES));
  memo.set(text, hash);
  return hash;
}

const memo = new Map<string, string>();
