import { type Process, sleep } from '../../api/process.ts';
import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import type { ConnectResult, NetworkAccess, ServerReply, ServerRequest } from '../shell/network-access.ts';
import { isError, takeOn } from '../traffic/take-on.ts';
import type { Names } from './dns/names.ts';
import type { IngressProxy } from './ingress/ingress-proxy.ts';
import type { Routed } from './routed.ts';
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
  readonly ingress: IngressProxy;
  readonly random: Random;
  readonly from: Source;
}): NetworkAccess {
  const { engine, router, names, ingress, random, from } = options;
  const { ip } = from;

  function* connect(to: string, port: number, timeoutMs: number): Process<ConnectResult> {
    const outcome = to === '127.0.0.1' ? router.loopback(from, port).outcome : router.connect(from, to, port).outcome;
    yield* sleep(outcome === 'timeout' ? timeoutMs : ROUND_TRIP_MS);
    return outcome;
  }
  /** Waits for a server's work on a request, which takes its CPU; what comes of it where it is no answer. */
  function* worked(
    container: RuntimeContainer,
    timeoutMs: number,
  ): Process<ServerReply | 'timeout' | 'closed' | undefined> {
    const served = takeOn(container, engine.nowMs, random);
    const workMs = served ? served.endsMs - engine.nowMs : Infinity;
    const { web } = container;
    yield* sleep(Math.min(workMs, timeoutMs));
    if (!served) return 'timeout';
    web!.open--;
    if (workMs > timeoutMs) return 'timeout';
    // Its process has ended meanwhile.
    if (container.web !== web) return 'closed';
    return isError(container, random) ? ERROR_REPLY : undefined;
  }
  function* served(
    routed: Routed,
    request: ServerRequest,
    timeoutMs: number,
  ): Process<ServerReply | 'timeout' | 'closed'> {
    const failure = routed.container && (yield* worked(routed.container, timeoutMs - ROUND_TRIP_MS));
    if (failure) return failure;
    yield* sleep(ROUND_TRIP_MS);
    const server = router.serverAt(routed.place!.host, routed.ip, routed.port);
    const reply =
      server?.(request, routed.ip === ip ? '127.0.0.1' : ip) ??
      plainReply(routed.pod || (routed.place?.host.name ?? ''));
    return reply.passTo ? yield* passedOn(routed, reply, timeoutMs) : reply;
  }
  /** What a proxy's own Pod gets of where it passes the request on. */
  function* passedOn(routed: Routed, reply: ServerReply, timeoutMs: number): Process<ServerReply> {
    const { place } = routed;
    const { host, port, request } = reply.passTo!;
    const own = place?.sandbox && place.runtime.options.network(place.sandbox);
    const address = own?.resolve(host);
    const answer = own && address !== undefined ? yield* own.request(address, port, request, timeoutMs) : 'refused';
    if (reply.passTo!.answer) {
      const made = reply.passTo!.answer(typeof answer === 'string' ? undefined : answer);
      return made.passTo ? yield* passedOn(routed, made, timeoutMs) : made;
    }
    return typeof answer === 'string' ? { ...reply, status: answer === 'timeout' ? 504 : 502 } : answer;
  }
  /** The answer of where a request has come to; an ingress controller passes it on by the host that it names. */
  function* answered(
    at: Routed,
    request: ServerRequest,
    timeoutMs: number,
  ): Process<ServerReply | 'timeout' | 'closed'> {
    const host = (headerOf(request, 'host') ?? '').replace(/:\d+$/, '');
    const header = (name: string): string | undefined => headerOf(request, name);
    const isEncrypted = request.protocol === 'https';
    const path = request.path.replace(/[?#].*/, '');
    const found = ingress.forward(at, { host, path, isEncrypted, header });
    if (!found) return yield* served(at, request, timeoutMs);
    if ('status' in found) return statusPage(found.status, `https://${host}${request.path}`);
    return yield* served(found.to, { ...request, protocol: 'http', path: found.path }, timeoutMs);
  }
  return {
    ip,
    resolve: (host) => names.resolve(from, host, from.pod.split('/')[0] ?? 'default').ip,
    *query(server, name, type) {
      const answer = names.query(from, server, name, type);
      yield* sleep(answer ? RESOLVE_MS : RESOLVE_TIMEOUT_MS);
      return answer ?? 'timeout';
    },
    *request(to, port, request, timeoutMs) {
      const routed = to === '127.0.0.1' ? router.loopback(from, port) : router.connect(from, to, port);
      if (routed.outcome !== 'ok') {
        yield* sleep(routed.outcome === 'timeout' ? timeoutMs : ROUND_TRIP_MS);
        return routed.outcome;
      }
      yield* sleep(ROUND_TRIP_MS);
      return yield* answered(routed, request, timeoutMs);
    },
    connect,
    *ping(to) {
      const place = router.hasAddress(from.host, to);
      yield* sleep(place ? ROUND_TRIP_MS : 1000);
      return place ? 0.1 + (to.length % 7) / 100 : undefined;
    },
  };
}

/** A header's value; names mean the same whatever the case of their letters. */
function headerOf({ headers }: ServerRequest, name: string): string | undefined {
  for (const [key, value] of headers) if (key.toLowerCase() === name) return value;
  return undefined;
}

const STATUS_WORDS = {
  308: 'Permanent Redirect',
  404: 'Not Found',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/** What nginx answers of its own. */
function statusPage(status: keyof typeof STATUS_WORDS, encrypted: string): ServerReply {
  const words = `${status} ${STATUS_WORDS[status]}`;
  const body = `<html>\r\n<head><title>${words}</title></head>\r\n<body>\r\n<center><h1>${words}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  const location: [string, string][] = status === 308 ? [['Location', encrypted]] : [];
  return { status, headers: new Map([['Content-Type', 'text/html'], ...location]), body };
}

const ERROR_REPLY: ServerReply = {
  status: 500,
  headers: new Map([['Content-Type', 'text/plain']]),
  body: 'Internal Server Error\n',
};

/** What a server whose pages nobody knows answers. */
export function plainReply(pod: string): ServerReply {
  const body = `Hello from ${pod.slice(pod.indexOf('/') + 1)}\n`;
  return { status: 200, headers: new Map([['Content-Type', 'text/plain']]), body };
}
