/** The addresses of a machine's Pods. */
export interface Addresses {
  setRange(cidr: string): void;
  /** The next free address after the last one given; undefined when there is none, or no range yet. */
  take(): string | undefined;
  release(ip: string): void;
}

/** Gives out addresses as the host-local network plug-in does. Network, gateway and broadcast are nobody's. */
export function createAddresses(): Addresses {
  const used = new Set<number>();
  let base = 0;
  let size = 0;
  let last = 1;
  const text = (n: number): string => [24, 16, 8, 0].map((shift) => ((base + n) >>> shift) & 255).join('.');
  return {
    setRange(cidr) {
      const [address = '', bits = '24'] = cidr.split('/');
      base = toNumber(address);
      size = 2 ** (32 - Number(bits));
    },
    take() {
      for (let i = 0; i < size - 3; i++) {
        last = last + 1 > size - 2 ? 2 : last + 1;
        if (used.has(last)) continue;
        used.add(last);
        return text(last);
      }
      return undefined;
    },
    release: (ip) => void used.delete(toNumber(ip) - base),
  };
}

function toNumber(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
