import type { KubeObject } from '../object.ts';
import { ApiError, badRequest } from '../status.ts';
import { allOf, compare } from './compare.ts';
import { applyConflict, type Conflict } from './conflicts.ts';
import { difference, hasPath } from './field-set.ts';
import { type Managed, managedOf, requestedManaged, UNMANAGED } from './managed.ts';
import { toFieldSet } from './to-set.ts';
import { type Applied, afterApply, afterUpdate, type TypedView, type UpdateMemo, type Writer } from './updater.ts';
import { typeErrors } from './validate.ts';
import { isMap, type JsonMap } from './values.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** The manager of what was there before anyone applied, and nobody had kept book. */
const BEFORE_FIRST_APPLY = 'before-first-apply';

/** Who owns what of a new object that is not applied. Models FieldManager.Update. */
export function managedByCreate(
  view: TypedView,
  zero: unknown,
  object: KubeObject,
  writer: Writer,
  memo?: UpdateMemo,
): Managed {
  return afterUpdate(view, zero, object, requestedManaged(object, view.plan) ?? UNMANAGED, writer, memo);
}

/** Who owns what once `next` has taken the place of `live`. Models FieldManager.Update. */
export function managedByUpdate(
  view: TypedView,
  live: KubeObject,
  next: KubeObject,
  writer: Writer,
  memo?: UpdateMemo,
): Managed {
  const requested = writer.subresource === '' ? requestedManaged(next, view.plan) : undefined;
  const managed = requested ?? managedOf(live);
  // Objects of which no book is kept begin to have one with their first apply.
  if (managed.length === 0) return managed;
  return afterUpdate(view, live, next, managed, writer, memo);
}

/** What an apply makes of an object, and who owns what then. */
export interface AppliedObject {
  readonly object: JsonMap;
  readonly managed: Managed;
}

/**
 * Applies a configuration to an object, or to the zero value of its type if there is none. Throws ApiError: 409 with
 * the conflicts, 400, 500 for what is not of the type. Models FieldManager.Apply.
 */
export function applied(
  view: TypedView,
  live: KubeObject,
  isNew: boolean,
  zero: unknown,
  config: JsonMap,
  kind: string,
  writer: Writer,
  force: boolean,
): AppliedObject {
  checkConfig(view, config, kind);
  let managed = managedOf(live);
  if (managed.length === 0 && !isNew) {
    managed = afterUpdate(view, zero, live, [], { ...writer, manager: BEFORE_FIRST_APPLY });
  }
  let result = afterApply(view, live, config, managed, writer, force);
  if ('conflicts' in result) result = resolved(view, live, config, managed, writer, result.conflicts);
  if ('conflicts' in result) throw applyConflict(result.conflicts);
  const object = (result.object ?? live) as JsonMap;
  return { object: writer.manager === 'kubectl' ? withLastApplied(object, config) : object, managed: result.managed };
}

function checkConfig({ apiVersion, plan }: TypedView, config: JsonMap, kind: string): void {
  const given = { apiVersion: textOf(config['apiVersion']), kind: textOf(config['kind']) };
  if (given.apiVersion !== apiVersion || given.kind !== kind) {
    const version = given.apiVersion.includes('/') ? given.apiVersion : `/${given.apiVersion}`;
    throw badRequest(`invalid object type: ${version}, Kind=${given.kind}`);
  }
  const metadata = isMap(config['metadata']) ? config['metadata'] : {};
  if (metadata['managedFields'] !== undefined && metadata['managedFields'] !== null) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const errors = typeErrors(plan, config);
  if (errors === '') return;
  const version = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  const names = `${textOf(metadata['namespace'])}/${textOf(metadata['name'])}; ${version}, Kind=${kind}`;
  throw new ApiError(500, '', `failed to create typed patch object (${names}): ${errors}`);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * kubectl goes over from client-side apply without conflicts: over what it applied last by its annotation it does not
 * conflict with itself. Models lastAppliedManager.
 */
function resolved(
  view: TypedView,
  live: KubeObject,
  config: JsonMap,
  managed: Managed,
  writer: Writer,
  conflicts: readonly Conflict[],
): Applied {
  const last = writer.manager === 'kubectl' ? lastApplied(live, view.apiVersion) : undefined;
  if (!last || typeErrors(view.plan, last) !== '') return { conflicts };
  const differs = allOf(compare(view.plan, last, live));
  const allowed = difference(toFieldSet(view.plan, last), differs);
  const left = conflicts.filter(({ path }) => !hasPath(allowed, path));
  return left.length > 0 ? { conflicts: left } : afterApply(view, live, config, managed, writer, true);
}

function lastApplied(live: KubeObject, apiVersion: string): JsonMap | undefined {
  const text = live.metadata.annotations?.[LAST_APPLIED];
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) && value['apiVersion'] === apiVersion ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the annotation of client-side apply up to date where there is one. Models lastAppliedUpdater. */
function withLastApplied(object: JsonMap, config: JsonMap): JsonMap {
  const metadata = object['metadata'] as JsonMap | undefined;
  const annotations = metadata?.['annotations'] as JsonMap | undefined;
  if (!annotations?.[LAST_APPLIED]) return object;
  const text = `${JSON.stringify(sortedKeys(withoutAnnotation(config)))}\n`;
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } };
}

function withoutAnnotation(config: JsonMap): JsonMap {
  const metadata = config['metadata'] as JsonMap | undefined;
  const annotations = metadata?.['annotations'] as JsonMap | undefined;
  if (!metadata || !annotations) return config;
  const { [LAST_APPLIED]: _taken, ...rest } = annotations;
  const { annotations: _before, ...others } = metadata;
  return { ...config, metadata: Object.keys(rest).length > 0 ? { ...others, annotations: rest } : others };
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortedKeys(value[key])]),
  );
}
