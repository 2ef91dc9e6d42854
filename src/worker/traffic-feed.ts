import type {
  LoadRow,
  RequestRow,
  SecondCounts,
  ServiceSecond,
  TrafficRow,
  TrafficSecond,
} from '../protocol/traffic.ts';
import type { Trace } from '../sim/engine/trace.ts';
import type { TrafficClient } from '../sim/traffic/client.ts';
import { lostOf, type TrafficCounts } from '../sim/traffic/outcome.ts';
import type { SecondStats, Stats } from '../sim/traffic/stats.ts';
import type { Traffic, TrafficSubject } from '../sim/traffic/traffic.ts';

/** How many past seconds are told at most after a leap in time. */
const MOST_SECONDS = 900;
/** Outcomes of a second become known up to so much later: clients' patience. */
const LATE_SECONDS = 12;
/** How many requests one frame tells in full at most. */
const MOST_REQUESTS = 60;
/** How far back in the trace a frame looks for them. */
const MOST_MESSAGES = 2000;

/** What the page hears of traffic with a frame. */
export interface TrafficNews {
  readonly traffic: TrafficRow[];
  readonly trafficSeconds: TrafficSecond[];
  readonly serviceSeconds: ServiceSecond[];
  readonly loads: LoadRow[];
  readonly requests: RequestRow[];
}

interface Told {
  /** Requests and outcomes that have been told. */
  known: number;
  rps: number;
  perSecond: number;
}

/** Tells the page, frame by frame, what clients have sent, what became of it, and what came to Services and Pods. */
export class TrafficFeed {
  private readonly told = new Map<TrafficClient, Told>();
  private readonly toldLoads = new Map<Stats, { readonly known: number; readonly perSecond: number }>();
  private readonly toldSeconds = new Map<Stats, { readonly known: number; readonly second: number }>();
  private readonly traffic: Traffic;
  private readonly trace: Trace;
  private readonly originMs: number;
  private nextMessage = 1;

  /** @param originMs time of the engine at which the page's clock begins, a whole second */
  constructor(traffic: Traffic, trace: Trace, originMs: number) {
    this.traffic = traffic;
    this.trace = trace;
    this.originMs = originMs;
  }

  /** What has changed since the last call. */
  take(nowSecond: number): TrafficNews {
    const traffic: TrafficRow[] = [];
    const trafficSeconds: TrafficSecond[] = [];
    for (const client of this.traffic.clients) this.takeClient(client, nowSecond, traffic, trafficSeconds);
    const serviceSeconds = [...this.traffic.services].flatMap(([service, stats]) =>
      this.takeSeconds(stats, nowSecond).map((counts) => ({ service, ...counts })),
    );
    const loads = this.takeLoads(nowSecond);
    return { traffic, trafficSeconds, serviceSeconds, loads, requests: this.takeRequests() };
  }

  private takeClient(client: TrafficClient, nowSecond: number, rows: TrafficRow[], seconds: TrafficSecond[]): void {
    const { total, outageSeconds, degradedSeconds } = client.stats;
    const { spec } = client;
    const { name, to, from = 'inside' } = spec;
    const rps = client.stopped ? 0 : spec.rps;
    const perSecond = ratePerSecond(client.stats, nowSecond);
    const told = this.told.get(client);
    const known = knownOf(total);
    for (const counts of this.takeSeconds(client.stats, nowSecond)) seconds.push({ name, to, ...counts });
    if (told?.known === known && told.rps === rps && told.perSecond === perSecond) return;
    rows.push({ name, to, now: client.to, from, rps, perSecond, spec, ...total, outageSeconds, degradedSeconds });
    this.told.set(client, { known, rps, perSecond });
  }

  /** The seconds of which something may have become known. */
  private takeSeconds(stats: Stats, nowSecond: number): SecondCounts[] {
    const known = knownOf(stats.total);
    const told = this.toldSeconds.get(stats) ?? { known: 0, second: 0 };
    if (told.known === known) return [];
    this.toldSeconds.set(stats, { known, second: nowSecond });
    const rows: SecondCounts[] = [];
    for (let at = Math.max(told.second - LATE_SECONDS, nowSecond - MOST_SECONDS); at <= nowSecond; at++) {
      const one = stats.bySecond.get(at);
      if (one) rows.push({ second: at - this.originMs / 1000, ...secondOf(one) });
    }
    return rows;
  }

  private takeLoads(nowSecond: number): LoadRow[] {
    const rows: LoadRow[] = [];
    const take = (kind: LoadRow['kind'], all: ReadonlyMap<string, Stats>): void => {
      for (const [key, stats] of all) {
        const known = knownOf(stats.total);
        const perSecond = ratePerSecond(stats, nowSecond);
        const told = this.toldLoads.get(stats);
        if (told?.known === known && told.perSecond === perSecond) continue;
        this.toldLoads.set(stats, { known, perSecond });
        rows.push({ kind, key, ...stats.total, perSecond, ...lastTimes(stats, nowSecond) });
      }
    };
    take('Service', this.traffic.services);
    take('Pod', this.traffic.pods);
    return rows;
  }

  private takeRequests(): RequestRow[] {
    const rows: RequestRow[] = [];
    for (const message of this.trace.since(Math.max(this.nextMessage, this.trace.head - MOST_MESSAGES))) {
      if (message.kind !== 'traffic') continue;
      const { client, to, outcome, pod, tookMs, path } = message.subject as TrafficSubject;
      const { id, sentMs } = message;
      rows.push({ id, client, to, sentMs: sentMs - this.originMs, tookMs, outcome, pod, path });
    }
    this.nextMessage = this.trace.head;
    return rows.slice(-MOST_REQUESTS);
  }
}

/** Grows with everything that happens. */
const knownOf = (counts: TrafficCounts): number => counts.sent + counts.ok + lostOf(counts);

/** Of the last whole seconds. */
const RATE_SECONDS = 3;

function ratePerSecond({ bySecond }: Stats, nowSecond: number): number {
  let sent = 0;
  for (let ago = 1; ago <= RATE_SECONDS; ago++) sent += bySecond.get(nowSecond - ago)?.counts.sent ?? 0;
  return sent / RATE_SECONDS;
}

function secondOf({ counts, p50Ms, p95Ms, p99Ms }: SecondStats): Omit<SecondCounts, 'second'> {
  const times = { p50Ms: p50Ms ?? null, p95Ms: p95Ms ?? null, p99Ms: p99Ms ?? null };
  return { ...counts, lost: lostOf(counts), ...times };
}

function lastTimes({ bySecond }: Stats, nowSecond: number): Pick<LoadRow, 'p50Ms' | 'p99Ms'> {
  const timed = [1, 2, 3].map((ago) => bySecond.get(nowSecond - ago)).find((one) => one?.p50Ms !== undefined);
  return { p50Ms: timed?.p50Ms ?? null, p99Ms: timed?.p99Ms ?? null };
}
