/** Addresses and networks, and what upstream says of bad ones. Models apimachinery/pkg/util/validation and net/netip. */

/** What is wrong with an address of either family. */
export function ipAddress(text: string): readonly string[] {
  return parseIp(text) ? [] : ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
}

/** What is wrong with an IPv4 address. */
export function ipv4Address(text: string): readonly string[] {
  return parseIp(text)?.length === 4 ? [] : ['must be a valid IPv4 address'];
}

/** What is wrong with an IPv6 address. */
export function ipv6Address(text: string): readonly string[] {
  return parseIp(text)?.length === 16 ? [] : ['must be a valid IPv6 address'];
}

/** What is wrong with a network such as `10.0.0.0/8`. */
export function cidr(text: string): readonly string[] {
  return parseCidr(text) ? [] : ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'];
}

/** The 4 or 16 bytes of an address; undefined if it is none. Leading zeros are allowed in IPv4, as upstream's net package does. */
export function parseIp(text: string): readonly number[] | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** The bytes of the address of a network and the length of its prefix in bits. */
export function parseCidr(
  text: string,
): { readonly bytes: readonly number[]; readonly prefixBits: number } | undefined {
  const parts = /^(.*)\/(\d{1,3})$/.exec(text);
  const bytes = parts ? parseIp(parts[1]!) : undefined;
  if (!parts || !bytes || Number(parts[2]) > bytes.length * 8) return undefined;
  return { bytes, prefixBits: Number(parts[2]) };
}

function parseIpv4(text: string): readonly number[] | undefined {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (!parts) return undefined;
  const bytes = parts.slice(1).map(Number);
  return bytes.some((byte) => byte > 255) ? undefined : bytes;
}

function parseIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groups(halves[0]!);
  const tail = halves.length === 2 ? groups(halves[1]!) : [];
  if (!head || !tail) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** The bytes of groups of hexadecimal digits, the last of which may be an IPv4 address. */
function groups(text: string): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (part.includes('.')) {
      const v4 = i === parts.length - 1 ? parseIpv4(part) : undefined;
      if (!v4) return undefined;
      bytes.push(...v4);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      const value = Number.parseInt(part, 16);
      bytes.push(value >> 8, value & 255);
    }
  }
  return bytes;
}

/** Whether addresses are in a block; none is in what cannot be read as one. */
export function inCidr(text: string): (ip: string) => boolean {
  const block = parseCidr(text);
  return (ip) => {
    const bytes = parseIp(ip);
    if (!block || bytes?.length !== block.bytes.length) return false;
    return bytes.every((byte, i) => {
      const shift = 8 - Math.min(8, Math.max(0, block.prefixBits - 8 * i));
      return byte >> shift === block.bytes[i]! >> shift;
    });
  };
}
