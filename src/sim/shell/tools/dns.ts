import type { Process } from '../../../api/process.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { isBusybox } from './lib/input.ts';

/** Asks the name server: nslookup, dig, host, getent. */
const dns: Tool = {
  names: ['nslookup', 'dig', 'host', 'getent'],
  *run(proc, args, name) {
    const words = args.filter((arg) => !/^[-+@]/.test(arg) && !/^(A|IN|ANY|hosts|SRV)$/.test(arg));
    const [query = ''] = words;
    const { network } = proc.kernel.options;
    const server = /^nameserver (\S+)/m.exec(proc.kernel.fs.readFile('/etc/resolv.conf', '/'))?.[1] ?? '127.0.0.1';
    const found = network ? yield* network.resolve(query) : 'timeout';
    switch (name) {
      case 'nslookup':
        return yield* nslookup(proc, query, server, found);
      case 'dig': {
        const isShort = args.includes('+short');
        const answers = typeof found === 'string' ? [] : found;
        if (found === 'timeout') {
          yield* proc.print(`;; connection timed out; no servers could be reached\n`);
          return 9;
        }
        if (isShort) yield* proc.print(answers.map((ip) => `${ip}\n`).join(''));
        else {
          const rows = answers.map((ip) => `${query}.\t\t30\tIN\tA\t${ip}\n`).join('');
          yield* proc.print(
            `\n; <<>> DiG 9.18 <<>> ${args.join(' ')}\n;; ->>HEADER<<- opcode: QUERY, status: ${answers.length > 0 ? 'NOERROR' : 'NXDOMAIN'}, id: 4711\n\n;; QUESTION SECTION:\n;${query}.\t\t\tIN\tA\n\n${rows ? `;; ANSWER SECTION:\n${rows}\n` : ''};; SERVER: ${server}#53(${server}) (UDP)\n`,
          );
        }
        return 0;
      }
      default:
        if (typeof found === 'string') {
          if (name === 'host') yield* proc.print(`Host ${query} not found: 3(NXDOMAIN)\n`);
          return name === 'host' ? 1 : 2;
        }
        for (const ip of found)
          yield* proc.print(name === 'host' ? `${query} has address ${ip}\n` : `${ip.padEnd(15)} ${query}\n`);
        return 0;
    }
  },
};

function* nslookup(
  proc: Proc,
  query: string,
  server: string,
  found: readonly string[] | 'nxdomain' | 'timeout',
): Process<number> {
  if (found === 'timeout') {
    yield* proc.print(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  const busybox = isBusybox(proc);
  yield* proc.print(
    busybox ? `Server:\t\t${server}\nAddress:\t${server}:53\n\n` : `Server:\t\t${server}\nAddress:\t${server}#53\n\n`,
  );
  const full = yield* fullName(proc, query, found === 'nxdomain');
  if (found === 'nxdomain') {
    yield* proc.print(
      busybox ? `** server can't find ${full}: NXDOMAIN\n\n` : `** server can't find ${full}: NXDOMAIN\n\n`,
    );
    return 1;
  }
  for (const ip of found) yield* proc.print(`Name:\t${full}\nAddress: ${ip}\n`);
  yield* proc.print('\n');
  return 0;
}

/** The name under which a Service, or a Pod of one, is known. */
function* fullName(proc: Proc, query: string, isMissing: boolean): Process<string> {
  if (isMissing || query.endsWith('.local') || query.endsWith('.')) return query;
  const search = /^search (\S+)/m.exec(proc.kernel.fs.readFile('/etc/resolv.conf', '/'))?.[1];
  if (!search) return query;
  const labels = query.split('.');
  const own = `${query}.${search}`;
  if (labels.length === 1) return own;
  if (labels.length > 2) return `${query}.${labels[2] === 'svc' ? 'cluster.local' : 'svc.cluster.local'}`;
  // A Pod of a Service in the same namespace, or else a Service in another.
  const pod = yield* proc.kernel.options.network!.resolve(own);
  return typeof pod === 'string' ? `${query}.${search.split('.').slice(1).join('.')}` : own;
}

export default dns;
