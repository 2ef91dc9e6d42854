import type { LoadRow, RequestRow, TrafficRow, TrafficSecond } from '../protocol/traffic.ts';
import type { Trace } from '../sim/engine/trace.ts';
import type { TrafficClient } from '../sim/traffic/client.ts';
import { lostOf, type TrafficCounts } from '../sim/traffic/outcome.ts';
import type { SecondStats, Stats } from '../sim/traffic/stats.ts';
import type { Traffic, TrafficSubject } from '../sim/traffic/traffic.ts';

/** How many past seconds are told at most after a leap in time. */
const MOST_SECONDS = 300;
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
  readonly loads: LoadRow[];
  readonly requests: RequestRow[];
}

interface Told {
  /** Requests and outcomes that have been told. */
  known: number;
  rps: number;
  second: number;
}

/** Tells the page, frame by frame, what clients have sent, what became of it, and what came to Services and Pods. */
export class TrafficFeed {
  private readonly told = new Map<TrafficClient, Told>();
  private readonly toldLoads = new Map<Stats, number>();
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
    return { traffic, trafficSeconds, loads: this.takeLoads(nowSecond), requests: this.takeRequests() };
  }

  private takeClient(client: TrafficClient, nowSecond: number, rows: TrafficRow[], seconds: TrafficSecond[]): void {
    const { total, bySecond, outageSeconds, degradedSeconds } = client.stats;
    const { name, to, from = 'inside' } = client.spec;
    const rps = client.stopped ? 0 : client.spec.rps;
    const told = this.told.get(client) ?? { known: -1, rps: -1, second: 0 };
    const known = knownOf(total);
    if (told.known === known && told.rps === rps) return;
    rows.push({ name, to, now: client.to, from, rps, ...total, outageSeconds, degradedSeconds });
    for (let at = Math.max(told.second - LATE_SECONDS, nowSecond - MOST_SECONDS); at <= nowSecond; at++) {
      const stats = bySecond.get(at);
      if (stats) seconds.push({ name, to, second: at - this.originMs / 1000, ...secondOf(stats) });
    }
    this.told.set(client, { known, rps, second: nowSecond });
  }

  private takeLoads(nowSecond: number): LoadRow[] {
    const rows: LoadRow[] = [];
    const take = (kind: LoadRow['kind'], all: ReadonlyMap<string, Stats>): void => {
      for (const [key, stats] of all) {
        const known = knownOf(stats.total);
        if (this.toldLoads.get(stats) === known) continue;
        this.toldLoads.set(stats, known);
        rows.push({ kind, key, ...stats.total, ...lastSecond(stats, nowSecond) });
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

function secondOf({ counts, p50Ms, p95Ms, p99Ms }: SecondStats): Omit<TrafficSecond, 'name' | 'to' | 'second'> {
  return {
    ok: counts.ok,
    lost: lostOf(counts),
    p50Ms: p50Ms ?? null,
    p95Ms: p95Ms ?? null,
    p99Ms: p99Ms ?? null,
  };
}

function lastSecond({ bySecond }: Stats, nowSecond: number): Pick<LoadRow, 'perSecond' | 'p50Ms' | 'p99Ms'> {
  const last = bySecond.get(nowSecond - 1);
  const timed = [1, 2, 3].map((ago) => bySecond.get(nowSecond - ago)).find((one) => one?.p50Ms !== undefined);
  return { perSecond: last?.counts.sent ?? 0, p50Ms: timed?.p50Ms ?? null, p99Ms: timed?.p99Ms ?? null };
}
