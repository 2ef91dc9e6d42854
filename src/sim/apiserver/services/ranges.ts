/** A range of values that can be allocated: values are texts or numbers to the caller, positions in here. */
export interface Range<T> {
  readonly size: number;
  /** Positions from here on are drawn first; the lower band is left to those who choose for themselves. */
  readonly dynamicFrom: number;
  at(position: number): T;
  /** -1 for a value outside the range. */
  positionOf(value: T): number;
  readonly text: string;
}

const BASE = (10 << 24) | (96 << 16);
const ADDRESSES = 65_536;
const FIRST_PORT = 30_000;
const LAST_PORT = 32_767;

/**
 * 10.96.0.0/16 without its first and last address. The lower band is a sixteenth of the range, at least 16 and at most
 * 256 addresses. Models pkg/registry/core/service/ipallocator.
 */
export const clusterIpRange: Range<string> = {
  size: ADDRESSES - 2,
  dynamicFrom: Math.min(Math.max(16, ADDRESSES / 16), 256),
  at(position) {
    const address = BASE + 1 + position;
    return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
  },
  positionOf(value) {
    const address = value.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    const position = address - BASE - 1;
    return position >= 0 && position < ADDRESSES - 2 ? position : -1;
  },
  text: '10.96.0.0/16',
};

/** 30000-32767; the lower band is a 32nd of it, within 16 and 128. Models pkg/registry/core/service/portallocator. */
export const nodePortRange: Range<number> = {
  size: LAST_PORT - FIRST_PORT + 1,
  dynamicFrom: Math.min(Math.max(16, Math.floor((LAST_PORT - FIRST_PORT + 1) / 32)), 128),
  at: (position) => FIRST_PORT + position,
  positionOf: (value) => (value >= FIRST_PORT && value <= LAST_PORT ? value - FIRST_PORT : -1),
  text: `${FIRST_PORT}-${LAST_PORT}`,
};
