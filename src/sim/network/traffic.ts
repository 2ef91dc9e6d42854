import type { Random } from '../../base/random.ts';
import type { TrafficRow } from '../../protocol/view.ts';
import type { Engine } from '../engine/engine.ts';
import type { Trace } from '../engine/trace.ts';
import type { Names } from './dns/names.ts';
import type { ProxyNode } from './proxy/proxy-node.ts';
import type { Router, Source } from './router.ts';

/** Clients give a connection up after this time without an answer; a name that cannot be found takes as long. */
export const CONNECT_TIMEOUT_MS = 5000;
/** A served request takes about this long. */
const SERVICE_MS = 3;

/** What became of a request; `failed` is a name that could not be found. */
export type TrafficOutcome = 'ok' | 'refused' | 'timedOut' | 'failed';

/** Requests counted by outcome. */
export type TrafficCounts = Readonly<Record<TrafficOutcome, number>> & { readonly sent: number };

/** A client that sends requests, and what became of them. */
export interface TrafficClient {
  readonly name: string;
  readonly to: string;
  readonly rps: number;
  readonly total: TrafficCounts;
  /** Counts by the second of virtual time in which the requests were sent. */
  readonly bySecond: ReadonlyMap<number, TrafficCounts>;
}

/** What a request's message in the trace says. */
export interface TrafficSubject {
  readonly client: string;
  readonly to: string;
  readonly outcome: TrafficOutcome;
  /** `namespace/name` of the Pod it came to, '' if none. */
  readonly pod: string;
}

/** The traffic of a cluster. */
export interface Traffic {
  readonly clients: readonly TrafficClient[];
  /**
   * Sets how many requests a second a client sends to a URL; 0 stops it. Throws Error for a URL that cannot be read.
   * Each request enters at a random node that is Ready and has rules, as from a Pod there.
   */
  set(name: string, to: string, rps: number): void;
  /** The clients as the page shows them. */
  rows(): TrafficRow[];
}

type Mutable = { -readonly [K in keyof TrafficCounts]: TrafficCounts[K] };

class Client implements TrafficClient {
  readonly name: string;
  readonly to: string;
  readonly host: string;
  readonly port: number;
  rps = 0;
  timer: number | undefined;
  readonly total: Mutable = newCounts();
  readonly bySecond = new Map<number, Mutable>();

  constructor(name: string, to: string) {
    this.name = name;
    this.to = to;
    const { host, port } = parseUrl(to);
    this.host = host;
    this.port = port;
  }
}

export interface TrafficOptions {
  readonly engine: Engine;
  readonly trace: Trace;
  readonly random: Random;
  readonly router: Router;
  readonly names: Names;
  readonly nodes: readonly ProxyNode[];
  /** Whether requests may enter at a node now. */
  readonly isEntry: (node: ProxyNode) => boolean;
}

/** Makes the traffic of a cluster: open-loop clients with Poisson arrivals, one event a request. */
export function createTraffic(options: TrafficOptions): Traffic {
  const { engine, random } = options;
  const clients: Client[] = [];

  const schedule = (client: Client): void => {
    const { rps } = client;
    client.timer = rps > 0 ? engine.after(random.exponential(1000 / rps), turn, client) : undefined;
  };
  const turn = (client: Client): void => {
    send(options, client);
    schedule(client);
  };
  return {
    clients,
    rows: () => clients.map(({ name, to, rps, total }) => ({ name, to, rps, ...total })),
    set(name, to, rps) {
      let client = clients.find((one) => one.name === name && one.to === to);
      if (!client) {
        client = new Client(name, to);
        for (const other of clients) if (other.name === name) stop(engine, other);
        clients.push(client);
      }
      stop(engine, client);
      client.rps = rps;
      schedule(client);
    },
  };
}

function stop(engine: Engine, client: Client): void {
  client.rps = 0;
  if (client.timer !== undefined) engine.cancel(client.timer);
  client.timer = undefined;
}

function send(options: TrafficOptions, client: Client): void {
  const { engine, trace } = options;
  const { outcome, pod } = request(options, client);
  const tookMs = outcome === 'ok' ? SERVICE_MS : outcome === 'refused' ? 1 : CONNECT_TIMEOUT_MS;
  const subject: TrafficSubject = { client: client.name, to: client.to, outcome, pod };
  trace.record(
    'traffic',
    client.name,
    pod || client.host,
    outcome === 'timedOut' ? Infinity : engine.nowMs + tookMs,
    subject,
  );
  const second = Math.floor(engine.nowMs / 1000);
  let counts = client.bySecond.get(second);
  if (!counts) {
    counts = newCounts();
    client.bySecond.set(second, counts);
  }
  for (const one of [client.total, counts]) {
    one.sent++;
    one[outcome]++;
  }
}

function request(options: TrafficOptions, client: Client): { outcome: TrafficOutcome; pod: string } {
  const { router, names } = options;
  const entry = pickEntry(options);
  if (!entry) return { outcome: 'timedOut', pod: '' };
  const from: Source = { host: entry.host, proxy: entry, ip: entry.ip, pod: '' };
  const ip = names.resolve(from, client.host, 'default');
  if (ip === undefined) return { outcome: 'failed', pod: '' };
  const { outcome, pod } = router.connect(from, ip, client.port);
  return { outcome: outcome === 'timeout' ? 'timedOut' : outcome, pod };
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

/** Host and port of an `http://` or `https://` URL. */
export function parseUrl(url: string): { host: string; port: number } {
  const parts = /^(https?):\/\/([^/:?#]+)(?::(\d+))?(?:[/?#].*)?$/.exec(url);
  if (!parts) throw new Error(`not an http URL: ${url}`);
  const [, scheme, host = '', port] = parts;
  return { host, port: port ? Number(port) : scheme === 'https' ? 443 : 80 };
}

function newCounts(): Mutable {
  return { sent: 0, ok: 0, refused: 0, timedOut: 0, failed: 0 };
}
