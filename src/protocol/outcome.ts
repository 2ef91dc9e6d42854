import type { Situation } from '../api/situation/situation.ts';

/** What a run has come to, in numbers: two branches of a run are compared by it. Plain data. */

/** An object by what it says: two are the same where both digests are. */
export interface ObjectDigest {
  /** `Kind/namespace/name`. */
  readonly key: string;
  /** Of all but its status. */
  readonly spec: number;
  readonly status: number;
}

/** What has become of the requests of all clients. */
export interface RequestOutcome {
  readonly sent: number;
  readonly lost: number;
  /** How long 95 of 100 answers took at most, in milliseconds; null without any. */
  readonly p95Ms: number | null;
  /** Seconds of clients in which all that they sent was lost, and in which some was. */
  readonly outageSeconds: number;
  readonly degradedSeconds: number;
}

/** A run from its start up to a moment. Pods are those outside kube-system. */
export interface OutcomeRow {
  /** The moment, in virtual milliseconds since the cluster was up. */
  readonly atMs: number;
  /** null while there is no client. */
  readonly requests: RequestOutcome | null;
  /** Pods that had to leave: by an eviction, a taint, preemption, pressure on their node. */
  readonly evicted: number;
  /** Restarts of containers. */
  readonly restarts: number;
  /** Pods without a node. */
  readonly pending: number;
  /** Virtual milliseconds in which a workload that had been complete had fewer Pods available than it wants, and none. */
  readonly fewerMs: number;
  readonly noneMs: number;
  /** CPU that Pods on nodes have asked for, times the time: core seconds. */
  readonly cpuSeconds: number;
  /** Nodes with Pods on them. */
  readonly nodesUsed: number;
  /** When the last workload became what was asked for; null while one is not. */
  readonly finishedMs: number | null;
  /** Objects that last and have names of their own; null where there are too many to compare. */
  readonly objects: readonly ObjectDigest[] | null;
}

/** What the page asks for links, and of a run that has another one beside it. */
export type BesideToWorker =
  /**
   * Asks for what it takes to come to this moment again, or to where another branch was left; with `apply`, with that YAML
   * applied at this moment besides. Answered by `situation`.
   */
  | { readonly type: 'situation'; readonly id: number; readonly branch?: number; readonly apply?: string }
  /** Paused, runs on to a moment as fast as it can, or goes back to it: another run beside it leads. */
  | { readonly type: 'keepUp'; readonly toMs: number }
  /** Does not run beyond a moment, until it is told a later one; null for no such moment. */
  | { readonly type: 'limit'; readonly toMs: number | null }
  /** Asks what the run has come to. Answered by `outcome`. */
  | { readonly type: 'outcome'; readonly id: number };

/** Its answers. */
export type OutcomeAnswer =
  | { readonly type: 'situation'; readonly id: number; readonly situation: Pick<Situation, 'log' | 'atMs'> }
  | { readonly type: 'outcome'; readonly id: number; readonly row: OutcomeRow };
