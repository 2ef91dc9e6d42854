import type { WriteRef } from './history.ts';
import type { Hop } from './hop.ts';
import type { KindRef } from './inspect.ts';
import type { LossCause } from './loss.ts';

/** Why something is as it is: chains of causes. Plain data; times are virtual ms of the run. */

/** What somebody wants to know the cause of. */
export type WhyQuery =
  /** An object as it is; or, where there is none of the name, why there is none. */
  | { readonly about: 'object'; readonly ref: KindRef }
  | { readonly about: 'write'; readonly ref: WriteRef }
  /** An Event object, by its uid. */
  | { readonly about: 'event'; readonly uid: string }
  /** A request to the API server, by its id in the trace. */
  | { readonly about: 'request'; readonly request: number }
  /** What became of a client's request, with the way that it has gone. */
  | { readonly about: 'way'; readonly client: string; readonly path: readonly Hop[]; readonly atMs: number }
  /** Requests that were lost in one way. */
  | { readonly about: 'loss'; readonly client: string; readonly cause: LossCause; readonly atMs: number };

/** Where a chain ends: what nothing in the cluster has caused. `past` is what is not kept any more. */
export type WhyRoot = '' | 'person' | 'scenario' | 'fault' | 'cluster' | 'time' | 'past';

/** What a step says; its sentence in the page's messages takes the facts. */
export type WhySay =
  | 'wasThere'
  | 'created'
  | 'createdFor'
  | 'podFor'
  | 'replicaSetFor'
  | 'scaled'
  | 'template'
  | 'changed'
  | 'readyCount'
  | 'reported'
  | 'touched'
  | 'marked'
  | 'markedPod'
  | 'evicted'
  | 'preempted'
  | 'tainted'
  | 'deleted'
  | 'podEnded'
  | 'collected'
  | 'emptied'
  | 'bound'
  | 'unschedulable'
  | 'started'
  | 'ready'
  | 'notReady'
  | 'waiting'
  | 'restarted'
  | 'outOfMemory'
  | 'crashed'
  | 'ended'
  | 'failed'
  | 'nodeSilent'
  | 'nodeReady'
  | 'nodeTaint'
  | 'nodeUntaint'
  | 'cordoned'
  | 'endpoints'
  | 'event'
  | 'podNotReadyNode'
  | 'noEndpoints'
  | 'noSelector'
  | 'selectsNothing'
  | 'selectsUnready'
  | 'replicasZero'
  | 'createFails'
  | 'quota'
  | 'componentStopped'
  | 'neverWas'
  | 'isThere'
  | 'refused'
  | 'asked'
  | 'lossClient'
  | 'lossDns'
  | 'lossNoDns'
  | 'lossBalancer'
  | 'lossIngress'
  | 'lossRefused'
  | 'lossDropped'
  | 'lossPolicy'
  | 'lossTarget'
  | 'lossServer'
  | 'answered'
  | 'typed'
  | 'applied'
  | 'scenarioDid'
  | 'scenarioObjects'
  | 'faultDone'
  | 'clusterMade'
  | 'timeCame'
  | 'notKept';

/** One link of a chain: what was done, when, by whom. */
export interface WhyStep {
  readonly say: WhySay;
  readonly facts: Readonly<Record<string, string | number>>;
  /** null where it is so now rather than since a moment. */
  readonly atMs: number | null;
  /** The component or person; '' for none. */
  readonly actor: string;
  /** The object that it is about. */
  readonly ref: KindRef | null;
  /** The write that it is. */
  readonly write: WriteRef | null;
  readonly root: WhyRoot;
}

/** From what is asked back to its first cause. */
export interface WhyChain {
  readonly of: 'state' | 'existence' | 'absence' | 'write' | 'event' | 'request';
  readonly steps: readonly WhyStep[];
}

/** The answer, as of a moment. */
export interface WhyAnswer {
  readonly atMs: number;
  readonly chains: readonly WhyChain[];
}

/** To the worker: asks why something is as it is, or is not there. */
export interface AskWhy {
  readonly type: 'why';
  readonly id: number;
  readonly query: WhyQuery;
}

/** To the page: null while outcomes are hidden, which causes would tell. */
export interface TellWhy {
  readonly type: 'why';
  readonly id: number;
  readonly answer: WhyAnswer | null;
}
