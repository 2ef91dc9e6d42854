import type { DeleteOptions } from '../../../api/k8s/meta-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import type { Verb, WatchEvent } from '../../../api/request.ts';
import { ApiError } from '../../../api/status.ts';
import { verbsOf } from '../../../api/verbs.ts';
import { toYaml } from '../../../api/yaml/to-yaml.ts';
import type { User } from '../auth/user.ts';
import { DecodeError } from '../decode-error.ts';
import { notAllowed, serve } from '../dispatch.ts';
import { managerOfAgent } from '../managed-fields.ts';
import type { HttpRequest, HttpResponse, ResourceRequest, ResourceResponse } from '../request.ts';
import type { Served } from '../resource.ts';
import type { Call, DecodedKind, StartedServer } from '../server.ts';
import { bodyWithShownFields, withShownFields } from '../shown-fields.ts';
import { subresourceOf } from '../subresource.ts';
import { eventIn, inVersion, storedForm } from '../versions.ts';
import { negotiate, type Representation } from './accept.ts';
import { notFoundResource } from './not-found.ts';
import { outgoing } from './outgoing.ts';
import { readPatch } from './patch-body.ts';
import { decodeObject, decodeValue, readObject } from './payload.ts';
import { deleteOptions, listOptions, type Query, writeOptions } from './query.ts';
import { includeObject, partial, partialOf, tableEvents, tableOf } from './table.ts';
import type { Target } from './target.ts';

const APPLY = 'application/apply-patch+yaml';

const STRATEGIC = 'application/strategic-merge-patch+json';

const OPTIONS_KINDS: Partial<Record<Verb, string>> = {
  create: 'CreateOptions',
  update: 'UpdateOptions',
  patch: 'PatchOptions',
  delete: 'DeleteOptions',
  deletecollection: 'DeleteOptions',
};

const DELETE_OPTIONS: DecodedKind = {
  kind: 'DeleteOptions',
  version: 'v1',
  schema: 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions',
};

/** A request for a resource that has been found. */
export interface ResourceHttpRequest {
  readonly request: HttpRequest;
  readonly query: Query;
  readonly target: Target;
  readonly served: Served;
  readonly verb: Verb | undefined;
  readonly cause: number;
  readonly user: User;
  /** What the client is to be warned of, of which it hears when the request fails too. */
  readonly warnings: string[];
}

/** Serves a request for a resource over HTTP. Throws ApiError. */
export function* serveResource(server: StartedServer, http: ResourceHttpRequest): Process<HttpResponse> {
  const { request, served, query, verb, cause, warnings } = http;
  const { resource } = served;
  const wanted = negotiate(header(request, 'Accept'));
  const { subresource } = http.target;
  const known = subresource ? subresourceOf(resource.kind, subresource) : undefined;
  if (subresource && !known) throw notFoundResource();
  const verbs = known ? known.verbs : verbsOf(resource.kind);
  if (!verb || !verbs.includes(verb)) throw notAllowed();
  if (known?.connect) {
    const { namespace = '', name = '', rest } = http.target;
    return yield* known.connect(server, { namespace, name, query, channels: request.channels, http: request, rest });
  }
  const { deprecated } = served.other ?? resource.kind;
  if (deprecated !== undefined) warnings.push(deprecated);
  const asked = resourceRequest(http, verb, known?.object);
  const include = includeObject(query.get('includeObject')?.[0]);
  const validation = asked.write?.fieldValidation ?? 'Warn';
  const decode = (value: unknown, kind: DecodedKind): unknown =>
    decodeValue({ value, duplicateFields: [] }, kind, validation, warnings);
  const nowMs = (): number => server.engine.unixMs;
  const transform = eventsAs(served, wanted, tableEvents(served, include, nowMs));
  const call: Call = { request: asked, resource, served, cause, warnings, decode, transform };
  const response = yield* serve(server, call);
  return httpResponse(served, response, wanted, (body) => tableOf(served, body, include, nowMs()));
}

