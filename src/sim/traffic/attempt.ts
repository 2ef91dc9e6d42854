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
  readonly beganMs: number;
  /** Where it came to; undefined when it did not get past its client. */
  readonly to: Routed | undefined;
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

/** Sends a request on its way: names, rules, policies, then the server's queue. All that is decided now is decided here. */
export function attempt(options: TrafficOptions, client: TrafficClient, path: Hop[] | undefined): Attempt {
  const { engine, names, router, ingress } = options;
  const { nowMs } = engine;
  const from = sourceOf(options, client);
  const deadlineMs = nowMs + client.timeoutMs;
  if (!from) return lost(nowMs, options.outside, undefined, 'timedOut', Infinity, deadlineMs);
  const { host, port } = client.url;
  const ip = names.resolve(from, host, 'default', path);
  if (ip === undefined) return lost(nowMs, from.host, undefined, 'failed', deadlineMs, Infinity);
  const first = router.connect(from, ip, port, path);
  const forwarded = ingress.forward(first, client.url, path);
  const beforeMs = (ip === host ? 0 : LOOK_UP_MS) + (forwarded ? FORWARD_MS : 0);
  if (forwarded && 'status' in forwarded) return lost(nowMs, from.host, first, 'error', nowMs + beforeMs, deadlineMs);
  const to = forwarded ? forwarded.to : first;
  if (to.outcome === 'refused') return lost(nowMs, from.host, to, 'refused', nowMs + beforeMs + REFUSAL_MS, deadlineMs);
  if (to.outcome === 'timeout') return lost(nowMs, from.host, to, 'timedOut', Infinity, deadlineMs);
  return serve(options, from.host, to, beforeMs, deadlineMs);
}

/** An attempt on which no server works. */
function lost(
  beganMs: number,
  from: Host,
  to: Routed | undefined,
  outcome: TrafficOutcome,
  endsMs: number,
  deadlineMs: number,
): Attempt {
  return { from, beganMs, to, container: undefined, outcome, endsMs, deadlineMs };
}

/** The server's part. The connection is opened by one round trip, the answer takes another. */
function serve(options: TrafficOptions, from: Host, to: Routed, beforeMs: number, deadlineMs: number): Attempt {
  const { engine, network, random } = options;
  const { container } = to;
  const { host } = to.place!;
  const there = network.latencyMs(from, host);
  const back = network.latencyMs(host, from);
  if (there === undefined || back === undefined) return lost(engine.nowMs, from, to, 'timedOut', Infinity, deadlineMs);
  const arrivesMs = engine.nowMs + beforeMs + 2 * there + back;
  const served = container && takeOn(container, arrivesMs, random);
  if (container && !served) return lost(engine.nowMs, from, to, 'timedOut', Infinity, deadlineMs);
  const outcome = container && isError(container, random) ? 'error' : 'ok';
  const endsMs = (served ? served.endsMs : arrivesMs) + back;
  return { from, beganMs: engine.nowMs, to, container, outcome, endsMs, deadlineMs };
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
