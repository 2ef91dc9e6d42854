import type { ObjectState, RefRole } from './graph.ts';

/** What the inspector and the dock show beyond the rows of the figure. Plain data; times are virtual ms of the run. */

/** Names an object by its kind, as links do. */
export interface KindRef {
  readonly kind: string;
  /** '' for a kind without namespaces. */
  readonly namespace: string;
  readonly name: string;
}

/** From a moment on an object was like this, until the next such row. */
export interface LifeRow {
  readonly atMs: number;
  readonly state: ObjectState;
  /** `3/3`, `CrashLoopBackOff`. */
  readonly note: string;
}

/** Something that a kubelet waits for: from when, until when. */
export interface TimerRow {
  readonly kind: 'restart' | 'pull' | 'startup' | 'liveness' | 'readiness';
  readonly container: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Of a probe: how often the last outcome came in a row, what it was, and how often it must come to count. */
  readonly run: number;
  readonly outcome: 'success' | 'failure' | '';
  readonly threshold: number;
}

/** An object that has to do with another. */
export interface RelatedRow extends KindRef {
  /** The other owns it, is owned by it, names it, or is named by it. */
  readonly side: 'owner' | 'owned' | 'names' | 'named by';
  /** In which role; 'controller' or '' for owners. */
  readonly as: RefRole | 'controller' | '';
  readonly state: ObjectState;
  readonly note: string;
}
