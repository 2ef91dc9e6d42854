import type { Hop } from '../../protocol/hop.ts';
import type { LossCause } from '../../protocol/loss.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import type { Forwarded } from '../network/ingress/ingress-proxy.ts';
import type { ProxyNode } from '../network/proxy/proxy-node.ts';
import type { Routed } from '../network/routed.ts';
import type { Source } from '../network/router.ts';
import type { TrafficClient } from './client.ts';
import type { Stops } from './flows.ts';
import type { TrafficOutcome } from './outcome.ts';
import { isError, takeOn } from './take-on.ts';
import type { TrafficOptions } from './traffic.ts';
import type { Served } from './web-server.ts';

/**
 * A connection with a request on it. There are hundreds of thousands in a wall second, so that those that have ended are
 * used for the next ones.
 */
export interface Attempt {
  client: TrafficClient;
  /** When the request was first sent: it may take several attempts. */
  sentMs: number;
  path: Hop[] | undefined;
  triesLeft: number;
  /** Where it begins; undefined when no node could take it. */
  from: Source | undefined;
  beganMs: number;
  /** Where it came to; undefined when it did not get past its client. */
  to: Routed | undefined;
  /** The stations on its way. */
  stops: Stops;
  /** Where and why it is lost, if that is known already. */
  loss: LossCause | undefined;
  /** The container that works on it, if one does. */
  container: RuntimeContainer | undefined;
  /** What the client will hear, if nothing comes between. */
  outcome: TrafficOutcome;
  /** When the server has sent its answer. */
  servedMs: number;
  /** When the client hears it; Infinity if never. */
  endsMs: number;
  /** When it has waited long enough. */
  deadlineMs: number;
}

const AT_CLIENT: Stops = { balancer: '', ingress: '', service: '', pod: '', ip: '' };

/** The first attempt of a request. */
export function newAttempt(client: TrafficClient): Attempt {
  return {
    client,
    sentMs: 0,
    path: undefined,
    triesLeft: 0,
    from: undefined,
    beganMs: 0,
    to: undefined,
    stops: AT_CLIENT,
    loss: undefined,
    container: undefined,
    outcome: 'ok',
    servedMs: 0,
    endsMs: 0,
    deadlineMs: 0,
  };
}

/** A name server answers within about this time; a refusal comes as fast as a packet. */
const LOOK_UP_MS = 1;
const REFUSAL_MS = 1;
/** What an ingress controller adds. */
const FORWARD_MS = 1;
/** To hear of a redirection and to connect anew. */
const REDIRECT_MS = 3;

/**
 * Sends a request on its way: names, rules, policies, then the server's queue. All that is decided now is decided here,
 * and written into what is made.
 */
export function attempt(options: TrafficOptions, made: Attempt): Attempt {
  const { engine, names, router, ingress } = options;
  const { nowMs } = engine;
  const { client, path } = made;
  const from = withSocket(sourceOf(options, client), client);
  made.from = from;
  made.beganMs = nowMs;
  made.deadlineMs = nowMs + client.timeoutMs;
  if (!from) return lost(made, undefined, AT_CLIENT, { at: 'client' }, 'timedOut', Infinity);
  const { host, port } = client.request;
  const namespace = from.pod === '' ? 'default' : from.pod.slice(0, from.pod.indexOf('/'));
  const found = names.resolve(from, host, namespace, path);
  if (found.ip === undefined) {
    // That a name does not exist is said at once; for an answer that does not come the client waits.
    const endsMs = found.failure === 'NXDOMAIN' ? nowMs + LOOK_UP_MS : made.deadlineMs;
    made.deadlineMs = Infinity;
    const outside = from.isOutside ? { isOutside: true as const } : {};
    const loss = { at: 'dns', name: host, answer: found.failure, ...outside } as const;
    return lost(made, undefined, AT_CLIENT, loss, 'failed', endsMs);
  }
  const lookUpMs = found.ip === host ? 0 : LOOK_UP_MS;
  const first = router.connect(from, found.ip, port, path);
  const answer = ingress.forward(first, client.request, path);
  if (answer) return forwardedBy(options, made, first, answer, lookUpMs);
  return arrive(options, made, first, first, lookUpMs);
}

