import type { Managed } from '../../api/fields/managed.ts';
import type { ObjectMeta } from '../../api/k8s/meta-v1.gen.ts';
import { generatedName } from '../../api/meta.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { ApiError, alreadyExists, invalid, qualifiedResource } from '../../api/status.ts';
import { admit, checkAdmitted } from './admission/chain.ts';
import { checkNamespace, findNamespace } from './admission/namespace-lifecycle.ts';
import type { Attributes } from './admission/plugin.ts';
import { awaitAccount } from './admission/service-account.ts';
import { newMetadata, objectOf } from './body.ts';
import { managedOnCreate } from './managed-fields.ts';
import { validateNewMeta } from './object-meta.ts';
import { chargeQuotas, isQuotaed } from './quota/admission.ts';
import type { ResourceResponse } from './request.ts';
import { keyOf } from './resource.ts';
import type { Call, Server } from './server.ts';
import { newUid } from './uid.ts';

/** How often a name is drawn anew when the one that was drawn is taken. */
const NAME_ATTEMPTS = 8;

/** POST: stores a new object. Models createHandler and Store.Create of k8s.io/apiserver. */
export function* create(server: Server, call: Call): Process<ResourceResponse> {
  const object = yield* insert(server, call, objectOf(call));
  return { code: 201, body: object };
}

/** Stores a new object: admission, defaults, validation, a name if it has none. Returns it as stored. */
export function* insert(server: Server, call: Call, given: KubeObject, owners?: Managed): Process<KubeObject> {
  const { resource } = call;
  const { kind } = resource;
  const object = kind.defaults ? kind.defaults(given) : given;
  const managed = owners ?? managedOnCreate(server, call, object);
  const { name = '', namespace = '', generateName } = object.metadata;
  if (kind.namespaced && checkNamespace(server, resource, namespace, name) === 'unknown') {
    yield* findNamespace(server, resource, namespace, name);
  }
  yield* awaitAccount(server, call, object);
  const generated = name === '' && !!generateName;
  for (let attempt = 1; ; attempt++) {
    const chosen = generated ? generatedName(generateName, server.random) : name;
    const stored = yield* store(server, call, object, chosen, managed);
    if (stored) return stored;
    if (!generated) throw taken(call, object.metadata, chosen);
    if (attempt === NAME_ATTEMPTS) throw noUniqueName(call, chosen);
  }
}

/** Adds what the kind warns of to the answer; components of the cluster would not read it. */
export function addWarnings(call: Call, object: KubeObject, previous?: KubeObject): void {
  const { warnings } = call.resource.kind;
  if (call.decode && warnings) call.warnings.push(...warnings(object, previous));
}

/** Returns undefined when the name is taken. */
function* store(
  server: Server,
  call: Call,
  given: KubeObject,
  name: string,
  managed: Managed,
): Process<KubeObject | undefined> {
  const { request, resource } = call;
  const { kind } = resource;
  const uid = newUid(server.random);
  const metadata = newMetadata(given.metadata, name, uid, server.timestamp(), managed);
  let object: KubeObject = { ...given, metadata };
  const attributes: Attributes = { server, call, operation: 'CREATE' };
  object = admit(object, attributes);
  const hooks = server.hooksOf(resource);
  hooks.checkWrite?.(object, undefined, call);
  if (kind.prepareForCreate) {
    const { identity: user } = request;
    const nowMs = server.engine.unixMs;
    object = kind.prepareForCreate(object, user ? { nowMs, user } : { nowMs });
  }
  const errors = validateNewMeta(object.metadata, kind);
  const validate = call.served?.other?.validate ?? kind.validate;
  if (validate) errors.push(...validate(object));
  if (errors.length > 0) throw invalid(kind, name, errors);
  addWarnings(call, object);
  const version = given.metadata.resourceVersion;
  if (version && version !== '0') {
    throw new ApiError(500, '', 'resourceVersion should not be set on objects to be created');
  }
  const begun = hooks.beginCreate?.(object);
  let unwritten = true;
  try {
    if (begun) object = begun.object;
    checkAdmitted(object, attributes);
    if (isQuotaed(server, object)) yield* chargeQuotas(object, attributes);
    const key = keyOf(resource, object.metadata.namespace, name);
    if (request.write?.dryRun) return (yield* server.storage.get(key)) ? undefined : withoutVersion(object);
    unwritten = false;
    const stored = yield* server.storage.create(key, object, call.cause, hooks.ttlSeconds);
    unwritten = stored === undefined;
    return stored;
  } finally {
    begun?.end?.(unwritten);
  }
}

/** An object that has not been stored, as a dry run returns it. */
function withoutVersion(object: KubeObject): KubeObject {
  const { resourceVersion: _unset, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function taken({ resource }: Call, meta: ObjectMeta, name: string): ApiError {
  const error = alreadyExists(resource.kind, name);
  const existing = resource.cache.get(keyOf(resource, meta.namespace, name));
  if (!existing?.metadata.deletionTimestamp) return error;
  const message = `object is being deleted: ${error.message}`;
  return new ApiError(409, 'AlreadyExists', message, error.status.details);
}

function noUniqueName({ resource }: Call, name: string): ApiError {
  const { details } = alreadyExists(resource.kind, name).status;
  const what = `${qualifiedResource(resource.kind)} "${name}" already exists`;
  const why = 'the server was not able to generate a unique name for the object';
  return new ApiError(409, 'AlreadyExists', `${what}, ${why}`, { ...details, retryAfterSeconds: 1 });
}
