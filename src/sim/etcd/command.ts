/** One version of a key. Values are opaque to the store and shared between revisions. */
export interface KeyValue {
  readonly key: string;
  readonly value: unknown;
  readonly createRevision: number;
  readonly modRevision: number;
  /** 1 on creation, one more with every put. */
  readonly version: number;
  /** Id of the lease that it hangs on, 0 for none. */
  readonly lease: number;
}

/** One change of a key, as watches deliver it. For a DELETE `kv` has only the key and its modRevision. */
export interface StoreEvent {
  readonly type: 'PUT' | 'DELETE';
  readonly kv: KeyValue;
  /** The version before, where it existed and is not compacted. */
  readonly prevKv: KeyValue | undefined;
  /** Id of the message that caused the write, as its command said; 0 if it said none. */
  readonly cause: number;
}

/** What a range end means: absent for one key, '\0' for all keys from `key` on, else the first key not included. */
export type RangeEnd = string | undefined;

export interface PutCommand {
  readonly op: 'put';
  readonly key: string;
  readonly value: unknown;
  readonly lease?: number;
  readonly prevKv?: boolean;
}

export interface DeleteCommand {
  readonly op: 'delete';
  readonly key: string;
  readonly rangeEnd?: RangeEnd;
  readonly prevKv?: boolean;
}

export interface RangeCommand {
  readonly op: 'range';
  readonly key: string;
  readonly rangeEnd?: RangeEnd;
  /** Most key-values to return; 0 or absent for all. */
  readonly limit?: number;
  /** Revision to read at; 0 or absent for the current one. */
  readonly revision?: number;
  /** Default is by key, ascending. */
  readonly order?: 'keyAsc' | 'keyDesc' | 'modAsc' | 'modDesc';
  readonly countOnly?: boolean;
  readonly keysOnly?: boolean;
  /**
   * The caller does not need the count: the scan ends one key after the limit, and `count` is how far it came. Not an
   * option of etcd, where a count is cheap beside the disk.
   */
  readonly uncounted?: boolean;
}

/** A condition of a transaction on the current version of a key; a missing key has revisions and version 0. */
export interface Compare {
  readonly key: string;
  readonly target: 'value' | 'version' | 'create' | 'mod' | 'lease';
  readonly operator: '=' | '!=' | '<' | '>';
  /** What it is compared with: a number, or the value itself for target 'value'. */
  readonly to: unknown;
}

export interface TxnCommand {
  readonly op: 'txn';
  readonly compare?: readonly Compare[];
  readonly success?: readonly TxnOperation[];
  readonly failure?: readonly TxnOperation[];
}

export type TxnOperation = PutCommand | DeleteCommand | RangeCommand | TxnCommand;

/** A command of the store: plain data, so that a replicated log can carry it. `cause` is kept with the revision. */
export type Command = (
  | TxnOperation
  | { readonly op: 'compact'; readonly revision: number }
  /** With lease 0 etcd chooses the id. */
  | { readonly op: 'grant'; readonly lease: number; readonly ttlSeconds: number }
  | { readonly op: 'revoke'; readonly lease: number }
  | { readonly op: 'ttl'; readonly lease: number }
) & { readonly cause?: number };

/** The answer to a command; which fields it has depends on the command. */
export interface CommandResult {
  /** The store's revision after the command. */
  readonly revision: number;
  /** Of a range: the key-values, how many the range has in all, whether the limit cut it. */
  readonly kvs?: readonly KeyValue[];
  readonly count?: number;
  readonly more?: boolean;
  /** Of a delete. */
  readonly deleted?: number;
  readonly prevKvs?: readonly KeyValue[];
  /** Of a put with prevKv. */
  readonly prevKv?: KeyValue | undefined;
  /** Of a transaction. */
  readonly succeeded?: boolean;
  readonly responses?: readonly CommandResult[];
  /** Of grant: the id. */
  readonly lease?: number;
  /** Of grant and ttl: seconds; 0 for a lease that does not exist. */
  readonly ttlSeconds?: number;
  readonly keys?: readonly string[];
}

/** A refusal by etcd, in its words. */
export class EtcdError extends Error {
  /** Of a refusal because of compaction: the revision up to which history is gone. */
  readonly compactRevision: number;

  constructor(message: string, compactRevision = 0) {
    super(message);
    this.compactRevision = compactRevision;
  }
}

/** History up to this revision has been compacted. */
export function compacted(revision: number): EtcdError {
  return new EtcdError('etcdserver: mvcc: required revision has been compacted', revision);
}

/** A revision that does not exist yet. */
export function futureRevision(): EtcdError {
  return new EtcdError('etcdserver: mvcc: required revision is a future revision');
}

/** A lease that does not exist (any more). */
export function leaseNotFound(): EtcdError {
  return new EtcdError('etcdserver: requested lease not found');
}

/** The end of the range of all keys with a prefix. */
export function prefixEnd(prefix: string): string {
  for (let i = prefix.length - 1; i >= 0; i--) {
    const unit = prefix.charCodeAt(i);
    if (unit < 0xffff) return prefix.slice(0, i) + String.fromCharCode(unit + 1);
  }
  return '\0';
}

/** Whether a key lies in a range. */
export function inRange(key: string, start: string, end: RangeEnd): boolean {
  if (end === undefined) return key === start;
  return key >= start && (end === '\0' || key < end);
}
