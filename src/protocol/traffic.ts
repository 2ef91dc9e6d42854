import type { TrafficSpec } from '../api/scenario.ts';
import type { Hop } from './hop.ts';
import type { LossCause } from './loss.ts';

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
  /** Sent a second, mean of the last three whole seconds. */
  readonly perSecond: number;
  /** All that it was told. */
  readonly spec: TrafficSpec;
}

/** What became of the requests that were sent in one virtual second. */
export interface SecondCounts extends TrafficTotals {
  readonly second: number;
  /** All that were not answered well. */
  readonly lost: number;
  /** How long the answers of that second took, in milliseconds; null without any, or while it lasts. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

/** A second of one client. */
export interface TrafficSecond extends SecondCounts {
  readonly name: string;
  readonly to: string;
}

/** A second of one Service, whose requests are attempts: retries count again. */
export interface ServiceSecond extends SecondCounts {
  /** `namespace/name`. */
  readonly service: string;
}

/** Requests that came to a Service or a Pod. */
export interface LoadRow extends TrafficTotals {
  readonly kind: 'Service' | 'Pod';
  /** `namespace/name`. */
  readonly key: string;
  /** Came a second, mean of the last three whole seconds. */
  readonly perSecond: number;
  /** Of the last whole second with an answer, in milliseconds; null before there is one. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/** What passes between two stations on the way from clients to servers. All attempts are counted, retries too. */
export interface FlowRow {
  /** `client NAME`, `balancer NS/NAME` of its Service, `ingress NS/NAME`, `service NS/NAME`, `pod NS/NAME` or `address IP`. */
  readonly from: string;
  readonly to: string;
  readonly sent: number;
  /** How many of them have been lost by now, there or farther on. */
  readonly lost: number;
  /** Means of the last three whole seconds: sent then, and found to be lost then. */
  readonly perSecond: number;
  readonly lostPerSecond: number;
}

/** Requests of a client that were lost in the same way, without a pause of more than 15 s between. */
export interface LossRow {
  /** Number of the spell, in order of its beginning. */
  readonly id: number;
  readonly client: string;
  readonly outcome: Exclude<keyof TrafficTotals, 'sent' | 'ok'>;
  readonly cause: LossCause;
  readonly count: number;
  /** When the first and the last of them were sent. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Found to be lost a second, mean of the last three whole seconds. */
  readonly perSecond: number;
}

/** Rules that are in force for a port of a Service, and on which nodes. */
export interface RulesRow {
  readonly service: string;
  readonly port: number;
  readonly mode: string;
  /** How an endpoint is picked: at random, or by a scheduler of ipvs. */
  readonly way: 'random' | 'rr' | 'wrr' | 'lc' | 'wlc' | 'sh' | 'dh' | 'sed' | 'nq' | 'mh';
  /** Clients stay with their endpoint. */
  readonly isSticky: boolean;
  /** `ip:port` of the endpoints in their order. */
  readonly endpoints: readonly string[];
  /** Nodes with these rules. */
  readonly nodes: readonly string[];
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

/** The part of a frame that is about traffic: what has changed since the last frame. */
export interface TrafficFrame {
  /** Clients whose counts or rate have changed. */
  readonly traffic: readonly TrafficRow[];
  /** Counts of the seconds of which something became known since the last frame: they replace earlier ones. */
  readonly trafficSeconds: readonly TrafficSecond[];
  /** The same of Services. */
  readonly serviceSeconds: readonly ServiceSecond[];
  /** Flows of which more is known, or whose rates have changed. */
  readonly flows: readonly FlowRow[];
  /** Losses of which more is known, or whose rates have changed. */
  readonly losses: readonly LossRow[];
  /** The rules of Services that requests come to: those of a Service all together when they have changed. */
  readonly rules: readonly RulesRow[];
  /** Services and Pods to which requests have come since the last frame. */
  readonly loads: readonly LoadRow[];
  /** Requests whose outcome has become known since the last frame: some, told in full. */
  readonly requests: readonly RequestRow[];
}
