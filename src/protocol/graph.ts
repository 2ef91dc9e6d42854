/** What the Objects view draws: every object in a few words, with what it belongs to and refers to. Plain data. */

export type ObjectState = 'ok' | 'wait' | 'wrong' | 'going';

/** An object, or the many Pods of one owner counted as one. */
export interface GraphRow {
  /** `Kind/namespace/name`. */
  readonly key: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** `key=value`. */
  readonly labels: readonly string[];
  readonly state: ObjectState;
  /** Its state in a few words: `3/3`, `Bound`. */
  readonly note: string;
  /** How many objects it stands for. */
  readonly count: number;
  /** Key of the object that owns it, '' for none. */
  readonly owner: string;
  /** What it selects, mounts, runs on or else names: key and in which role. */
  readonly refs: readonly GraphRef[];
}

/** How one object refers to another. */
export type RefRole =
  | 'addresses of'
  | 'attached to'
  | 'attaches'
  | 'bound to'
  | 'class'
  | 'governed by'
  | 'grants to'
  | 'mounts'
  | 'priority'
  | 'pulls with'
  | 'reads'
  | 'role'
  | 'routes to'
  | 'runs as'
  | 'runs on'
  | 'scales'
  | 'selects'
  | 'TLS';

export interface GraphRef {
  readonly to: string;
  readonly as: RefRole;
}

/** What has changed of the objects since the last such message. */
export interface GraphNews {
  /** Forget all rows first. */
  readonly reset: boolean;
  readonly rows: readonly GraphRow[];
  readonly removed: readonly string[];
}
