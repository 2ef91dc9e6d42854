import { parseDuration } from '../../../base/duration.ts';
import { notModelled } from '../programs.ts';
import type { Tool } from '../tools.ts';
import { addressOf } from './lib/http.ts';
import { resolverConfig } from './lib/resolver.ts';

/** The program that serves: images name it so. */
const SERVER = '@server';
/** A connection without a time limit of its own is given up by the system. */
const DIAL_MS = 127_000;

/** The end-to-end tests' program: `connect`, what it knows of name servers and hosts; all else serves. */
const agnhost: Tool = {
  names: ['agnhost'],
  *run(proc, args) {
    const [command = 'pause', target = ''] = args.filter(
      (arg, i) => !arg.startsWith('-') && args[i - 1] !== '--timeout',
    );
    const config = resolverConfig(proc);
    switch (command) {
      case 'dns-suffix':
        yield* proc.print(config.searches.join(','));
        return 0;
      case 'dns-server-list':
        yield* proc.print(config.servers.join(','));
        return 0;
      case 'etc-hosts':
        yield* proc.print(proc.kernel.fs.readFile('/etc/hosts', '/'));
        return 0;
      case 'connect':
        break;
      default:
        return yield* (proc.kernel.options.programs(SERVER) ?? notModelled)(proc);
    }
    const [, host = '', port] = /^(.*):(\d+)$/.exec(target) ?? [];
    if (port === undefined) {
      yield* proc.complain(`UNKNOWN: address ${target}: missing port in address`);
      return 1;
    }
    const limit = args.find((_arg, i) => args[i - 1] === '--timeout') ?? /--timeout=(\S+)/.exec(args.join(' '))?.[1];
    const { network } = proc.kernel.options;
    const address = network ? yield* addressOf(proc, network, host) : 'nxdomain';
    if (!network || address === 'nxdomain' || address === 'timeout') {
      const server = config.servers[0] ?? '127.0.0.1';
      yield* proc.complain(
        `DNS: lookup ${host} on ${server}:53: ${address === 'timeout' ? 'i/o timeout' : 'no such host'}`,
      );
      return 1;
    }
    const result = yield* network.connect(address, Number(port), limit === undefined ? DIAL_MS : parseDuration(limit));
    if (result === 'ok') return 0;
    yield* proc.complain(result === 'timeout' ? 'TIMEOUT' : 'REFUSED');
    return 1;
  },
};

export default agnhost;
