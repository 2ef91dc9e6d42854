import { invalidValue } from '../../api/field-errors.ts';
import type { DeleteOptions, ObjectMeta } from '../../api/k8s/meta-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { conflict, invalid, notFound } from '../../api/status.ts';
import { parseTime, rfc3339 } from '../../base/time.ts';
import { checkDeletion } from './admission/chain.ts';
import { checkDelete } from './admission/namespace-lifecycle.ts';
import { withGcFinalizers } from './gc-finalizers.ts';
import type { Deleted } from './hooks.ts';
import type { ResourceResponse } from './request.ts';
import { keyOf, type Resource } from './resource.ts';
import type { Call, Server } from './server.ts';
import { type Change, REMOVE } from './storage.ts';
import { nameOf } from './update.ts';

/** DELETE of one object. Models DeleteResource and Store.Delete of k8s.io/apiserver. */
export function* remove(server: Server, call: Call): Process<ResourceResponse> {
  const { request, resource } = call;
  const options = request.deletion ?? {};
  const name = nameOf(call);
  checkOptions(options);
  checkDelete(resource, name);
  warnOfPropagation(call, options);
  const { object, gone } = yield* removeOne(server, call, name, options);
  const body = gone && !resource.kind.returnsDeleted ? success(resource, object) : object;
  return { code: !gone && options.orphanDependents === false ? 202 : 200, body };
}

/** Adds what the kind says of deletes that leave it open what becomes of the object's dependents. */
export function warnOfPropagation({ resource, warnings }: Call, options: DeleteOptions): void {
  const { deleteWarning } = resource.kind;
  if (deleteWarning === undefined || options.propagationPolicy || options.orphanDependents !== undefined) return;
  warnings.push(deleteWarning);
}

/** Deletes an object, or marks it as to be deleted if it has to wait. Throws ApiError. */
export function* removeOne(server: Server, call: Call, name: string, options: DeleteOptions): Process<Deleted> {
  const { resource, request, cause } = call;
  const hooks = server.hooksOf(resource);
  hooks.checkDelete?.(name);
  const key = keyOf(resource, request.namespace, name);
  if (hooks.delete) {
    const found = resource.cache.get(key);
    if (found) checkDeletion(found, server, call);
    return yield* hooks.delete(call, name, options);
  }
  let step: Step | undefined;
  const change = (current: KubeObject): Change => {
    checkDeletion(current, server, call);
    step = nextStep(server, resource, current, options);
    return step.next === 'remove' ? REMOVE : step.object;
  };
  const cached = resource.cache.get(key);
  if (request.write?.dryRun || options.dryRun?.length) {
    const current = yield* server.storage.get(key);
    if (!current) throw notFound(resource.kind, name);
    change(current);
    return { object: step!.object, gone: step!.next !== 'wait' };
  }
  const updated = yield* server.storage.update(key, cached, cause, change);
  if (!updated) throw notFound(resource.kind, name);
  const object = updated.object ?? step!.object;
  if (step!.next === 'wait') return { object, gone: false };
  if (step!.next === 'removeNext') yield* removeMarked(server, key, object, cause);
  return { object, gone: true };
}

/** What the deletion does with an object: marks it and leaves it, marks it and removes it, or removes it. */
interface Step {
  readonly object: KubeObject;
  readonly next: 'wait' | 'removeNext' | 'remove';
}

function nextStep(server: Server, resource: Resource, current: KubeObject, options: DeleteOptions): Step {
  checkPreconditions(resource, current, options);
  const grace = graceful(server, resource, current, options);
  if (grace === 'pending') return { object: current, next: 'wait' };
  const finalized = withGcFinalizers(grace === 'none' ? current : grace, options, resource.kind.defaultPropagation);
  const pending = (finalized.metadata.finalizers?.length ?? 0) > 0;
  if (grace === 'none') {
    if (!pending) return { object: current, next: 'remove' };
    return { object: markedAsDeleting(finalized, server.engine.unixMs), next: 'wait' };
  }
  const waits = pending || (finalized.metadata.deletionGracePeriodSeconds ?? 0) > 0;
  return { object: finalized, next: waits ? 'wait' : 'removeNext' };
}

