import type { FieldError } from '../../api/field-error.ts';
import { invalidValue } from '../../api/field-errors.ts';
import { type Managed, managedOf, sameButTimes, withManaged } from '../../api/fields/managed.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type { Kind, OtherVersion, StrategyContext } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { conflict, invalid, notFound } from '../../api/status.ts';
import { deepEqual } from '../../base/equal.ts';
import { admit, checkAdmitted, checkByRules } from './admission/chain.ts';
import { restrictNode } from './admission/node-restriction/node-restriction.ts';
import type { Attributes } from './admission/plugin.ts';
import { mergedMetadata, objectOf } from './body.ts';
import { addWarnings, insert } from './create.ts';
import type { Begun } from './hooks.ts';
import { managedOnUpdate } from './managed-fields.ts';
import { validateMetaUpdate } from './object-meta.ts';
import { chargeQuotas, isChargedOnUpdate, isQuotaed } from './quota/admission.ts';
import type { ResourceResponse } from './request.ts';
import { keyOf } from './resource.ts';
import type { Call, Server } from './server.ts';
import { type Change, REMOVE } from './storage.ts';

const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

/** What the resource or subresource lets through in an update. */
export interface UpdateRules {
  prepare?(next: KubeObject, previous: KubeObject, context: StrategyContext): KubeObject;
  validate?(next: KubeObject, previous: KubeObject): readonly FieldError[];
  /** Whether the resource's own admission and storage rules apply (not for subresources). */
  readonly whole: boolean;
}

/** How an update is made. */
export interface UpdatePlan {
  readonly rules: UpdateRules;
  /** The wanted object, from the one that is stored; throws ApiError. */
  wanted(current: KubeObject): KubeObject;
  /** Who owns what then; by default what follows from the difference. `unchanged` for writes that are not tracked. */
  managed?(current: KubeObject, wanted: KubeObject): Managed;
  /** The wanted object's uid must be that of the stored one. */
  readonly sameUid: boolean;
}

/** PUT: replaces an object. Models Store.Update of k8s.io/apiserver. */
export function* update(server: Server, call: Call): Process<ResourceResponse> {
  const { resource, request } = call;
  const { kind } = resource;
  const given = objectOf(call);
  const body = kind.defaults ? kind.defaults(given) : given;
  const plan = { rules: wholeRules(call), wanted: () => body, sameUid: true };
  const stored = yield* applyUpdate(server, call, nameOf(call, body), plan);
  if (stored) return { code: 200, body: stored };
  if (!kind.allowCreateOnUpdate || request.subresource) throw notFound(kind, nameOf(call, body));
  const { resourceVersion: _ignored, ...metadata } = body.metadata;
  const created = yield* insert(server, call, { ...body, metadata });
  return { code: 201, body: created };
}

/** The rules for an update of the whole object. */
export function wholeRules({ resource: { kind }, served }: Call): UpdateRules {
  const key = served?.other?.validateUpdate ? served.other : kind;
  const known = memo.get(key);
  if (known) return known;
  const { prepareForUpdate: prepare } = kind;
  const { validateUpdate: validate } = key;
  const rules: UpdateRules = { whole: true, ...(prepare ? { prepare } : {}), ...(validate ? { validate } : {}) };
  memo.set(kind, rules);
  return rules;
}

const memo = new WeakMap<Kind | OtherVersion, UpdateRules>();

/** The name that a request is about. */
export function nameOf({ request }: Call, body?: KubeObject): string {
  return request.name ?? body?.metadata.name ?? '';
}

/** Changes an object. Returns it as it is now, or as it was last if that made it go; undefined if there is none. */
export function* applyUpdate(
  server: Server,
  call: Call,
  name: string,
  plan: UpdatePlan,
): Process<KubeObject | undefined> {
  const { resource, request } = call;
  const hooks = server.hooksOf(resource);
  const key = keyOf(resource, request.namespace ?? (request.body as KubeObject | undefined)?.metadata?.namespace, name);
  let begun: Begun | undefined;
  let last: KubeObject | undefined;
  const change = (current: KubeObject): Change => {
    begun?.end?.(true);
    begun = undefined;
    const wanted = plan.wanted(current);
    const managed = (plan.managed ?? tracked(server, call))(current, wanted);
    let next = prepared(server, call, name, plan, current, wanted, managed);
    begun = plan.rules.whole ? hooks.beginUpdate?.(next, current) : undefined;
    if (begun) next = begun.object;
    last = next;
    if (mayGo(next, current) && hooks.mayGo?.(next) !== false) return REMOVE;
    return isSame(next, current) ? current : next;
  };
  try {
    if (plan.rules.whole && isChargedOnUpdate(resource)) yield* chargeChange(server, call, name, plan, key);
    if (request.write?.dryRun) {
      const current = yield* server.storage.get(key);
      if (current) change(current);
    } else {
      const updated = yield* server.storage.update(key, resource.cache.get(key), call.cause, change, hooks.ttlSeconds);
      last = updated && (updated.object ?? last);
    }
    return last;
  } finally {
    (begun as Begun | undefined)?.end?.(request.write?.dryRun === true);
  }
}

