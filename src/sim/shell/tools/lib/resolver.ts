import type { Process } from '../../../../api/process.ts';
import type { Proc } from '../../kernel/proc.ts';
import type { DnsAnswer, NetworkAccess, RecordType } from '../../network-access.ts';
import { candidates, type SearchList } from '../../search-list.ts';

/** /etc/resolv.conf, as far as resolvers use it. */
export interface ResolverConfig extends SearchList {
  readonly servers: readonly string[];
}

/** What came of a look-up: the full name that was found, and what it has. */
export interface Found {
  readonly name: string;
  readonly answer: DnsAnswer;
}

/** Reads the container's /etc/resolv.conf. */
export function resolverConfig(proc: Proc): ResolverConfig {
  const { fs } = proc.kernel;
  const text = fs.find('/etc/resolv.conf', '/') ? fs.readFile('/etc/resolv.conf', '/') : '';
  const words = (key: string): string[] =>
    [...text.matchAll(new RegExp(`^${key}[ \\t]+(.*)$`, 'gm'))].flatMap(([, rest = '']) => rest.trim().split(/\s+/));
  const ndots = words('options').flatMap((option) => /^ndots:(\d+)$/.exec(option)?.[1] ?? []);
  return { servers: words('nameserver'), searches: words('search'), ndots: Number(ndots.at(-1) ?? 1) };
}

/** Asks the name servers for the full names that a name may mean, until one exists. The last answer otherwise. */
export function* search(
  proc: Proc,
  network: NetworkAccess,
  names: readonly string[],
  type: RecordType,
  server?: string,
): Process<Found | 'timeout'> {
  const servers = server === undefined ? resolverConfig(proc).servers : [server];
  let last: Found = { name: names.at(-1) ?? '', answer: { rcode: 'NXDOMAIN', records: [] } };
  for (const name of names) {
    const answer = yield* ask(network, servers, name, type);
    if (answer === 'timeout') return 'timeout';
    last = { name, answer };
    if (answer.rcode === 'NOERROR' && answer.records.length > 0) return last;
  }
  return last;
}

/** Addresses of a host, as programs find them: an address stands for itself, then /etc/hosts, then the name servers. */
export function* addressesOf(
  proc: Proc,
  network: NetworkAccess,
  host: string,
): Process<readonly string[] | 'nxdomain' | 'timeout'> {
  if (/^\d+(\.\d+){3}$/.test(host)) return [host];
  const known = inHosts(proc, host);
  if (known) return [known];
  const found = yield* search(proc, network, candidates(host, resolverConfig(proc)), 'A');
  if (found === 'timeout') return 'timeout';
  const addresses = found.answer.records.filter(({ type }) => type === 'A').map(({ data }) => data);
  return addresses.length > 0 ? addresses : 'nxdomain';
}

function* ask(
  network: NetworkAccess,
  servers: readonly string[],
  name: string,
  type: RecordType,
): Process<DnsAnswer | 'timeout'> {
  for (const server of servers) {
    const answer = yield* network.query(server, name, type);
    if (answer !== 'timeout') return answer;
  }
  return 'timeout';
}

function inHosts(proc: Proc, host: string): string | undefined {
  const { fs } = proc.kernel;
  const text = fs.find('/etc/hosts', '/') ? fs.readFile('/etc/hosts', '/') : '';
  for (const line of text.split('\n')) {
    const [ip, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (ip && !ip.includes(':') && names.includes(host)) return ip;
  }
  return host === 'localhost' ? '127.0.0.1' : undefined;
}
