import type { Hop } from '../../protocol/hop.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import type { Host } from '../network/network.ts';
import type { ProxyNode } from '../network/proxy/proxy-node.ts';
import type { Routed, Source } from '../network/router.ts';
import type { TrafficClient } from './client.ts';
import type { TrafficOutcome } from './outcome.ts';
import { isError, takeOn } from './take-on.ts';
import type { TrafficOptions } from './traffic.ts';

/** A connection with a request on it. */
export interface Attempt {
  readonly from: Host;
  /** `namespace/name` of the Service that it went through, '' if none. */
  readonly service: string;
  /** `namespace/name` of the Pod it came to, '' if none. */
  readonly pod: string;
  /** The machine that answers, and the container that works on it. */
  readonly host: Host | undefined;
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

/** Sends a request on its way: names, rules, policies, then the server's queue. All that is decided now is decided here. */
export function attempt(options: TrafficOptions, client: TrafficClient, path: Hop[] | undefined): Attempt {
  const { engine, names, router, ingress } = options;
  const from = sourceOf(options, client);
  const deadlineMs = engine.nowMs + client.timeoutMs;
  const nowhere = { from: from?.host ?? options.outside, service: '', pod: '', host: undefined, container: undefined };
  if (!from) return { ...nowhere, outcome: 'timedOut', endsMs: Infinity, deadlineMs };
  const { host, port } = client.url;
  const ip = names.resolve(from, host, 'default', path);
  if (ip === undefined) return { ...nowhere, outcome: 'failed', endsMs: deadlineMs, deadlineMs: Infinity };
  const first = router.connect(from, ip, port, path);
  const forwarded = isIngress(first) ? ingress.forward(first, { host, path: client.url.path }, path) : undefined;
  const isAnswered = forwarded !== undefined && 'status' in forwarded;
  const { outcome, pod, service, place, container } = forwarded && !isAnswered ? forwarded.to : first;
  const came = { ...nowhere, service, pod };
  const lookUpMs = (ip === host ? 0 : LOOK_UP_MS) + (forwarded ? FORWARD_MS : 0);
  if (isAnswered) return { ...came, outcome: 'error', endsMs: engine.nowMs + lookUpMs, deadlineMs };
  if (outcome === 'refused') {
    return { ...came, outcome: 'refused', endsMs: engine.nowMs + lookUpMs + REFUSAL_MS, deadlineMs };
  }
  if (outcome === 'timeout' || !place) return { ...came, outcome: 'timedOut', endsMs: Infinity, deadlineMs };
  return serve(options, { ...came, host: place.host, container, deadlineMs }, lookUpMs);
}

const isIngress = ({ container }: Routed): boolean => container?.image.role === 'ingress-nginx';

/** The server's part. The connection is opened by one round trip, the answer takes another. */
function serve(options: TrafficOptions, to: Omit<Attempt, 'outcome' | 'endsMs'>, beforeMs: number): Attempt {
  const { engine, network, random } = options;
  const there = network.latencyMs(to.from, to.host!);
  const back = network.latencyMs(to.host!, to.from);
  if (there === undefined || back === undefined)
    return { ...to, container: undefined, outcome: 'timedOut', endsMs: Infinity };
  const { container } = to;
  const travelMs = beforeMs + 2 * (there + back);
  if (!container) return { ...to, outcome: 'ok', endsMs: engine.nowMs + travelMs };
  const arrivesMs = engine.nowMs + travelMs - back;
  const served = takeOn(container, arrivesMs, random);
  if (!served) return { ...to, container: undefined, outcome: 'timedOut', endsMs: Infinity };
  const outcome = isError(container, random) ? 'error' : 'ok';
  return { ...to, outcome, endsMs: served.endsMs + back };
}

/** Where a client's next connection begins: nowhere while no node can take it. */
function sourceOf(options: TrafficOptions, { spec }: TrafficClient): Source | undefined {
  if (spec.from === 'outside') {
    return { host: options.outside, proxy: undefined, ip: '198.18.0.1', pod: '', isOutside: true };
  }
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
