import { type Process, sleep } from '../../api/process.ts';
import type { ListenOn } from '../kubectl/env.ts';
import type { NetworkAccess, ServerReply, ServerRequest } from '../shell/network-access.ts';

/** Connecting to a program on the same computer takes about this long. */
const ROUND_TRIP_MS = 0.1;
/** The first of the ports that a program gets that does not care. */
const FIRST_FREE_PORT = 40_000;

type Serve = (request: ServerRequest) => Process<ServerReply | undefined>;

/** The network of a computer that is not part of the cluster: what its own programs listen on. */
export function createLoopback(): { readonly network: NetworkAccess; readonly listen: ListenOn } {
  const servers = new Map<number, Serve>();
  let nextPort = FIRST_FREE_PORT;
  const isOwn = (ip: string): boolean => ip.startsWith('127.');
  return {
    listen(port, serve) {
      if (servers.has(port)) return undefined;
      let taken = port;
      while (taken === 0 || servers.has(taken)) taken = nextPort++;
      servers.set(taken, serve);
      return { port: taken, close: () => void servers.delete(taken) };
    },
    network: {
      ip: '127.0.0.1',
      resolve: () => undefined,
      *query() {
        yield* sleep(ROUND_TRIP_MS);
        return { rcode: 'NXDOMAIN', records: [] };
      },
      *request(ip, port, request, timeoutMs) {
        const serve = isOwn(ip) ? servers.get(port) : undefined;
        yield* sleep(isOwn(ip) ? ROUND_TRIP_MS : timeoutMs);
        if (!serve) return isOwn(ip) ? 'refused' : 'timeout';
        return (yield* serve(request)) ?? 'closed';
      },
      *connect(ip, port, timeoutMs) {
        yield* sleep(isOwn(ip) ? ROUND_TRIP_MS : timeoutMs);
        if (!isOwn(ip)) return 'timeout';
        return servers.has(port) ? 'ok' : 'refused';
      },
      *ping(ip) {
        yield* sleep(ROUND_TRIP_MS);
        return isOwn(ip) ? ROUND_TRIP_MS : undefined;
      },
    },
  };
}