function resourceRequest(
  { request, query, target, served, user, warnings }: ResourceHttpRequest,
  verb: Verb,
  object: { readonly group: string; readonly version: string; readonly kind: string } | undefined,
): ResourceRequest {
  const { kind } = served.resource;
  const { namespace, name, subresource } = target;
  const base = {
    verb,
    kind,
    user: user.name,
    identity: user,
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
    ...(subresource ? { subresource } : {}),
    manager: managerOfAgent(header(request, 'User-Agent') ?? ''),
    ...(request.receiver ? { receiver: request.receiver } : {}),
  };
  const contentType = header(request, 'Content-Type');
  if (verb === 'get' || verb === 'list' || verb === 'watch') return { ...base, list: listOptions(query) };
  const patch = verb !== 'patch' ? undefined : contentType?.startsWith(APPLY) ? 'apply' : 'other';
  const write = writeOptions(query, OPTIONS_KINDS[verb]!, patch);
  if (verb === 'delete' || verb === 'deletecollection') {
    return { ...base, write, list: listOptions(query), deletion: deletionOf(request, query, contentType) };
  }
  if (verb === 'patch') {
    if (served.decode && contentType?.startsWith(STRATEGIC)) throw unsupportedPatch();
    const { type, value } = readPatch(request.body, contentType, write.fieldValidation ?? 'Warn', warnings);
    return { ...base, write, patchType: type, body: value };
  }
  const schema = object ? `io.k8s.api.${object.group || 'core'}.${object.version}.${object.kind}` : served.schema;
  const expected = object ? { ...object, schema } : served;
  const payload = readObject(request.body, contentType, expected.kind);
  const body = decodeObject(payload, expected, write.fieldValidation ?? 'Warn', warnings);
  return { ...base, write, body: object ? body : storedForm(served, body) };
}

/** 415: nobody knows the merge keys of custom objects. */
function unsupportedPatch(): ApiError {
  const types = ['application/json-patch+json', 'application/merge-patch+json', APPLY].join(', ');
  const message = `the body of the request was in an unknown format - accepted media types include: ${types}`;
  return new ApiError(415, 'UnsupportedMediaType', message, {});
}

function deletionOf(request: HttpRequest, query: Query, contentType: string | undefined): DeleteOptions {
  if (request.body === undefined || request.body === '' || request.body === null) return deleteOptions(query);
  const payload = readObject(request.body, contentType, DELETE_OPTIONS.kind);
  try {
    const options = decodeValue(payload, DELETE_OPTIONS, 'Ignore', []) as DeleteOptions;
    return { ...deleteOptions(query), ...options };
  } catch (error) {
    throw error instanceof DecodeError ? error.asBadRequest() : error;
  }
}

function eventsAs(
  served: Served,
  { as }: Representation,
  tables: (event: WatchEvent) => WatchEvent,
): (event: WatchEvent) => WatchEvent {
  if (as === 'Table') return tables;
  if (as === 'PartialObjectMetadata') {
    return (event) =>
      event.type === 'ERROR' ? event : { ...event, object: partial(served, event.object) as KubeObject };
  }
  return (event) => {
    if (event.type === 'ERROR') return event;
    let known = encodedEvents.get(served);
    if (!known) {
      known = new WeakMap();
      encodedEvents.set(served, known);
    }
    let encoded = known.get(event);
    if (!encoded) {
      const object = outgoing(served.schema, withShownFields(served, eventIn(served, event).object)) as KubeObject;
      encoded = object === event.object ? event : { ...event, object };
      known.set(event, encoded);
    }
    return encoded;
  };
}

/** Events as they go out, made once for all watches of a version of a kind. */
const encodedEvents = new WeakMap<Served, WeakMap<WatchEvent, WatchEvent>>();

function httpResponse(
  served: Served,
  { code, body, stop }: ResourceResponse,
  { as, format }: Representation,
  table: (body: unknown) => unknown,
): HttpResponse {
  const headers: Record<string, string> = { 'Content-Type': `application/${format}` };
  if (body === undefined) return { code, headers, body: '', ...(stop ? { stop } : {}) };
  const shown = shownAs(served, body, as, table);
  return { code, headers, body: format === 'yaml' ? toYaml(shown) : shown };
}

/** The body as the client asked to see it; a Status or a subresource's object is shown as it is. */
function shownAs(served: Served, body: unknown, as: string, table: (body: unknown) => unknown): unknown {
  const { kind, schema } = served;
  const given = (body as { kind?: string }).kind;
  if (given !== kind && given !== `${kind}List`) return body;
  if (as === 'Table') return table(body);
  if (as.startsWith('PartialObjectMetadata')) return partialOf(served, body);
  return outgoing(schema, bodyWithShownFields(served, inVersion(served, body)));
}

function header({ headers }: HttpRequest, name: string): string | undefined {
  return headers[name] ?? headers[name.toLowerCase()];
}
