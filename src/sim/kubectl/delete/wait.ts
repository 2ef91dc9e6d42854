import type { Process } from '../../../api/process.ts';
import { isReason, qualifiedResource } from '../../../api/status.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { type Info, targetOf } from '../resource/info.ts';
import { byName, deadlineOf, openWatch } from '../watch.ts';

/** An object whose deletion the server has accepted. */
export interface Deleted {
  readonly info: Info;
  readonly uid: string | undefined;
}

/** Waits until objects are gone, or others of their names are there. Models cmd/wait's IsDeleted. */
export function* waitUntilGone(invocation: Invocation, deleted: readonly Deleted[], timeoutMs: number): Process<void> {
  const deadlineMs = deadlineOf(invocation.env, timeoutMs);
  for (const each of deleted) yield* waitForOne(invocation, each, deadlineMs);
}

function* waitForOne(invocation: Invocation, { info, uid }: Deleted, deadlineMs: number): Process<void> {
  const { api, env } = invocation;
  const isGone = (object: AnyObject): boolean => uid !== undefined && object.metadata?.uid !== uid;
  for (;;) {
    const { name: _, ...collection } = targetOf(info);
    let list: { readonly metadata?: { readonly resourceVersion?: string }; readonly items: readonly AnyObject[] };
    try {
      list = yield* api.list(collection, byName(info.name));
    } catch (error) {
      if (isReason(error, 'NotFound')) return;
      throw error;
    }
    if (list.items.length === 0 || isGone(list.items[0]!)) return;
    const query = { resourceVersion: list.metadata?.resourceVersion };
    const watch = yield* openWatch(env, targetOf(info), query);
    for (;;) {
      const event = yield* watch.next(deadlineMs);
      if (!event) break;
      if (event.type === 'DELETED') {
        watch.stop();
        return;
      }
    }
    watch.stop();
    if (env.engine.nowMs >= deadlineMs) {
      throw new Error(
        `timed out waiting for the condition on ${qualifiedResource(info.resource).split('.')[0]}/${info.name}`,
      );
    }
  }
}
