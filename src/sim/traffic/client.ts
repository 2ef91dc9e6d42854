import type { TrafficSpec } from '../../api/scenario.ts';
import type { Course, Stops } from './flows.ts';
import type { TrafficOutcome } from './outcome.ts';
import { Stats } from './stats.ts';
import { parseUrl, type Url } from './url.ts';

/** A client gives a request up after this time, unless it says otherwise. */
export const DEFAULT_TIMEOUT_MS = 5000;

/** Somebody needs so long to notice that nothing works and to turn to another address, unless the client says otherwise. */
const DEFAULT_SWITCH_MS = 60_000;

/** Where a request goes and what it says. */
interface ClientRequest extends Url {
  /** The value of a header, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
}

/** A client that sends requests, and what became of them. */
export class TrafficClient {
  readonly spec: TrafficSpec;
  /** Its place among all clients. */
  readonly index: number;
  /** Where it sends now: `spec.to`, or what it has been switched to. */
  to: string;
  /** The same as an ingress controller reads it. Made once: it is sent very often. */
  request: ClientRequest;
  readonly stats = new Stats();
  readonly timeoutMs: number;
  /** When it began to send. */
  readonly sinceMs: number;
  /** When the first of the failures was sent that it has seen without a success between; Infinity without any. */
  private failingSinceMs = Infinity;
  /** Whose numbers its requests count in, by the way that they take: kept for ways that many of them take. */
  readonly courses = new WeakMap<Stops, Course>();
  /** A client that was replaced or stopped sends nothing more; what is under way ends. */
  stopped = false;

  /** Throws Error for a URL that cannot be read. */
  constructor(spec: TrafficSpec, index: number, nowMs: number) {
    this.spec = spec;
    this.index = index;
    this.to = spec.to;
    const headers = new Map(Object.entries(spec.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    this.request = { ...parseUrl(spec.to), header: (name) => headers.get(name) };
    for (const backup of spec.backups ?? []) parseUrl(backup);
    this.timeoutMs = spec.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.sinceMs = nowMs;
  }

  /** From now on it sends to another URL. Throws Error for one that cannot be read. */
  switchTo(to: string): void {
    this.request = { ...this.request, ...parseUrl(to) };
    this.to = to;
    this.failingSinceMs = Infinity;
  }

  /**
   * Whoever uses it sees what became of a request, and turns to the next address when all has failed for a while: then it
   * returns true.
   */
  saw(outcome: TrafficOutcome, sentMs: number, nowMs: number): boolean {
    const { to, backups = [], switchAfterMs = DEFAULT_SWITCH_MS } = this.spec;
    if (backups.length === 0) return false;
    if (outcome === 'ok') this.failingSinceMs = Infinity;
    else this.failingSinceMs = Math.min(this.failingSinceMs, sentMs);
    if (nowMs - this.failingSinceMs < switchAfterMs) return false;
    const all = [to, ...backups];
    this.switchTo(all[(all.indexOf(this.to) + 1) % all.length]!);
    return true;
  }
}
