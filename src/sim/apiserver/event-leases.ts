import { type Process, wait } from '../../api/process.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { EtcdClient } from '../etcd/etcd-client.ts';

/** One lease serves many objects: for a minute, or a twentieth of its time if that is less, and 1000 objects. */
const REUSE_SECONDS = 60;
const REUSE_SHARE = 0.05;
const MAX_OBJECTS = 1000;

/** Leases of etcd for objects that go after a time (Events). Models storage/etcd3/lease_manager.go. */
export interface EventLeases {
  /** A lease that lives at least this long, in seconds. */
  leaseFor(ttlSeconds: number): Process<number>;
}

interface Shared {
  readonly ttlSeconds: number;
  readonly id: Future<number>;
  readonly reuseUntilMs: number;
  objects: number;
}

/** Makes the leases of one API server. */
export function createEventLeases(engine: Engine, etcd: EtcdClient): EventLeases {
  let shared: Shared | undefined;

  const grant = function* (lease: Shared, ttlSeconds: number): Process<void> {
    try {
      const granted = yield* wait(etcd.call({ op: 'grant', lease: 0, ttlSeconds }));
      lease.id.resolve(granted.lease!);
    } catch (error) {
      if (shared === lease) shared = undefined;
      lease.id.reject(error);
    }
  };

  return {
    *leaseFor(ttlSeconds) {
      let lease = shared;
      if (lease?.ttlSeconds !== ttlSeconds || lease.objects >= MAX_OBJECTS || engine.nowMs >= lease.reuseUntilMs) {
        const reuseSeconds = Math.min(REUSE_SECONDS, ttlSeconds * REUSE_SHARE);
        lease = { ttlSeconds, id: new Future(), reuseUntilMs: engine.nowMs + reuseSeconds * 1000, objects: 0 };
        shared = lease;
        yield* grant(lease, ttlSeconds + reuseSeconds);
      }
      lease.objects++;
      return lease.id.settled ? lease.id.value : yield* wait(lease.id);
    },
  };
}
