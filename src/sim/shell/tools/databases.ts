import type { Tool } from '../tools.ts';
import { addressOf } from './lib/http.ts';
import { options } from './lib/options.ts';

const PORT = 27_017;

/** The client of MongoDB, as far as it is asked whether the server is there. */
const databases: Tool = {
  names: ['mongosh', 'mongo'],
  *run(proc, args) {
    const { values, operands } = options(args, 'h:p:u:e:q', {
      host: 'h',
      port: 'p',
      eval: 'e',
      username: 'u',
      quiet: 'q',
    });
    const [, uriHost, uriPort] = /^mongodb:\/\/(?:[^@/]*@)?([^:/?]*)(?::(\d+))?/.exec(operands[0] ?? '') ?? [];
    const host = uriHost || values.get('h') || '127.0.0.1';
    const port = Number(uriPort ?? values.get('p') ?? PORT);
    const { network } = proc.kernel.options;
    const address = network ? yield* addressOf(proc, network, host) : 'nxdomain';
    const isName = address === 'nxdomain' || address === 'timeout';
    const result = network && !isName ? yield* network.connect(address, port, 5000) : 'refused';
    if (result !== 'ok') {
      const why = isName ? `getaddrinfo ENOTFOUND ${host}` : `connect ECONNREFUSED ${address}:${port}`;
      yield* proc.complain(`MongoNetworkError: ${why}`);
      return 1;
    }
    const script = values.get('e') ?? '';
    if (/\bping\b/.test(script)) {
      yield* proc.print(/\.ok\b/.test(script) ? '1\n' : '{ ok: 1 }\n');
      return 0;
    }
    yield* proc.complain('mongosh: this script is not part of the simulation, but for a ping');
    return 1;
  },
};

export default databases;
