import { invalidValue } from '../field-errors.ts';
import { parseIp } from '../ip.ts';
import type { Found } from './basics.ts';

const isV4 = (bytes: readonly number[]): boolean => bytes.length === 4;

interface Range {
  readonly contains: (bytes: readonly number[]) => boolean;
  readonly detail: string;
}

const SPECIAL: readonly Range[] = [
  {
    contains: (b) => (isV4(b) ? b[0] === 127 : b[15] === 1 && b.slice(0, 15).every((byte) => byte === 0)),
    detail: 'may not be in the loopback range (127.0.0.0/8, ::1/128)',
  },
  {
    contains: (b) => (isV4(b) ? b[0] === 169 && b[1] === 254 : b[0] === 0xfe && (b[1]! & 0xc0) === 0x80),
    detail: 'may not be in the link-local range (169.254.0.0/16, fe80::/10)',
  },
  {
    contains: (b) => (isV4(b) ? b[0] === 224 && b[1] === 0 && b[2] === 0 : b[0] === 0xff && (b[1]! & 0x0f) === 2),
    detail: 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
  },
];

/** Addresses that no endpoint can have. Models ValidateNonSpecialIP. */
export function checkNotSpecial(address: string, path: string, found: Found): void {
  const bytes = parseIp(address);
  if (!bytes) return void found.push(invalidValue(path, address, 'must be a valid IP address'));
  if (bytes.every((byte) => byte === 0)) {
    found.push(invalidValue(path, address, `may not be unspecified (${address})`));
  }
  for (const { contains, detail } of SPECIAL) if (contains(bytes)) found.push(invalidValue(path, address, detail));
}

/** Whether the addresses are one of each family. */
export function isDualStack(addresses: readonly string[]): boolean {
  const families = new Set(addresses.map((address) => parseIp(address)?.length));
  return families.has(4) && families.has(16);
}

/** Whether it is an IPv6 address. */
export const isIpv6 = (address: string): boolean => parseIp(address)?.length === 16;
