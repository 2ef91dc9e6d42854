import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import type { DnsRecord, NetworkAccess, RecordType } from '../network-access.ts';
import { candidates } from '../search-list.ts';
import type { Tool } from '../tools.ts';
import { isBusybox } from './lib/input.ts';
import { addressesOf, type Found, resolverConfig, search } from './lib/resolver.ts';

const TYPES: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'SRV', 'PTR'];
const NOBODY = ';; connection timed out; no servers could be reached\n';

interface Question {
  readonly name: string;
  readonly type: RecordType;
  /** The name server that was named on the command line. */
  readonly server: string | undefined;
  /** Words of dig that begin with `+`. */
  readonly plus: readonly string[];
}

/** Asks the name server: nslookup, dig, host, getent. */
const dns: Tool = {
  names: ['nslookup', 'dig', 'host', 'getent'],
  *run(proc, args, name) {
    const { network } = proc.kernel.options;
    if (!network) {
      yield* proc.print(NOBODY);
      return 1;
    }
    if (name === 'getent') return yield* getent(proc, network, args);
    const question = questionOf(name, args);
    if (name === 'dig') return yield* dig(proc, network, question, args);
    return name === 'host' ? yield* host(proc, network, question) : yield* nslookup(proc, network, question);
  },
};

function questionOf(program: string, args: readonly string[]): Question {
  const isType = (word: string): boolean => (TYPES as readonly string[]).includes(word.toUpperCase());
  const asked = args.map((arg) => /^-(?:type|query|q|t)=(.*)$/.exec(arg)?.[1] ?? arg);
  const flag = args.findIndex((arg) => arg === '-t' || arg === '-x');
  const types = asked.filter(
    (word, i) => isType(word) && (word !== args[i] || program === 'dig' || args[i - 1] === '-t'),
  );
  const words = args.filter((arg, i) => !/^[-+@]/.test(arg) && !types.includes(arg) && arg !== 'IN' && i !== flag);
  const [first = '', second] = words;
  const at = args.find((arg) => arg.startsWith('@'))?.slice(1);
  const isAddress = /^\d+(\.\d+){3}$/.test(first);
  return {
    name: isAddress && (program !== 'dig' || args.includes('-x')) ? reverseName(first) : first,
    type:
      isAddress && program !== 'dig'
        ? 'PTR'
        : args.includes('-x')
          ? 'PTR'
          : ((types[0]?.toUpperCase() ?? 'A') as RecordType),
    server: at ?? (program === 'dig' ? undefined : second),
    plus: args.filter((arg) => arg.startsWith('+')),
  };
}

const reverseName = (ip: string): string => `${ip.split('.').toReversed().join('.')}.in-addr.arpa`;

function* nslookup(proc: Proc, network: NetworkAccess, { name, type, server }: Question): Process<number> {
  const config = resolverConfig(proc);
  const names = type === 'PTR' ? [name] : candidates(name, config);
  const found = yield* search(proc, network, names, type, server);
  if (found === 'timeout') {
    yield* proc.print(`${NOBODY}\n`);
    return 1;
  }
  const shown = server ?? config.servers[0] ?? '127.0.0.1';
  // Where dig is installed, nslookup comes with it.
  const isOwn = isBusybox(proc) && !proc.kernel.fs.find('/usr/bin/dig', '/');
  yield* proc.print(`Server:\t\t${shown}\nAddress:\t${shown}${isOwn ? ':' : '#'}53\n\n`);
  const { answer } = found;
  if (answer.rcode !== 'NOERROR') {
    yield* proc.print(`** server can't find ${found.name}: ${answer.rcode}\n\n`);
    return 1;
  }
  if (answer.records.length === 0) yield* proc.print(`*** Can't find ${found.name}: No answer\n`);
  yield* proc.print(`${answer.records.map(nslookupLines).join('')}\n`);
  return 0;
}

function nslookupLines({ name, type, data }: DnsRecord): string {
  const bare = name.slice(0, -1);
  switch (type) {
    case 'CNAME':
      return `${bare}\tcanonical name = ${data}\n`;
    case 'SRV':
      return `${bare}\tservice = ${data}\n`;
    case 'PTR':
      return `${bare}\tname = ${data}\n`;
    default:
      return `Name:\t${bare}\nAddress: ${data}\n`;
  }
}

/** dig asks for the name as it stands, unless `+search` says otherwise. */
function* dig(proc: Proc, network: NetworkAccess, question: Question, args: readonly string[]): Process<number> {
  const { name, type, server, plus } = question;
  const config = resolverConfig(proc);
  const names = plus.includes('+search') ? candidates(name, config) : [name.replace(/\.$/, '')];
  const found = yield* search(proc, network, names, type, server);
  if (found === 'timeout') {
    yield* proc.print(NOBODY);
    return 9;
  }
  if (plus.includes('+short')) yield* proc.print(found.answer.records.map(({ data }) => `${data}\n`).join(''));
  else yield* proc.print(digText(found, type, args, server ?? config.servers[0] ?? '127.0.0.1'));
  return 0;
}

function digText({ name, answer }: Found, type: RecordType, args: readonly string[], server: string): string {
  const rows = answer.records.map((one) => `${one.name}\t${one.ttl}\tIN\t${one.type}\t${one.data}\n`).join('');
  const counts = `QUERY: 1, ANSWER: ${answer.records.length}, AUTHORITY: 0, ADDITIONAL: 1`;
  return `
; <<>> DiG 9.18 <<>> ${args.join(' ')}
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: ${answer.rcode}, id: 4711
;; flags: qr aa rd; ${counts}

;; QUESTION SECTION:
;${name}.\t\tIN\t${type}

${rows ? `;; ANSWER SECTION:\n${rows}\n` : ''};; Query time: 1 msec
;; SERVER: ${server}#53(${server}) (UDP)

`;
}

function* host(proc: Proc, network: NetworkAccess, { name, type, server }: Question): Process<number> {
  const names = type === 'PTR' ? [name] : candidates(name, resolverConfig(proc));
  const found = yield* search(proc, network, names, type, server);
  if (found === 'timeout') {
    yield* proc.print(NOBODY);
    return 1;
  }
  if (found.answer.records.length === 0) {
    yield* proc.print(`Host ${name} not found: 3(NXDOMAIN)\n`);
    return 1;
  }
  const say = {
    A: 'has address',
    AAAA: 'has IPv6 address',
    CNAME: 'is an alias for',
    SRV: 'has SRV record',
    PTR: 'domain name pointer',
  };
  for (const one of found.answer.records) yield* proc.print(`${one.name.slice(0, -1)} ${say[one.type]} ${one.data}\n`);
  return 0;
}

/** `getent hosts NAME` and `getent ahosts NAME` find names as programs do. */
function* getent(proc: Proc, network: NetworkAccess, [database = '', name = '']: readonly string[]): Process<number> {
  if (database !== 'hosts' && database !== 'ahosts') return 1;
  const found = yield* addressesOf(proc, network, name);
  if (typeof found === 'string') return 2;
  for (const ip of found) yield* proc.print(`${ip.padEnd(15)} ${name}\n`);
  return 0;
}

export default dns;
