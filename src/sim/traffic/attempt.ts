import type { Hop } from '../../protocol/hop.ts';
import type { LossCause } from '../../protocol/loss.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import type { Forwarded } from '../network/ingress/ingress-proxy.ts';
import type { Host } from '../network/network.ts';
import type { ProxyNode } from '../network/proxy/proxy-node.ts';
import type { Routed } from '../network/routed.ts';
import type { Source } from '../network/router.ts';
import type { TrafficClient } from './client.ts';
import type { Stops } from './flows.ts';
import type { TrafficOutcome } from './outcome.ts';
import { isError, takeOn } from './take-on.ts';
import type { TrafficOptions } from './traffic.ts';
import type { Served } from './web-server.ts';

/** A connection with a request on it. */
export interface Attempt {
  readonly from: Host;
  /** The address that it comes from. */
  readonly clientIp: string;
  readonly beganMs: number;
  /** Where it came to; undefined when it did not get past its client. */
  readonly to: Routed | undefined;
  /** The stations on its way. */
  readonly stops: Stops;
  /** Where and why it is lost, if that is known already. */
  readonly loss: LossCause | undefined;
  /** The container that works on it, if one does. */
  readonly container: RuntimeContainer | undefined;
  /** What the client will hear, if nothing comes between. */
  readonly outcome: TrafficOutcome;
  /** When it hears it; Infinity if never. */
  readonly endsMs: number;
  /** When it has waited long enough. */
  readonly deadlineMs: number;
}

/** A name server answers within about this time; a refusal comes as fast as a packet. */
const LOOK_UP_MS = 1;
const REFUSAL_MS = 1;
/** What an ingress controller adds. */
const FORWARD_MS = 1;
/** To hear of a redirection and to connect anew. */
const REDIRECT_MS = 3;

/** Sends a request on its way: names, rules, policies, then the server's queue. All that is decided now is decided here. */
export function attempt(options: TrafficOptions, client: TrafficClient, path: Hop[] | undefined): Attempt {
  const { engine, names, router, ingress } = options;
  const { nowMs } = engine;
  const from = sourceOf(options, client);
  const begun = {
    from: from?.host ?? options.outside,
    clientIp: from?.ip ?? '',
    beganMs: nowMs,
    deadlineMs: nowMs + client.timeoutMs,
  };
  if (!from) return lost(begun, undefined, AT_CLIENT, { at: 'client' }, 'timedOut', Infinity);
  const { request } = client;
  const { host, port } = request;
  const namespace = from.pod === '' ? 'default' : from.pod.slice(0, from.pod.indexOf('/'));
  const found = names.resolve(from, host, namespace, path);
  if (found.ip === undefined) {
    // That a name does not exist is said at once; for an answer that does not come the client waits.
    const endsMs = found.failure === 'NXDOMAIN' ? nowMs + LOOK_UP_MS : begun.deadlineMs;
    begun.deadlineMs = Infinity;
    const outside = from.isOutside ? { isOutside: true as const } : {};
    const loss = { at: 'dns', name: host, answer: found.failure, ...outside } as const;
    return lost(begun, undefined, AT_CLIENT, loss, 'failed', endsMs);
  }
  const first = router.connect(from, found.ip, port, path);
  const answer = ingress.forward(first, request, path);
  // It follows the redirection, as browsers do.
  const isSentOn = answer && 'status' in answer && answer.status === 308;
  const forwarded = isSentOn ? ingress.forward(first, { ...request, isEncrypted: true }, path) : answer;
  const beforeMs = (found.ip === host ? 0 : LOOK_UP_MS) + (forwarded ? FORWARD_MS : 0) + (isSentOn ? REDIRECT_MS : 0);
  const stops = forwarded ? stopsBehind(forwarded) : first;
  if (forwarded && 'status' in forwarded) {
    const { service, status } = forwarded;
    const loss = { at: 'ingress', ingress: forwarded.ingress, service, status } as const;
    return lost(begun, first, stops, loss, 'error', nowMs + beforeMs);
  }
  const to = forwarded ? forwarded.to : first;
  if (to.outcome === 'refused') return lost(begun, to, stops, to.loss, 'refused', nowMs + beforeMs + REFUSAL_MS);
  if (to.outcome === 'timeout') return lost(begun, to, stops, to.loss, 'timedOut', Infinity);
  return serve(options, begun, to, stops, beforeMs, path);
}

