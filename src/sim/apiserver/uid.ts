import type { Random } from '../../base/random.ts';

const HEX: readonly string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** A random UUID of version 4 in its text form. */
export function newUid(random: Random): string {
  const [a, b, c, d] = [word(random), word(random), word(random), word(random)];
  const version = ((b & 0x0fff) | 0x4000) >>> 0;
  const variant = (c & 0x3fff) | 0x8000;
  const parts = [
    hex16(a >>> 16),
    hex16(a & 0xffff),
    '-',
    hex16(b >>> 16),
    '-',
    hex16(version),
    '-',
    hex16(variant),
    '-',
  ];
  parts.push(hex16(c >>> 16), hex16(d >>> 16), hex16(d & 0xffff));
  // Joined rather than concatenated: that makes one flat string, and there are many of them.
  return parts.join('');
}

function word(random: Random): number {
  return random.int(4294967296);
}

function hex16(value: number): string {
  return HEX[(value >>> 8) & 0xff]! + HEX[value & 0xff]!;
}
