import { type Process, sleep } from '../../api/process.ts';
import type { Engine } from '../engine/engine.ts';
import type { ConnectResult, NetworkAccess, ServerReply } from '../shell/network-access.ts';
import type { Names } from './dns/names.ts';
import type { Router, Source } from './router.ts';

/** A resolver waits this long for a name server, and asks twice. */
const RESOLVE_TIMEOUT_MS = 10_000;
const RESOLVE_MS = 1;
/** Connecting and being answered inside a cluster takes about this long. */
export const ROUND_TRIP_MS = 1;

/** The network as the processes of one Pod see it, through the rules of their node. */
export function podAccess(options: {
  readonly engine: Engine;
  readonly router: Router;
  readonly names: Names;
  readonly from: Source;
  readonly namespace: string;
}): NetworkAccess {
  const { router, names, from, namespace } = options;
  const { ip } = from;

  function* connect(to: string, port: number, timeoutMs: number): Process<ConnectResult> {
    const outcome = to === '127.0.0.1' ? router.reach(from, ip, port).outcome : router.connect(from, to, port).outcome;
    yield* sleep(outcome === 'timeout' ? timeoutMs : ROUND_TRIP_MS);
    return outcome;
  }
  return {
    ip,
    *resolve(name) {
      if (name === 'localhost') return ['127.0.0.1'];
      const found = names.resolve(from, name, namespace);
      const answers = found !== undefined || names.answers(from);
      yield* sleep(answers ? RESOLVE_MS : RESOLVE_TIMEOUT_MS);
      if (found !== undefined) return [found];
      return answers ? 'nxdomain' : 'timeout';
    },
    *reverse() {
      yield* sleep(RESOLVE_MS);
      return undefined;
    },
    *request(to, port, request, timeoutMs) {
      const routed = to === '127.0.0.1' ? router.reach(from, ip, port) : router.connect(from, to, port);
      if (routed.outcome !== 'ok') {
        yield* sleep(routed.outcome === 'timeout' ? timeoutMs : ROUND_TRIP_MS);
        return routed.outcome;
      }
      yield* sleep(2 * ROUND_TRIP_MS);
      const server = router.serverAt(from.host, routed.ip, routed.port);
      return server?.(request) ?? plainReply(routed.pod);
    },
    connect,
    *ping(to) {
      const place = router.hasAddress(from.host, to);
      yield* sleep(place ? ROUND_TRIP_MS : 1000);
      return place ? 0.1 + (to.length % 7) / 100 : undefined;
    },
  };
}

/** What a server whose pages nobody knows answers. */
export function plainReply(pod: string): ServerReply {
  const body = `Hello from ${pod.slice(pod.indexOf('/') + 1)}\n`;
  return { status: 200, headers: new Map([['Content-Type', 'text/plain']]), body };
}
