import { type Process, sleep, wait } from '../../api/process.ts';
import type { Server } from './server.ts';

/** --etcd-compaction-interval. */
const INTERVAL_MS = 300_000;

/**
 * Every five minutes history before the revision of five minutes ago is compacted, so that five to ten minutes of it
 * are kept. Models storage/etcd3/compact.go.
 */
export function startCompactor(server: Server): void {
  server.engine.spawn(compact(server), server.scope);
}

function* compact(server: Server): Process<void> {
  let before = 0;
  for (;;) {
    yield* sleep(INTERVAL_MS);
    try {
      if (before > 0) yield* wait(server.etcd.call({ op: 'compact', revision: before }));
      for (const { cache } of server.resources.all) cache.forget(before);
    } catch {
      // Compacted by another server, or etcd is away: the next round will do.
    }
    before = server.feed.revision;
  }
}
