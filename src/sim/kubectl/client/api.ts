import type { Status } from '../../../api/k8s/meta-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import type { PatchType } from '../../../api/request.ts';
import type { ChannelClient } from '../../apiserver/channels.ts';
import type { HttpResponse } from '../../apiserver/request.ts';
import type { KubectlEnv } from '../env.ts';
import { statusError } from '../errors.ts';
import { type AnyObject, type ApiResource, resourcePath } from './resource.ts';

export type Query = Readonly<Record<string, string | undefined>>;

/** Which object of which resource type. */
export interface Target {
  readonly resource: ApiResource;
  readonly namespace: string;
  readonly name?: string;
  readonly subresource?: string;
}

/** A list as the server returns it. */
export interface AnyList {
  readonly metadata?: { readonly resourceVersion?: string };
  readonly items: readonly AnyObject[];
}

/** kubectl's connection: one method a verb. Refusals are thrown as ApiError, silence as ConnectionError. */
export interface Api {
  raw(method: string, path: string, accept?: string, body?: unknown): Process<HttpResponse>;
  /** Asks for a connection; the answer has one unless the server refuses. */
  connect(method: string, path: string, channels: ChannelClient): Process<HttpResponse>;
  get(target: Target): Process<AnyObject>;
  list(target: Target, query?: Query): Process<AnyList>;
  /** A Table of one object. */
  table(target: Target, query?: Query): Process<AnyObject>;
  /** The Tables of a list, one for each chunk. */
  tables(target: Target, query?: Query): Process<readonly AnyObject[]>;
  create(target: Target, object: AnyObject, query?: Query): Process<AnyObject>;
  update(target: Target, object: AnyObject, query?: Query): Process<AnyObject>;
  patch(target: Target, type: PatchType, patch: unknown, query?: Query): Process<AnyObject>;
  delete(target: Target, options: AnyObject, query?: Query): Process<AnyObject>;
}

const JSON_ACCEPT = 'application/json';
/** Its first word manages the fields that a request without a field manager changes. */
const USER_AGENT = 'kubectl/v1.32.4 (linux/amd64) kubernetes/59526cd';
/** Asks for a Table, and takes the plain object where the server makes none. */
export const TABLE_ACCEPT = [
  'application/json;as=Table;v=v1;g=meta.k8s.io',
  'application/json;as=Table;v=v1beta1;g=meta.k8s.io',
  'application/json',
].join(',');

/** Makes kubectl's connection to the server; `warn` gets the texts of the server's Warning headers. */
export function createApi(env: KubectlEnv, warn: (text: string) => void): Api {
  const send = function* (
    method: string,
    path: string,
    body?: unknown,
    accept = JSON_ACCEPT,
    contentType?: string,
    channels?: ChannelClient,
  ): Process<HttpResponse> {
    const response = yield* env.transport({
      method,
      path,
      headers: { Accept: accept, 'User-Agent': USER_AGENT, ...(contentType ? { 'Content-Type': contentType } : {}) },
      ...(body === undefined ? {} : { body }),
      ...(env.user === undefined ? {} : { user: env.user }),
      ...(channels ? { channels } : {}),
    });
    for (const text of warningsOf(response)) warn(text);
    if (response.code >= 400) throw failureOf(response);
    return response;
  };
  const path = (target: Target, query?: Query): string =>
    resourcePath(target.resource, target.namespace, target.name, target.subresource) + queryText(query);
  const json = function* (process: Process<HttpResponse>): Process<AnyObject> {
    return bodyOf(yield* process) as AnyObject;
  };
  return {
    raw: (method, rawPath, accept, body) =>
      send(method, rawPath, body, accept, body === undefined ? undefined : JSON_ACCEPT),
    connect: (method, rawPath, channels) => send(method, rawPath, undefined, JSON_ACCEPT, undefined, channels),
    get: (target) => json(send('GET', path(target))),
    *list(target, query) {
      const chunks = yield* inChunks(query, (each) => json(send('GET', path(target, each))));
      return { ...chunks[0], items: chunks.flatMap((chunk) => (chunk['items'] as AnyObject[] | undefined) ?? []) };
    },
    table: (target, query) => json(send('GET', path(target, query), undefined, TABLE_ACCEPT)),
    tables: (target, query) =>
      inChunks(query, (each) => json(send('GET', path(target, each), undefined, TABLE_ACCEPT))),
    create: (target, object, query) => json(send('POST', path(target, query), object, JSON_ACCEPT, JSON_ACCEPT)),
    update: (target, object, query) => json(send('PUT', path(target, query), object, JSON_ACCEPT, JSON_ACCEPT)),
    patch: (target, type, patch, query) => json(send('PATCH', path(target, query), patch, JSON_ACCEPT, type)),
    delete: (target, options, query) => json(send('DELETE', path(target, query), options, JSON_ACCEPT, JSON_ACCEPT)),
  };
}

/** Long lists come in chunks of this many objects. */
const CHUNK_SIZE = '500';

/** Asks for a list until the server has no more of it. */
function* inChunks(query: Query | undefined, ask: (query: Query) => Process<AnyObject>): Process<readonly AnyObject[]> {
  const chunks: AnyObject[] = [];
  for (let more: string | undefined = ''; more !== undefined; ) {
    const chunk: AnyObject = yield* ask({ limit: CHUNK_SIZE, ...query, continue: more });
    chunks.push(chunk);
    more = (chunk.metadata?.['continue'] as string | undefined) || undefined;
  }
  return chunks;
}

/** A query string with its parameters in the order of their names, as Go encodes them. */
export function queryText(query: Query | undefined): string {
  const pairs = Object.entries(query ?? {})
    .filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return pairs.length ? `?${pairs.join('&')}` : '';
}

/** The body of an answer as JSON value, whether the transport has parsed it or not. */
export function bodyOf(response: HttpResponse): unknown {
  if (typeof response.body !== 'string') return response.body;
  try {
    return JSON.parse(response.body);
  } catch {
    return response.body;
  }
}

/** What client-go makes of refusals that come without a Status. Models NewGenericServerResponse. */
const UNEXPLAINED: Readonly<Record<number, readonly [reason: string, message: string]>> = {
  404: ['NotFound', 'the server could not find the requested resource'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
};

function failureOf(response: HttpResponse): Error {
  const body = bodyOf(response);
  if (typeof body === 'object' && body !== null && (body as Status).kind === 'Status') {
    return statusError(response.code, body as Status);
  }
  const [reason, message] = UNEXPLAINED[response.code] ?? ['InternalError', `an error on the server ("${body}")`];
  return statusError(response.code, { message, reason });
}

function warningsOf(response: HttpResponse): string[] {
  const header = response.headers['Warning'] ?? response.headers['warning'] ?? '';
  return [...header.matchAll(/299 \S+ ("(?:[^"\\]|\\.)*")/g)].map((match) => JSON.parse(match[1]!) as string);
}
