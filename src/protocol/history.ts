import type { ObjectState } from './graph.ts';

/** What the History view draws: every write with who made it. Plain data. */

/** One write of an object, as a mark on its lane. */
export interface MarkRow {
  readonly revision: number;
  /** Virtual milliseconds; at most 0 for what was there when the cluster was up. */
  readonly atMs: number;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** How the object is after it. */
  readonly state: ObjectState;
  readonly note: string;
  /** Who sent the request that led to it, '' when that is not known. */
  readonly user: string;
}

/** What has been written since the last such message. */
export interface HistoryNews {
  /** Forget all marks first. */
  readonly reset: boolean;
  readonly marks: readonly MarkRow[];
}

/** Names a write. */
export interface WriteRef {
  readonly revision: number;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A write in full. */
export interface WriteDetail extends WriteRef {
  readonly atMs: number;
  readonly type: MarkRow['type'];
  readonly user: string;
  /** The field managers whose entries the write has changed, with what they did: `kube-controller-manager, Update`. */
  readonly managers: readonly string[];
  /** `PATCH /apis/…`, '' when the message is not kept any more. */
  readonly request: string;
  /** Id of that message in the trace, 0 when it is not known. */
  readonly cause: number;
  /** As `diff -u` prints it. */
  readonly diff: string;
}

/** To the worker: asks for one write with its author and difference. */
export interface AskWrite {
  readonly type: 'write';
  readonly id: number;
  readonly ref: WriteRef;
}

/** To the page: null when it is not kept any more. */
export interface TellWrite {
  readonly type: 'write';
  readonly id: number;
  readonly detail: WriteDetail | null;
}