/** An ingress controller has passed the request on, or answered itself. */
function forwardedBy(
  options: TrafficOptions,
  made: Attempt,
  first: Routed,
  answer: Forwarded,
  lookUpMs: number,
): Attempt {
  const { client, path } = made;
  // It follows the redirection, as browsers do.
  const isSentOn = 'status' in answer && answer.status === 308;
  const encrypted = { ...client.request, isEncrypted: true };
  const forwarded = (isSentOn && options.ingress.forward(first, encrypted, path)) || answer;
  const beforeMs = lookUpMs + FORWARD_MS + (isSentOn ? REDIRECT_MS : 0);
  const stops = stopsBehind(forwarded);
  if (!('status' in forwarded)) return arrive(options, made, forwarded.to, stops, beforeMs);
  const { service, status } = forwarded;
  const loss = { at: 'ingress', ingress: forwarded.ingress, service, status } as const;
  return lost(made, first, stops, loss, 'error', options.engine.nowMs + beforeMs);
}

/** The stations of what an ingress controller passed on. */
function stopsBehind({ ingress, service, to }: Forwarded): Stops {
  return { balancer: '', ingress: ingress || '-', service, pod: to?.pod ?? '', ip: to?.ip ?? '' };
}

/** An attempt on which no server works. */
function lost(
  made: Attempt,
  to: Routed | undefined,
  stops: Stops,
  loss: LossCause | undefined,
  outcome: TrafficOutcome,
  endsMs: number,
): Attempt {
  made.to = to;
  made.stops = stops;
  made.loss = loss;
  made.container = undefined;
  made.outcome = outcome;
  made.endsMs = endsMs;
  return made;
}

function arrive(options: TrafficOptions, made: Attempt, to: Routed, stops: Stops, beforeMs: number): Attempt {
  if (to.outcome === 'ok') return serve(options, made, to, stops, beforeMs);
  if (to.outcome === 'timeout') return lost(made, to, stops, to.loss, 'timedOut', Infinity);
  return lost(made, to, stops, to.loss, 'refused', options.engine.nowMs + beforeMs + REFUSAL_MS);
}

/** The server's part. The connection, if it needs one, is opened by one round trip, the answer takes another. */
function serve(options: TrafficOptions, made: Attempt, to: Routed, stops: Stops, beforeMs: number): Attempt {
  const { engine, network, random } = options;
  const { container, ip, pod } = to;
  const { host } = to.place!;
  const client = made.from!.host;
  const there = network.latencyMs(client, host);
  const back = network.latencyMs(host, client);
  if (there === undefined || back === undefined) {
    return lost(made, to, stops, { at: 'server', ip, pod, what: 'cut off' }, 'timedOut', Infinity);
  }
  // A datagram needs no connection.
  const arrivesMs = engine.nowMs + beforeMs + (made.client.request.isUdp ? there : 2 * there + back);
  const before = container?.web?.open ?? 0;
  const served = container && takeOn(container, arrivesMs, random);
  if (made.path && container) made.path.push(serverHop(pod, container, before, arrivesMs, served));
  if (container && !served) {
    return lost(made, to, stops, { at: 'server', ip, pod, what: 'full' }, 'timedOut', Infinity);
  }
  made.to = to;
  made.stops = stops;
  made.loss = undefined;
  made.container = container;
  made.outcome = container && isError(container, random) ? 'error' : 'ok';
  made.servedMs = served ? served.endsMs : arrivesMs;
  made.endsMs = made.servedMs + back;
  return made;
}

function serverHop(pod: string, { serving }: RuntimeContainer, open: number, arrivesMs: number, served?: Served): Hop {
  const waitMs = served ? served.beginsMs - arrivesMs : -1;
  const workMs = served ? served.endsMs - served.beginsMs : -1;
  return { at: 'server', pod, open, workers: serving.workers, waitMs, workMs };
}

/** Where a client's next connection begins: nowhere while no node can take it. */
function sourceOf(options: TrafficOptions, { spec }: TrafficClient): Source | undefined {
  if (spec.from === 'outside') return options.outside;
  if (spec.pod !== undefined) return options.podSource(spec.pod);
  return pickEntry(options)?.source;
}

/** UDP clients keep one socket open, whose port is theirs alone. */
function withSocket(from: Source | undefined, { request, index }: TrafficClient): Source | undefined {
  return from && request.isUdp ? { ...from, udpPort: FIRST_PORT + (index % PORTS) } : from;
}

/** Ports that the kernel gives to sockets (ip_local_port_range). */
const FIRST_PORT = 32_768;
const PORTS = 28_232;

/** A random node among those at which requests may enter. Mostly all may: a few draws find one without a list. */
function pickEntry({ nodes, isEntry, random }: TrafficOptions): ProxyNode | undefined {
  for (let i = 0; i < 8 && nodes.length > 0; i++) {
    const node = nodes[random.int(nodes.length)]!;
    if (isEntry(node)) return node;
  }
  const entries = nodes.filter(isEntry);
  return entries.length > 0 ? random.pick(entries) : undefined;
}
