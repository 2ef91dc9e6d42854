import type { Random } from '../../../base/random.ts';
import type { Range } from './ranges.ts';

/**
 * Which values of a range are in use. A value can be held by a stored Service and by a write under way at the same
 * time, so holds are counted.
 */
export class Allocator<T> {
  private readonly holds = new Map<number, number>();
  private readonly random: Random;
  readonly range: Range<T>;

  constructor(range: Range<T>, random: Random) {
    this.range = range;
    this.random = random;
  }

  has(value: T): boolean {
    return this.holds.has(this.range.positionOf(value));
  }

  /** One more holder of a value; values outside the range are none of ours. */
  hold(value: T): void {
    const position = this.range.positionOf(value);
    if (position >= 0) this.holds.set(position, (this.holds.get(position) ?? 0) + 1);
  }

  drop(value: T): void {
    const position = this.range.positionOf(value);
    const left = (this.holds.get(position) ?? 0) - 1;
    if (left > 0) this.holds.set(position, left);
    else this.holds.delete(position);
  }

  /** Holds a free value drawn at random, from the upper band while it has any; undefined when all are in use. */
  take(): T | undefined {
    const { size, dynamicFrom } = this.range;
    const position = this.draw(dynamicFrom, size) ?? this.draw(0, dynamicFrom);
    if (position === undefined) return undefined;
    const value = this.range.at(position);
    this.hold(value);
    return value;
  }

  /** A random start and from there the first that is free, around the band. */
  private draw(from: number, to: number): number | undefined {
    const start = this.random.int(to - from);
    for (let i = 0; i < to - from; i++) {
      const position = from + ((start + i) % (to - from));
      if (!this.holds.has(position)) return position;
    }
    return undefined;
  }
}
