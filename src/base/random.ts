/** A seeded random source. Streams forked by name are independent, so that a new draw in one component moves no other. */
export interface Random {
  /** A float in [0, 1). */
  next(): number;
  /** An integer in [0, n). */
  int(n: number): number;
  /** A float in [lo, hi). */
  uniform(lo: number, hi: number): number;
  /** Exponentially distributed with the given mean. */
  exponential(mean: number): number;
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
  /** A random source of its own, decided by this one's seed and the name alone. */
  fork(name: string): Random;
}

/** Makes a random source (sfc32) from a numeric seed. Same seed, same numbers, on every machine. */
export function createRandom(seed: number): Random {
  return new Sfc32(seed);
}

/** A class, as every component of every node has a few. */
class Sfc32 implements Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
    this.a = (0x9e3779b9 ^ seed) | 0;
    this.b = 0x243f6a88 ^ Math.imul(seed, 0x85ebca6b);
    this.c = 0xb7e15162 ^ Math.imul(seed, 0xc2b2ae35);
    for (let i = 0; i < 12; i++) this.next();
  }

  next(): number {
    const { a, b, c, counter } = this;
    const t = (((a + b) | 0) + counter) | 0;
    this.counter = (counter + 1) | 0;
    this.a = b ^ (b >>> 9);
    this.b = (c + (c << 3)) | 0;
    this.c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  int(n: number): number {
    return Math.floor(this.next() * n);
  }

  uniform(lo: number, hi: number): number {
    return lo + this.next() * (hi - lo);
  }

  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)]!;
  }

  fork(name: string): Random {
    return new Sfc32(hashSeed(name, this.seed));
  }
}

/** FNV-1a over the UTF-16 units of a name, mixed with a seed. */
function hashSeed(name: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
