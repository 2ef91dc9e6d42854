/** Ranges of 256 Pod addresses, handed out one after the other. Models cidr_set.go of pkg/controller/nodeipam. */
export interface CidrSet {
  /** The next free range; undefined when all are taken. */
  next(): string | undefined;
  /** Takes note of a range that a node has. */
  occupy(cidr: string): void;
  release(cidr: string): void;
}

/**
 * A usual cluster has 10.244.0.0/16, which is enough for 256 nodes. The ranges go on after it to 10.255 and then from
 * 10.128, so that larger clusters need no other setting; no Service address (10.96.0.0/12) is among them.
 */
const SECOND_OCTETS = [...range(244, 256), ...range(128, 244)];
const SIZE = SECOND_OCTETS.length * 256;

/** Makes a set with all ranges free. */
export function createCidrSet(): CidrSet {
  const taken = new Set<number>();
  let candidate = 0;
  return {
    next() {
      for (let i = 0; i < SIZE; i++) {
        const index = (candidate + i) % SIZE;
        if (taken.has(index)) continue;
        taken.add(index);
        candidate = (index + 1) % SIZE;
        return `10.${SECOND_OCTETS[index >> 8]}.${index & 255}.0/24`;
      }
      return undefined;
    },
    occupy(cidr) {
      const index = indexOf(cidr);
      if (index >= 0) taken.add(index);
    },
    release: (cidr) => void taken.delete(indexOf(cidr)),
  };
}

function indexOf(cidr: string): number {
  const parts = /^10\.(\d+)\.(\d+)\.0\/24$/.exec(cidr);
  if (!parts) return -1;
  const second = SECOND_OCTETS.indexOf(Number(parts[1]));
  return second < 0 ? -1 : second * 256 + Number(parts[2]);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