/** The object marked for graceful deletion, 'pending' if it is so already, 'none' if it gets no grace. Models BeforeDelete. */
function graceful(
  server: Server,
  resource: Resource,
  current: KubeObject,
  options: DeleteOptions,
): KubeObject | 'pending' | 'none' {
  const hooks = server.hooksOf(resource);
  if (!resource.kind.gracefulDeletion || !hooks.graceSeconds) return 'none';
  const { deletionTimestamp, deletionGracePeriodSeconds: granted, generation } = current.metadata;
  if (deletionTimestamp !== undefined) {
    if (granted === undefined) return 'none';
    const period = options.gracePeriodSeconds;
    if (period === undefined || period >= granted) return 'pending';
    return marked(current, parseTime(deletionTimestamp) + (period - granted) * 1000, period, generation);
  }
  const seconds = hooks.graceSeconds(current, options);
  if (seconds === undefined) return 'none';
  return marked(current, server.engine.unixMs + seconds * 1000, seconds, generation && generation + 1);
}

function marked(object: KubeObject, atMs: number, seconds: number, generation: number | undefined): KubeObject {
  const metadata: ObjectMeta = {
    ...object.metadata,
    ...(generation === undefined ? {} : { generation }),
    deletionTimestamp: rfc3339(atMs),
    deletionGracePeriodSeconds: seconds,
  };
  return { ...object, metadata };
}

/** An object that waits for its finalizers. Models markAsDeleting. */
function markedAsDeleting(object: KubeObject, nowMs: number): KubeObject {
  const { deletionTimestamp, deletionGracePeriodSeconds, generation } = object.metadata;
  if (deletionTimestamp !== undefined && parseTime(deletionTimestamp) <= nowMs) {
    return deletionGracePeriodSeconds === 0 ? object : marked(object, parseTime(deletionTimestamp), 0, generation);
  }
  return marked(object, nowMs, 0, generation && deletionTimestamp === undefined ? generation + 1 : generation);
}

/** Removes what has been marked with no grace left; somebody else may have done so meanwhile. */
function* removeMarked(server: Server, key: string, object: KubeObject, cause: number): Process<void> {
  const { uid } = object.metadata;
  yield* server.storage.update(key, object, cause, (current) => (current.metadata.uid === uid ? REMOVE : current));
}

/** Refuses if the object is not the one that the options name. Throws ApiError. */
export function checkPreconditions({ kind }: Resource, current: KubeObject, { preconditions }: DeleteOptions): void {
  const named = { group: kind.group, plural: kind.kind };
  const { uid, resourceVersion, name = '' } = current.metadata;
  if (preconditions?.uid && preconditions.uid !== uid) {
    const differs = `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid})`;
    throw conflict(named, name, `${differs}. The object might have been deleted and then recreated`);
  }
  if (preconditions?.resourceVersion && preconditions.resourceVersion !== resourceVersion) {
    const given = `the ResourceVersion in the precondition (${preconditions.resourceVersion})`;
    const differs = `${given} does not match the ResourceVersion in record (${resourceVersion})`;
    throw conflict(named, name, `${differs}. The object might have been modified`);
  }
}

const POLICIES = ['Foreground', 'Background', 'Orphan'];

/** Refuses options that make no sense. Throws ApiError 422. Models ValidateDeleteOptions. */
export function checkOptions({ orphanDependents, propagationPolicy }: DeleteOptions): void {
  if (propagationPolicy === undefined) return;
  const problem =
    orphanDependents !== undefined
      ? 'orphanDependents and deletionPropagation cannot be both set'
      : POLICIES.includes(propagationPolicy)
        ? undefined
        : 'DeletionPropagation need to be one of "Foreground", "Background", "Orphan" or nil';
  if (problem === undefined) return;
  const error = invalidValue('propagationPolicy', propagationPolicy, problem);
  throw invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', [error]);
}

function success({ kind }: Resource, { metadata }: KubeObject): unknown {
  const group = kind.group ? { group: kind.group } : {};
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name: metadata.name, ...group, kind: kind.plural, uid: metadata.uid },
  };
}
