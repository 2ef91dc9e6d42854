import type { Hop } from './hop.ts';

/** Requests counted since the start, by what became of them; `sent` counts those that are under way too. */
export interface TrafficTotals {
  readonly sent: number;
  readonly ok: number;
  /** Answers that say the server failed. */
  readonly error: number;
  readonly refused: number;
  /** Connections that ended while an answer was awaited. */
  readonly reset: number;
  readonly timedOut: number;
  /** Names that could not be found. */
  readonly failed: number;
}

/** Traffic of one client. */
export interface TrafficRow extends TrafficTotals {
  readonly name: string;
  /** Where it was told to send. */
  readonly to: string;
  /** Where it sends now, if somebody has switched it to another address since. */
  readonly now: string;
  readonly from: 'inside' | 'outside';
  /** Requests a second that it was told to send; 0 when it has stopped. */
  readonly rps: number;
  /** Seconds in which it sent requests and all of them were lost. */
  readonly outageSeconds: number;
  /** Seconds in which some of its requests were lost and some were answered. */
  readonly degradedSeconds: number;
}

/** What became of the requests that one client sent in one virtual second. */
export interface TrafficSecond {
  readonly name: string;
  readonly to: string;
  readonly second: number;
  readonly ok: number;
  readonly lost: number;
  /** How long the answers of that second took, in milliseconds; null without any, or while it lasts. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

/** Requests that came to a Service or a Pod. */
export interface LoadRow extends TrafficTotals {
  readonly kind: 'Service' | 'Pod';
  /** `namespace/name`. */
  readonly key: string;
  /** Sent in the last whole second. */
  readonly perSecond: number;
  /** Of the last whole second with an answer, in milliseconds; null before there is one. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/** One request that is told in full: the first few of each client in each tenth of a second. */
export interface RequestRow {
  /** Id of its message in the trace. */
  readonly id: number;
  readonly client: string;
  readonly to: string;
  readonly sentMs: number;
  /** Until its outcome was known. */
  readonly tookMs: number;
  readonly outcome: Exclude<keyof TrafficTotals, 'sent'>;
  /** `namespace/name` of the Pod it came to, '' if none. */
  readonly pod: string;
  readonly path: readonly Hop[];
}
