import type { Bytes } from '../../../../base/bytes.ts';

/** MD5 of bytes in hexadecimal. */
export function md5(data: Bytes): string {
  const words = padded(data, true);
  let [a, b, c, d] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < words.length; at += 16) {
    let [x, y, z, w] = [a, b, c, d];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const mixed = [(y & z) | (~y & w), (w & y) | (~w & z), y ^ z ^ w, z ^ (y | ~w)][round]!;
      const index = [i, 5 * i + 1, 3 * i + 5, 7 * i][round]! & 15;
      const sum = (x + mixed + words[at + index]! + Math.floor(Math.abs(Math.sin(i + 1)) * 4294967296)) | 0;
      const turn = MD5_TURNS[round]![i & 3]!;
      [x, w, z, y] = [w, z, y, (y + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
    }
    [a, b, c, d] = [(a + x) | 0, (b + y) | 0, (c + z) | 0, (d + w) | 0];
  }
  return [a, b, c, d].map((word) => hex(swap(word))).join('');
}

const MD5_TURNS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];

/** SHA-256 of bytes in hexadecimal. */
export function sha256(data: Bytes): string {
  const words = padded(data, false);
  const primes = firstPrimes(64);
  const constants = primes.map((p) => fraction(Math.cbrt(p)));
  const hash = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
  const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < words.length; at += 16) {
    const w = words.slice(at, at + 16);
    for (let i = 16; i < 64; i++) {
      const p = w[i - 15]!;
      const q = w[i - 2]!;
      const s0 = turn(p, 7) ^ turn(p, 18) ^ (p >>> 3);
      const s1 = turn(q, 17) ^ turn(q, 19) ^ (q >>> 10);
      w.push((w[i - 16]! + s0 + w[i - 7]! + s1) | 0);
    }
    let [a, b, c, d, e, f, g, h] = hash as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i]! + w[i]!) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g];
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) hash[i] = (hash[i]! + value) | 0;
  }
  return hash.map(hex).join('');
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
  return primes;
}

function fraction(value: number): number {
  return Math.floor((value - Math.floor(value)) * 4294967296) | 0;
}

/** The message with its length, in words of 32 bits. */
function padded(data: Bytes, isLittle: boolean): number[] {
  const total = (((data.length + 8) >> 6) + 1) * 16;
  const words = new Array<number>(total).fill(0);
  const put = (i: number, code: number): void => {
    words[i >> 2]! |= code << (isLittle ? (i & 3) * 8 : 24 - (i & 3) * 8);
  };
  for (let i = 0; i < data.length; i++) put(i, data.charCodeAt(i));
  put(data.length, 0x80);
  const bits = data.length * 8;
  words[total - 2] = isLittle ? bits | 0 : Math.floor(bits / 4294967296);
  words[total - 1] = isLittle ? Math.floor(bits / 4294967296) : bits | 0;
  return words;
}

function swap(word: number): number {
  return ((word & 255) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

/** The checksum of POSIX' cksum. */
export function crc(data: Bytes): number {
  let sum = 0;
  const add = (byte: number): void => {
    sum ^= byte << 24;
    for (let i = 0; i < 8; i++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  };
  for (let i = 0; i < data.length; i++) add(data.charCodeAt(i));
  for (let length = data.length; length > 0; length = Math.floor(length / 256)) add(length & 255);
  return ~sum >>> 0;
}
