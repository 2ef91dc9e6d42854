import type { SchedulingDecision } from './decision-kind.ts';

/** A change of what the scheduler keeps of a Pod. */
export interface DecisionChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: SchedulingDecision;
}

/** Where the API server asks for decisions. Objects carry a version of this source as their resourceVersion. */
export interface DecisionSource {
  /** Grows with every change. */
  readonly version: number;
  /** The version at which something was last removed. */
  readonly removedVersion: number;
  get(namespace: string, name: string): SchedulingDecision | undefined;
  /** By namespace and name. */
  list(): readonly SchedulingDecision[];
  /** Calls back with every change until the function that it returns is called. */
  onChange(listener: (change: DecisionChange) => void): () => void;
}
