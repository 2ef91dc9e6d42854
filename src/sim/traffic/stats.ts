import { getOrMake } from '../../base/get-or-make.ts';
import { Histogram } from './histogram.ts';
import { type MutableCounts, newCounts, type TrafficCounts, type TrafficOutcome } from './outcome.ts';

/** How many seconds are kept. */
const KEEP_SECONDS = 900;

/** What became of the requests that were sent in one second of virtual time. */
export interface SecondStats {
  readonly counts: TrafficCounts;
  /** Of the answers that came in that second, in milliseconds; undefined when none came, or while it lasts. */
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
  readonly p99Ms: number | undefined;
}

interface MutableSecond {
  readonly counts: MutableCounts;
  p50Ms: number | undefined;
  p95Ms: number | undefined;
  p99Ms: number | undefined;
  /** Something that was sent in it was lost. */
  isTroubled: boolean;
  /** As what it has been counted. */
  trouble: 'outage' | 'degraded' | undefined;
}

/** Exact counts and latencies of requests, of a client, a Service or a Pod. */
export class Stats {
  readonly total = newCounts();
  readonly latency = new Histogram();
  private readonly current = new Histogram();
  private currentSecond = -1;
  private readonly seconds = new Map<number, MutableSecond>();
  private last: MutableSecond | undefined;
  private lastSecond = -1;
  private readonly troubled = { outage: 0, degraded: 0 };

  /** By second of virtual time, the last 15 minutes. */
  get bySecond(): ReadonlyMap<number, SecondStats> {
    return this.seconds;
  }

  /** Seconds in which requests were sent that were all lost, as far as their outcome is known. */
  get outageSeconds(): number {
    return this.troubled.outage;
  }

  /** Seconds in which some requests were sent that were lost and some that were answered. */
  get degradedSeconds(): number {
    return this.troubled.degraded;
  }

  sent(nowMs: number): void {
    this.total.sent++;
    this.at(Math.floor(nowMs / 1000)).counts.sent++;
  }

  /** Notes an outcome. @param sentMs when the request was sent: outcomes count for that second */
  done(outcome: TrafficOutcome, sentMs: number, nowMs: number): void {
    this.total[outcome]++;
    const second = this.at(Math.floor(sentMs / 1000));
    second.counts[outcome]++;
    if (outcome !== 'ok') second.isTroubled = true;
    if (second.isTroubled) this.judge(second);
    if (outcome !== 'ok' && outcome !== 'error') return;
    this.roll(Math.floor(nowMs / 1000));
    this.latency.add(nowMs - sentMs);
    this.current.add(nowMs - sentMs);
  }

  /** Counts a second in which something was lost for what it is now. */
  private judge(second: MutableSecond): void {
    const trouble = second.counts.ok === 0 ? 'outage' : 'degraded';
    if (trouble === second.trouble) return;
    if (second.trouble) this.troubled[second.trouble]--;
    this.troubled[trouble]++;
    second.trouble = trouble;
  }

  /** Closes the latencies of the second that has passed. */
  private roll(second: number): void {
    if (second === this.currentSecond) return;
    const closed = this.seconds.get(this.currentSecond);
    if (closed) {
      closed.p50Ms = this.current.quantile(0.5);
      closed.p95Ms = this.current.quantile(0.95);
      closed.p99Ms = this.current.quantile(0.99);
    }
    this.current.clear();
    this.currentSecond = second;
  }

  private at(second: number): MutableSecond {
    if (second === this.lastSecond) return this.last!;
    let found = this.seconds.get(second);
    if (!found) {
      found = {
        counts: newCounts(),
        p50Ms: undefined,
        p95Ms: undefined,
        p99Ms: undefined,
        isTroubled: false,
        trouble: undefined,
      };
      this.seconds.set(second, found);
      for (const old of this.seconds.keys()) {
        if (old > second - KEEP_SECONDS) break;
        this.seconds.delete(old);
      }
    }
    this.last = found;
    this.lastSecond = second;
    return found;
  }
}

/** The numbers under a key, made when they are first needed. */
export function statsIn(all: Map<string, Stats>, key: string): Stats {
  return getOrMake(all, key, () => new Stats());
}
