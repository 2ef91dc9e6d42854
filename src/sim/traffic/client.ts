import type { TrafficSpec } from '../../api/scenario.ts';
import { Stats } from './stats.ts';
import { parseUrl, type Url } from './url.ts';

/** A client gives a request up after this time, unless it says otherwise. */
export const DEFAULT_TIMEOUT_MS = 5000;

/** A client that sends requests, and what became of them. */
export class TrafficClient {
  readonly spec: TrafficSpec;
  /** Its place among all clients. */
  readonly index: number;
  readonly url: Url;
  readonly stats = new Stats();
  readonly timeoutMs: number;
  /** When it began to send. */
  readonly sinceMs: number;
  /** A client that was replaced or stopped sends nothing more; what is under way ends. */
  stopped = false;

  /** Throws Error for a URL that cannot be read. */
  constructor(spec: TrafficSpec, index: number, nowMs: number) {
    this.spec = spec;
    this.index = index;
    this.url = parseUrl(spec.to);
    this.timeoutMs = spec.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.sinceMs = nowMs;
  }
}
