import { schemaNameOf } from '../../../api/openapi.ts';
import { createThreeWayMergePatch } from '../../../api/patch/merge-patch.ts';
import { createThreeWayPatch } from '../../../api/patch/strategic-merge.ts';
import { type Process, sleep } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import type { Query } from '../client/api.ts';
import type { AnyObject } from '../client/resource.ts';
import { type DryRun, writeQuery } from '../dry-run.ts';
import { withSource } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { goJson } from '../print/go-values.ts';
import { type Info, infoText, latest, targetOf } from '../resource/info.ts';
import { lastApplied } from './last-applied.ts';
import { deleteOptions } from './prune.ts';

/** Conflicts are tried again this often; from the second on after a pause. Models apply.Patcher. */
const RETRIES = 5;
const BACK_OFF_MS = 1000;
const POLL_MS = 1000;

export interface LivePatch {
  readonly live: AnyObject;
  /** The manifest with its last-applied annotation. */
  readonly modified: AnyObject;
  readonly dryRun: DryRun;
}

/** The query parameters of client-side apply's writes. */
export function clientSideQuery({ flags }: Invocation, dryRun: DryRun): Query {
  const manager = flags.given('field-manager') ? flags.string('field-manager') : 'kubectl-client-side-apply';
  return writeQuery(dryRun, manager, flags.string('validate'));
}

/** Brings a live object to what the manifest says; `changed` is false when there was nothing to do. */
export function* patchLive(
  invocation: Invocation,
  info: Info,
  { live, modified, dryRun }: LivePatch,
): Process<{ object: AnyObject; changed: boolean }> {
  const query = clientSideQuery(invocation, dryRun);
  const schema = schemaNameOf(info.resource);
  const type = schema ? 'application/strategic-merge-patch+json' : 'application/merge-patch+json';
  let current = live;
  for (let attempt = 1; ; attempt++) {
    const patch = threeWayPatch(lastApplied(current) ?? {}, modified, current, schema);
    if (Object.keys(patch).length === 0) return { object: current, changed: false };
    try {
      const object = yield* invocation.api.patch(targetOf(info), type, patch, query);
      return { object, changed: true };
    } catch (error) {
      const refused = isReason(error, 'Conflict') || isReason(error, 'Invalid');
      if (refused && invocation.flags.bool('force')) {
        return { object: yield* inPlaceOf(invocation, info, current, modified), changed: true };
      }
      if (!isReason(error, 'Conflict') || attempt > RETRIES) {
        const verb = `applying patch:\n${goJson(patch)}\nto:\n${infoText(info)}\nfor:`;
        throw withSource(verb, info.source, error);
      }
      if (attempt > 1) yield* sleep(BACK_OFF_MS);
      current = (yield* latest(invocation.api, info)).object;
    }
  }
}

function threeWayPatch(
  original: AnyObject,
  modified: AnyObject,
  current: AnyObject,
  schema: string | undefined,
): Readonly<Record<string, unknown>> {
  return schema
    ? createThreeWayPatch(original, modified, current, schema)
    : createThreeWayMergePatch(original, modified, current);
}

/** `--force`: what cannot be changed is deleted and made again; if that fails, what was there comes back. */
function* inPlaceOf(invocation: Invocation, info: Info, live: AnyObject, modified: AnyObject): Process<AnyObject> {
  const { api, flags, env } = invocation;
  yield* api.delete(targetOf(info), deleteOptions(invocation, 'none'));
  const timeoutMs = flags.durationMs('timeout');
  const endMs = timeoutMs > 0 ? env.engine.nowMs + timeoutMs : Number.POSITIVE_INFINITY;
  for (;;) {
    try {
      yield* latest(api, info);
    } catch (error) {
      if (isReason(error, 'NotFound')) break;
      throw error;
    }
    if (env.engine.nowMs >= endMs) throw new Error('timed out waiting for the condition');
    yield* sleep(POLL_MS);
  }
  const { name: _, ...collection } = targetOf(info);
  const create = (object: AnyObject): Process<AnyObject> =>
    api.create(collection, object, clientSideQuery(invocation, 'none'));
  try {
    return yield* create(modified);
  } catch (error) {
    const { resourceVersion: _version, uid: _uid, ...metadata } = live.metadata ?? {};
    yield* create({ ...live, metadata });
    throw error;
  }
}
