import { schemaNameOf } from '../../../api/openapi.ts';
import { createMergePatch } from '../../../api/patch/merge-patch.ts';
import { createTwoWayPatch } from '../../../api/patch/strategic-merge.ts';
import type { Process } from '../../../api/process.ts';
import type { Query } from '../client/api.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { type Info, targetOf } from './info.ts';

/** The patch that makes one version of an object out of another, `undefined` if they are alike. */
export interface ObjectPatch {
  readonly type: 'application/strategic-merge-patch+json' | 'application/merge-patch+json';
  readonly body: Readonly<Record<string, unknown>>;
}

/** Works out the patch between two versions of an object, as set.CalculatePatches does. */
export function patchBetween(info: Info, before: AnyObject, after: AnyObject): ObjectPatch | undefined {
  const schema = schemaNameOf(info.resource);
  const body = schema ? createTwoWayPatch(before, after, schema) : createMergePatch(before, after);
  if (Object.keys(body).length === 0) return undefined;
  return { type: schema ? 'application/strategic-merge-patch+json' : 'application/merge-patch+json', body };
}

/** Sends a patch; returns the object that results. */
export function sendPatch(
  invocation: Invocation,
  info: Info,
  patch: ObjectPatch,
  query: Query = {},
): Process<AnyObject> {
  return invocation.api.patch(targetOf(info), patch.type, patch.body, query);
}
