import { decode } from '../../api/decode.ts';
import { applied } from '../../api/fields/field-manager.ts';
import { type Managed, UNMANAGED } from '../../api/fields/managed.ts';
import { isMap } from '../../api/fields/values.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { ApiError, badRequest, conflict, isReason, notFound } from '../../api/status.ts';
import { objectOf } from './body.ts';
import { insert } from './create.ts';
import { viewOf, writerOf, zeroOf } from './managed-fields.ts';
import type { ResourceResponse } from './request.ts';
import type { Call, Server } from './server.ts';
import { applyUpdate, nameOf, type UpdateRules } from './update.ts';
import { inVersion, storedForm } from './versions.ts';

/** How often an apply begins anew when what it was to create has come, or what it was to change has gone. */
const ATTEMPTS = 5;

/** PATCH with what a manager wants of an object: creates it, or merges and takes over fields. Models applyPatcher. */
export function* applyWith(server: Server, call: Call, rules: UpdateRules): Process<ResourceResponse> {
  const { request, resource } = call;
  let managed: Managed = UNMANAGED;
  const wanted = (current: KubeObject | undefined): KubeObject => {
    const result = appliedObject(server, call, current);
    managed = result.managed;
    return result.object;
  };
  const plan = { rules, wanted, managed: () => managed, sameUid: false };
  for (let attempt = 1; ; attempt++) {
    const stored = yield* applyUpdate(server, call, nameOf(call), plan);
    if (stored) return { code: 200, body: stored };
    if (request.subresource) throw notFound(resource.kind, nameOf(call));
    const object = wanted(undefined);
    checkNew(call, object);
    try {
      return { code: 201, body: yield* insert(server, call, object, managed) };
    } catch (error) {
      if (!isReason(error, 'AlreadyExists') || attempt === ATTEMPTS) throw error;
    }
  }
}

function checkNew({ request, resource }: Call, { metadata }: KubeObject): void {
  const { name = '' } = request;
  if (metadata.uid) {
    const why = `uid mismatch: the provided object specified uid ${metadata.uid}, and no existing object was found`;
    throw conflict(resource.kind, name, why);
  }
  if (metadata.name) return;
  throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
}

function appliedObject(
  server: Server,
  call: Call,
  current: KubeObject | undefined,
): { readonly object: KubeObject; readonly managed: Managed } {
  const { request, resource, served } = call;
  const { kind } = resource;
  const config = request.body;
  if (!isMap(config)) throw badRequest('error decoding YAML: expected a map');
  const view = viewOf(server, call);
  const zero = zeroOf(view.plan);
  const live = (current ? inVersion(served, current) : zero) as KubeObject;
  const writer = writerOf(server, call);
  const force = request.write?.force ?? false;
  const result = applied(view, live, !current, zero, config, kind.kind, writer, force);
  const object = objectOf(call, storedForm(served, decoded(call, view.apiVersion, result.object)));
  return { object: kind.defaults ? kind.defaults(object) : object, managed: result.managed };
}

/** The merged object as one of the kind, without what only the server says. */
function decoded({ resource, served }: Call, apiVersion: string, merged: unknown): unknown {
  const { kind } = resource;
  const { metadata, ...rest } = merged as KubeObject;
  const { managedFields: _kept, ...named } = metadata;
  const whole = { ...rest, metadata: named };
  const { object, error } = served?.decode?.(whole, []) ?? decode<KubeObject>(served?.schema ?? kind.schema, whole);
  if (error === undefined) return object;
  const version = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
  const names = `${metadata.namespace ?? ''}/${metadata.name ?? ''}; ${version}, Kind=${kind.kind}`;
  throw new ApiError(500, '', `failed to convert new typed object (${names}) to object: ${error}`);
}
