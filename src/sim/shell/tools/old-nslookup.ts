import type { Process } from '../../../api/process.ts';
import type { NetworkAccess } from '../network-access.ts';
import type { Tool } from '../tools.ts';
import { addressesOf, resolverConfig } from './lib/resolver.ts';

/** nslookup of busybox up to 1.28: it resolves as programs do, and names every address. */
const oldNslookup: Tool = {
  names: ['nslookup-1.28'],
  *run(proc, args) {
    const { network } = proc.kernel.options;
    const [name = '', given] = args.filter((arg) => !arg.startsWith('-'));
    const server = given ?? resolverConfig(proc).servers[0] ?? '127.0.0.1';
    if (!network) {
      yield* proc.complain(`nslookup: can't resolve '${name}': Name does not resolve`);
      return 1;
    }
    yield* proc.print(`Server:    ${server}\nAddress 1: ${server}${yield* nameOf(network, server, server)}\n\n`);
    const found = yield* addressesOf(proc, network, name);
    if (typeof found === 'string') {
      yield* proc.complain(`nslookup: can't resolve '${name}'`);
      return 1;
    }
    yield* proc.print(`Name:      ${name}\n`);
    for (const [i, ip] of found.entries()) {
      yield* proc.print(`Address ${i + 1}: ${ip}${yield* nameOf(network, server, ip)}\n`);
    }
    return 0;
  },
};

function* nameOf(network: NetworkAccess, server: string, ip: string): Process<string> {
  const reversed = `${ip.split('.').toReversed().join('.')}.in-addr.arpa`;
  const answer = yield* network.query(server, reversed, 'PTR');
  if (answer === 'timeout') return '';
  const [first] = answer.records;
  return first ? ` ${first.data.replace(/\.$/, '')}` : '';
}

export default oldNslookup;