/** Charges quotas with what an update will use more. */
function* chargeChange(server: Server, call: Call, name: string, plan: UpdatePlan, key: string): Process<void> {
  const cached = call.resource.cache.get(key);
  if (!cached || !isQuotaed(server, cached)) return;
  const current = yield* server.storage.get(key);
  if (!current) return;
  const next = prepared(server, call, name, plan, current, plan.wanted(current), managedOf(current));
  yield* chargeQuotas(next, { server, call, operation: 'UPDATE', previous: current });
}

/** The object that an update stores. Throws ApiError. Models BeforeUpdate. */
function prepared(
  server: Server,
  call: Call,
  name: string,
  plan: UpdatePlan,
  current: KubeObject,
  wanted: KubeObject,
  managed: Managed,
): KubeObject {
  const { resource } = call;
  const { kind } = resource;
  const { rules } = plan;
  checkVersion(kind, name, wanted, current, plan.sameUid);
  const metadata = mergedMetadata(wanted.metadata, current.metadata, managed);
  let next: KubeObject = metadata === wanted.metadata ? wanted : { ...wanted, metadata };
  const attributes: Attributes = { server, call, operation: 'UPDATE', previous: current };
  if (rules.whole) {
    next = admit(next, attributes);
    server.hooksOf(resource).checkWrite?.(next, current, call);
  } else restrictNode(next, attributes);
  if (rules.prepare) next = rules.prepare(next, current, { nowMs: server.engine.unixMs });
  const errors = validateMetaUpdate(next.metadata, current.metadata, kind);
  if (rules.validate) errors.push(...rules.validate(next, current));
  if (errors.length > 0) throw invalid(kind, name, errors);
  if (rules.whole) addWarnings(call, next, current);
  if (rules.whole) checkAdmitted(next, attributes);
  else checkByRules(next, attributes);
  return next;
}

/** The owners of an object stay what they are: for writes of which upstream keeps no book. */
export function unchanged(current: KubeObject): Managed {
  return managedOf(current);
}

function tracked(server: Server, call: Call): NonNullable<UpdatePlan['managed']> {
  return (current, wanted) => managedOnUpdate(server, call, current, wanted);
}

/** Whether a write would change nothing but the times of managers. Models IgnoreManagedFieldsTimestampsTransformer. */
function isSame(next: KubeObject, current: KubeObject): boolean {
  const managed = managedOf(current);
  if (managedOf(next) === managed) return deepEqual(next, current);
  if (!sameButTimes(managedOf(next), managed)) return false;
  return deepEqual({ ...next, metadata: withManaged(next.metadata, managed) }, current);
}

function checkVersion(kind: Kind, name: string, wanted: KubeObject, current: KubeObject, sameUid: boolean): void {
  const { resourceVersion, uid } = wanted.metadata;
  if (sameUid && uid && uid !== current.metadata.uid) {
    const seen = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`;
    const key = `/registry/${kind.plural}/${current.metadata.namespace ? `${current.metadata.namespace}/` : ''}${name}`;
    const why = `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${seen}`;
    throw conflict(kind, name, why);
  }
  if (!resourceVersion || resourceVersion === '0') {
    if (kind.allowUnconditionalUpdate !== false) return;
    const error = invalidValue('metadata.resourceVersion', goSyntax('0x0'), 'must be specified for an update');
    throw invalid({ group: kind.group, kind: kind.plural }, name, [error]);
  }
  if (resourceVersion !== current.metadata.resourceVersion) throw conflict(kind, name, MODIFIED);
}

/** Whether an update has taken the last finalizer off an object that is to be deleted. Models ShouldDeleteDuringUpdate. */
function mayGo(next: KubeObject, previous: KubeObject): boolean {
  if (previous.metadata.deletionTimestamp === undefined) return false;
  return (next.metadata.finalizers?.length ?? 0) === 0 && !previous.metadata.deletionGracePeriodSeconds;
}