type Begun = Pick<Attempt, 'from' | 'clientIp' | 'beganMs' | 'deadlineMs'>;

const AT_CLIENT: Stops = { balancer: '', ingress: '', service: '', pod: '', ip: '' };

/** The stations of what an ingress controller passed on. */
function stopsBehind({ ingress, service, to }: Forwarded): Stops {
  return { balancer: '', ingress: ingress || '-', service, pod: to?.pod ?? '', ip: to?.ip ?? '' };
}

/** An attempt on which no server works. */
function lost(
  { from, clientIp, beganMs, deadlineMs }: Begun,
  to: Routed | undefined,
  stops: Stops,
  loss: LossCause | undefined,
  outcome: TrafficOutcome,
  endsMs: number,
): Attempt {
  return { from, clientIp, beganMs, to, stops, loss, container: undefined, outcome, endsMs, deadlineMs };
}

/** The server's part. The connection is opened by one round trip, the answer takes another. */
function serve(
  options: TrafficOptions,
  begun: Begun,
  to: Routed,
  stops: Stops,
  beforeMs: number,
  path: Hop[] | undefined,
): Attempt {
  const { engine, network, random } = options;
  const { container, ip, pod } = to;
  const { host } = to.place!;
  const there = network.latencyMs(begun.from, host);
  const back = network.latencyMs(host, begun.from);
  if (there === undefined || back === undefined) {
    return lost(begun, to, stops, { at: 'server', ip, pod, what: 'cut off' }, 'timedOut', Infinity);
  }
  const arrivesMs = engine.nowMs + beforeMs + 2 * there + back;
  const before = container?.web?.open ?? 0;
  const served = container && takeOn(container, arrivesMs, random);
  if (path && container) path.push(serverHop(pod, container, before, arrivesMs, served));
  if (container && !served)
    return lost(begun, to, stops, { at: 'server', ip, pod, what: 'full' }, 'timedOut', Infinity);
  const { from, clientIp, beganMs, deadlineMs } = begun;
  const outcome = container && isError(container, random) ? 'error' : 'ok';
  const endsMs = (served ? served.endsMs : arrivesMs) + back;
  return { from, clientIp, beganMs, to, stops, loss: undefined, container, outcome, endsMs, deadlineMs };
}

function serverHop(pod: string, { serving }: RuntimeContainer, open: number, arrivesMs: number, served?: Served): Hop {
  const waitMs = served ? served.beginsMs - arrivesMs : -1;
  const workMs = served ? served.endsMs - served.beginsMs : -1;
  return { at: 'server', pod, open, workers: serving.workers, waitMs, workMs };
}

/** Where a client's next connection begins: nowhere while no node can take it. */
function sourceOf(options: TrafficOptions, { spec }: TrafficClient): Source | undefined {
  if (spec.from === 'outside') {
    return { host: options.outside, proxy: undefined, ip: '198.18.0.1', pod: '', isOutside: true };
  }
  if (spec.pod !== undefined) return options.podSource(spec.pod);
  const entry = pickEntry(options);
  return entry && { host: entry.host, proxy: entry, ip: entry.ip, pod: '' };
}

/** A random node among those at which requests may enter. Mostly all may: a few draws find one without a list. */
function pickEntry({ nodes, isEntry, random }: TrafficOptions): ProxyNode | undefined {
  for (let i = 0; i < 8 && nodes.length > 0; i++) {
    const node = nodes[random.int(nodes.length)]!;
    if (isEntry(node)) return node;
  }
  const entries = nodes.filter(isEntry);
  return entries.length > 0 ? random.pick(entries) : undefined;
}
