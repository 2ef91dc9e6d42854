import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { ApiError } from '../../api/status.ts';
import { type Command, type CommandResult, EtcdError, type RangeCommand } from '../etcd/command.ts';
import type { EtcdClient } from '../etcd/etcd-client.ts';
import { ConnectionError } from '../network/network.ts';
import type { EventLeases } from './event-leases.ts';
import { revisionOf, stamped, unstamped } from './stamp.ts';

/** What becomes of an object that is updated: a new one in its place, the same object (nothing to do), or none. */
export type Change = KubeObject | typeof REMOVE;

/** Says that an object is to go. */
export const REMOVE = Symbol('remove');

/** The outcome of an update. */
export interface Updated {
  /** As it is stored now; undefined when it has gone. */
  readonly object: KubeObject | undefined;
  readonly previous: KubeObject;
}

/** Reads and writes objects in etcd. All failures are thrown as ApiError. Models storage/etcd3 of k8s.io/apiserver. */
export interface Storage {
  /** The object as etcd has it now. */
  get(key: string): Process<KubeObject | undefined>;
  /** Key-values of a range, at a revision if one is given. Throws EtcdError when that is compacted. */
  range(command: RangeCommand): Process<CommandResult>;
  /** The revision of etcd now. */
  currentRevision(): Process<number>;
  /** Stores a new object; undefined when the key is taken. */
  create(key: string, object: KubeObject, cause: number, ttlSeconds?: number): Process<KubeObject | undefined>;
  /**
   * Changes an object: reads it (from the cache first), asks `change`, writes if nobody else has written meanwhile, else
   * begins again with the newer state. What `change` throws is thrown on, if it was asked about the newest state.
   * Returns undefined when the object does not exist. Models GuaranteedUpdate.
   */
  update(
    key: string,
    cached: KubeObject | undefined,
    cause: number,
    change: (current: KubeObject) => Change,
    ttlSeconds?: number,
  ): Process<Updated | undefined>;
}

/** Makes a storage on a connection to etcd. */
export function createStorage(etcd: EtcdClient, leases: EventLeases): Storage {
  return new EtcdStorage(etcd, leases);
}

class EtcdStorage implements Storage {
  private readonly etcd: EtcdClient;
  private readonly leases: EventLeases;

  constructor(etcd: EtcdClient, leases: EventLeases) {
    this.etcd = etcd;
    this.leases = leases;
  }

  *get(key: string): Process<KubeObject | undefined> {
    const { kvs } = yield* this.call({ op: 'range', key });
    return kvs![0] && stamped(kvs![0]);
  }

  *range(command: RangeCommand): Process<CommandResult> {
    return yield* this.call(command);
  }

  *currentRevision(): Process<number> {
    const { revision } = yield* this.call({ op: 'range', key: '/registry/health' });
    return revision;
  }

  *create(key: string, object: KubeObject, cause: number, ttlSeconds?: number): Process<KubeObject | undefined> {
    const value = unstamped(object);
    const lease = ttlSeconds ? yield* this.lease(ttlSeconds) : 0;
    const result = yield* this.call({
      op: 'txn',
      compare: [{ key, target: 'mod', operator: '=', to: 0 }],
      success: [{ op: 'put', key, value, lease }],
      cause,
    });
    return result.succeeded ? stampedAt(value, result.revision) : undefined;
  }

  *update(
    key: string,
    cached: KubeObject | undefined,
    cause: number,
    change: (current: KubeObject) => Change,
    ttlSeconds?: number,
  ): Process<Updated | undefined> {
    let current = cached;
    let newest = false;
    for (;;) {
      if (current === undefined && !newest) {
        current = yield* this.get(key);
        newest = true;
      }
      if (current === undefined) return undefined;
      const decided = decide(current, change);
      if (decided.error !== undefined || decided.change === current) {
        if (newest) return unchanged(current, decided.error);
        const now: KubeObject | undefined = yield* this.get(key);
        if (now === current) return unchanged(current, decided.error);
        current = now;
        newest = true;
        continue;
      }
      const outcome: Updated | { readonly now: KubeObject | undefined } = yield* this.write(
        key,
        current,
        decided.change!,
        cause,
        ttlSeconds,
      );
      if ('previous' in outcome) return outcome;
      current = outcome.now;
      newest = true;
    }
  }

  /** Writes if the object is still at the state that the change was made for; else gives the state that it is in now. */
  private *write(
    key: string,
    current: KubeObject,
    change: Change,
    cause: number,
    ttlSeconds?: number,
  ): Process<Updated | { readonly now: KubeObject | undefined }> {
    const value = change === REMOVE ? undefined : unstamped(change);
    const lease = value && ttlSeconds ? yield* this.lease(ttlSeconds) : 0;
    const result = yield* this.call({
      op: 'txn',
      compare: [{ key, target: 'mod', operator: '=', to: revisionOf(current) }],
      success: [value ? { op: 'put', key, value, lease } : { op: 'delete', key }],
      failure: [{ op: 'range', key }],
      cause,
    });
    if (result.succeeded) {
      return { object: value && stampedAt(value, result.revision), previous: current };
    }
    const kv = result.responses![0]!.kvs![0];
    return { now: kv && stamped(kv) };
  }

  private *lease(ttlSeconds: number): Process<number> {
    try {
      return yield* this.leases.leaseFor(ttlSeconds);
    } catch (error) {
      throw apiError(error);
    }
  }

  private *call(command: Command): Process<CommandResult> {
    try {
      // Not through `wait`: one generator less for every read and write.
      return (yield this.etcd.call(command)) as CommandResult;
    } catch (error) {
      throw apiError(error);
    }
  }
}

function decide(
  current: KubeObject,
  change: (current: KubeObject) => Change,
): { readonly change?: Change; readonly error?: unknown } {
  try {
    return { change: change(current) };
  } catch (error) {
    return { error };
  }
}

function unchanged(current: KubeObject, error: unknown): Updated {
  if (error !== undefined) throw error;
  return { object: current, previous: current };
}

function stampedAt(value: KubeObject, modRevision: number): KubeObject {
  return stamped({ key: '', value, modRevision, createRevision: 0, version: 0, lease: 0 });
}

/** How the API server answers when etcd does not. */
function apiError(error: unknown): unknown {
  if (error instanceof EtcdError) return error.compactRevision > 0 ? error : new ApiError(500, '', error.message);
  if (!(error instanceof ConnectionError)) return error;
  if (error.reason === 'timeout') {
    const message = 'Timeout: request did not complete within requested timeout - context deadline exceeded';
    return new ApiError(504, 'Timeout', message, {});
  }
  const dial = `connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:2379: ${error.message}"`;
  return new ApiError(500, '', `rpc error: code = Unavailable desc = ${dial}`);
}
