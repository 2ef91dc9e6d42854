import { type Environment, EvaluationError } from '@marcbachmann/cel-js';
import { goQuote } from '../../../base/go-quote.ts';
import { parseIp } from '../../ip.ts';

/** Values of CEL that the type checker knows by their classes. */
class Url {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
class IP {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
class CIDR {
  readonly ip: string;
  readonly bits: number;
  constructor(ip: string, bits: number) {
    this.ip = ip;
    this.bits = bits;
  }
}

const URL_PARTS =
  /^([a-zA-Z][a-zA-Z\d+.-]*):(?:\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d*))?)?([^?#]*)(?:\?([^#]*))?(?:#.*)?$/s;

/** Addresses in expressions. Models urls.go, ip.go and cidr.go of cel/library of k8s.io/apiserver. */
export function addNetwork(environment: Environment): Environment {
  return addCidrs(addIps(addUrls(environment)));
}

function addUrls(environment: Environment): Environment {
  const parts = ({ text }: Url): readonly string[] =>
    [...(URL_PARTS.exec(text) ?? ['', '', '', '', text])].map((each) => each ?? '');
  const port = (url: Url): string => parts(url)[3] ?? '';
  const host = (url: Url): string => (parts(url)[2] ?? '').replace(/^\[|\]$/g, '');
  return environment
    .registerType('URL', { ctor: Url, fields: {} })
    .registerFunction('url(string): URL', (text: string) => {
      if (!isUrl(text))
        throw new EvaluationError(
          `URL parse error during conversion from string: parse ${goQuote(text)}: invalid URI for request`,
        );
      return new Url(text);
    })
    .registerFunction('isURL(string): bool', isUrl)
    .registerFunction('URL.getScheme(): string', (url: Url) => parts(url)[1] ?? '')
    .registerFunction(
      'URL.getHost(): string',
      (url: Url) => (parts(url)[2] ?? '') + (port(url) === '' ? '' : `:${port(url)}`),
    )
    .registerFunction('URL.getHostname(): string', host)
    .registerFunction('URL.getPort(): string', port)
    .registerFunction('URL.getEscapedPath(): string', (url: Url) => parts(url)[4] ?? '')
    .registerFunction('URL.getQuery(): map<string, list<string>>', (url: Url) => queryOf(parts(url)[5] ?? ''));
}

function queryOf(text: string): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const [key = '', value = ''] = pair.split(/=(.*)/s).map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    query[key] = [...(query[key] ?? []), value];
  }
  return query;
}

function isUrl(text: string): boolean {
  return text.startsWith('/') || URL_PARTS.test(text);
}

function addIps(environment: Environment): Environment {
  const bytes = ({ text }: IP): readonly number[] => parseIp(text)!;
  return environment
    .registerType('IP', { ctor: IP, fields: {} })
    .registerFunction('ip(string): IP', (text: string) => {
      if (!parseIp(text))
        throw new EvaluationError(
          `IP Address ${goQuote(text)} parse error during conversion from string: ParseAddr(${goQuote(text)}): unable to parse IP`,
        );
      return new IP(text);
    })
    .registerFunction('isIP(string): bool', (text: string) => parseIp(text) !== undefined)
    .registerFunction('string(IP): string', ({ text }: IP) => text)
    .registerFunction('IP.family(): int', (ip: IP) => (ip.text.includes(':') ? 6n : 4n))
    .registerFunction('IP.isUnspecified(): bool', (ip: IP) => bytes(ip).every((byte) => byte === 0))
    .registerFunction('IP.isLoopback(): bool', (ip: IP) =>
      ip.text.includes(':')
        ? bytes(ip)
            .slice(0, -1)
            .every((byte) => byte === 0) && bytes(ip).at(-1) === 1
        : ip.text.startsWith('127.'),
    )
    .registerFunction('IP.isLinkLocalUnicast(): bool', (ip: IP) => /^169\.254\.|^fe[89ab]/i.test(ip.text))
    .registerFunction('IP.isLinkLocalMulticast(): bool', (ip: IP) => /^224\.0\.0\.|^ff[0-9a-f]?2:/i.test(ip.text))
    .registerFunction(
      'IP.isGlobalUnicast(): bool',
      (ip: IP) => !/^(0\.0\.0\.0|127\.|169\.254\.|2(2[4-9]|3\d)\.|255\.255\.255\.255|::1?$|fe[89ab]|ff)/i.test(ip.text),
    );
}

function addCidrs(environment: Environment): Environment {
  return environment
    .registerType('CIDR', { ctor: CIDR, fields: {} })
    .registerFunction('cidr(string): CIDR', (text: string) => {
      const found = cidrOf(text);
      if (!found)
        throw new EvaluationError(
          `network address parse error during conversion from string: netip.ParsePrefix(${goQuote(text)}): no '/'`,
        );
      return found;
    })
    .registerFunction('isCIDR(string): bool', (text: string) => cidrOf(text) !== undefined)
    .registerFunction('CIDR.ip(): IP', ({ ip }: CIDR) => new IP(ip))
    .registerFunction('CIDR.prefixLength(): int', ({ bits }: CIDR) => BigInt(bits))
    .registerFunction('CIDR.containsIP(IP): bool', (range: CIDR, { text }: IP) => contains(range, text))
    .registerFunction('CIDR.containsIP(string): bool', contains)
    .registerFunction(
      'CIDR.containsCIDR(CIDR): bool',
      (range: CIDR, other: CIDR) => other.bits >= range.bits && contains(range, other.ip),
    )
    .registerFunction('CIDR.containsCIDR(string): bool', (range: CIDR, text: string) => {
      const other = cidrOf(text);
      return other !== undefined && other.bits >= range.bits && contains(range, other.ip);
    });
}

function cidrOf(text: string): CIDR | undefined {
  const parts = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const bytes = parts && parseIp(parts[1]!);
  if (!bytes) return undefined;
  const bits = Number(parts[2]);
  return bits <= (parts[1]!.includes(':') ? 128 : 32) ? new CIDR(parts[1]!, bits) : undefined;
}

function contains({ ip, bits }: CIDR, text: string): boolean {
  if (ip.includes(':') !== text.includes(':')) return false;
  const [network, other] = [parseIp(ip), parseIp(text)];
  if (!network || !other) return false;
  const skip = network.length * 8 - (ip.includes(':') ? 128 : 32);
  for (let i = 0; i < bits; i++) {
    const at = i + skip;
    const mask = 0x80 >> (at % 8);
    if ((network[at >> 3]! & mask) !== (other[at >> 3]! & mask)) return false;
  }
  return true;
}
