import { deepEqual } from '../../base/equal.ts';
import { isMap, type JsonMap, type OpenMap } from './json.ts';

/**
 * Applies a JSON merge patch (RFC 7386): maps merge, null takes a key out, everything else replaces. What the patch
 * does not touch is shared with the document.
 */
export function applyMergePatch(document: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch;
  // Not a spread: objects made by it do not share a layout once a key is added.
  const result: OpenMap = isMap(document) ? Object.assign({}, document) : {};
  for (const key of Object.keys(patch)) {
    if (patch[key] === null) delete result[key];
    else result[key] = applyMergePatch(result[key], patch[key]);
  }
  return result;
}

/** The merge patch that makes `to` out of `from`: `{}` if they are equal. */
export function createMergePatch(from: JsonMap, to: JsonMap): JsonMap {
  const patch: OpenMap = {};
  for (const key of Object.keys(to)) {
    const before = from[key];
    const after = to[key];
    if (deepEqual(before, after)) continue;
    patch[key] = isMap(before) && isMap(after) ? createMergePatch(before, after) : after;
  }
  for (const key of Object.keys(from)) if (to[key] === undefined) patch[key] = null;
  return patch;
}

/**
 * The merge patch of `kubectl apply` for kinds without a patch schema: what changed from current to modified, and
 * nulls for what is in original and no longer in modified. Models jsonmergepatch.CreateThreeWayJSONMergePatch.
 */
export function createThreeWayMergePatch(original: JsonMap, modified: JsonMap, current: JsonMap): JsonMap {
  const changes = keepNulls(createMergePatch(current, modified), false) ?? {};
  const deletions = keepNulls(createMergePatch(original, modified), true) ?? {};
  return joinPatches(deletions as JsonMap, changes as JsonMap);
}

/** The part of a patch that consists of nulls, or the part that does not. */
function keepNulls(patch: unknown, nulls: boolean): unknown {
  if (patch === null) return nulls ? null : undefined;
  if (!isMap(patch)) return nulls ? undefined : patch;
  const kept: OpenMap = {};
  for (const key of Object.keys(patch)) {
    const value = keepNulls(patch[key], nulls);
    if (value !== undefined) kept[key] = value;
  }
  return Object.keys(kept).length > 0 || (!nulls && Object.keys(patch).length === 0) ? kept : undefined;
}

function joinPatches(a: JsonMap, b: JsonMap): JsonMap {
  const joined: OpenMap = { ...a };
  for (const key of Object.keys(b)) {
    const left = joined[key];
    const right = b[key];
    joined[key] = isMap(left) && isMap(right) ? joinPatches(left, right) : right;
  }
  return joined;
}
