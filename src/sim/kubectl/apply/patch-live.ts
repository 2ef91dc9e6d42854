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

/** Conflicts are tried again this often; from the second on after a pause. Models apply.Patcher. */
const RETRIES = 5;
const BACK_OFF_MS = 1000;

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
