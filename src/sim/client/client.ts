import type { Client } from '../../api/client.ts';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject, Writable } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import type { ListOptions, ObjectList, Verb, WatchEvent, WriteOptions } from '../../api/request.ts';
import type { ResourceRequest, ResourceResponse } from '../apiserver/request.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import type { Host, Listener, Network } from '../network/network.ts';
import type { StreamReceiver } from '../network/stream.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/**
 * After how long a request without an answer fails: client-go notices a dead HTTP/2 connection after 30 s of silence
 * plus 15 s without a reply to its ping.
 */
const REQUEST_TIMEOUT_MS = 45_000;

/** Where a client sits, whom it talks to and how fast it may. */
export interface ClientOptions {
  readonly engine: Engine;
  readonly network: Network;
  /** The machine that the component runs on. */
  readonly host: Host;
  /** The component's scope: answers are lost when it dies. */
  readonly scope: Scope;
  /** The API server as it is now; undefined while nothing listens. */
  readonly server: () => Listener<ResourceRequest, ResourceResponse> | undefined;
  /** The API server's machine. */
  readonly target: Host;
  /** Who asks, e.g. system:kube-scheduler. */
  readonly user: string;
  /** Requests a second, in the long run; without it there is no limit. */
  readonly qps?: number;
  /** Requests at once after a quiet time. */
  readonly burst?: number;
  readonly timeoutMs?: number;
}

/** The simulation's client: besides the verbs of the contract it watches. */
export interface ApiClient extends Client {
  readonly host: Host;
  readonly scope: Scope;
  /** Opens a watch; events go to the receiver until it stops the watch or the stream ends. Returns the stop function. */
  watch<T extends KubeObject>(
    kind: Kind<T>,
    namespace: string,
    options: ListOptions,
    receiver: StreamReceiver<WatchEvent>,
  ): Process<() => void>;
}

/** Connects a component to the API server. Models client-go's REST client with its rate limiter. */
export function createClient(options: ClientOptions): ApiClient {
  const { host, scope, user, timeoutMs = REQUEST_TIMEOUT_MS } = options;
  const limiter = options.qps ? createTokenBucket(options.qps, options.burst ?? options.qps) : undefined;

  const connection: Connection = { ...options, timeoutMs, limiter };
  const ask = <T>(request: ResourceRequest): Process<T> => bodyOf(connection, request) as Process<T>;

  return {
    user,
    host,
    scope,
    get: (kind, namespace, name) => ask(requestOf(user, 'get', kind, namespace, name)),
    list<T extends KubeObject>(kind: Kind<T>, namespace: string, list?: ListOptions) {
      const request = requestOf(user, 'list', kind, namespace);
      if (list) request.list = list;
      return ask<ObjectList<T>>(request);
    },
    create: (kind, object, write) => ask(writing(user, 'create', kind, object, write)),
    update: (kind, object, write) => ask(writing(user, 'update', kind, object, write)),
    updateStatus(kind, object, write) {
      const request = writing(user, 'update', kind, object, write);
      request.subresource = 'status';
      return ask(request);
    },
    patch(kind, namespace, name, patch, write) {
      const request = requestOf(user, 'patch', kind, namespace, name);
      if (patch.subresource) request.subresource = patch.subresource;
      request.patchType = patch.type;
      request.body = patch.body;
      if (write) request.write = write;
      return ask(request);
    },
    delete(kind, namespace, name, deletion) {
      const request = requestOf(user, 'delete', kind, namespace, name);
      if (deletion) request.deletion = deletion;
      return done(connection, request);
    },
    deleteCollection(kind, namespace, deletion, list) {
      const request = requestOf(user, 'deletecollection', kind, namespace);
      if (list) request.list = list;
      if (deletion) request.deletion = deletion;
      return done(connection, request);
    },
    subresource(kind, namespace, name, subresource, verb, object) {
      const request = requestOf(user, verb, kind, namespace, name);
      request.subresource = subresource;
      if (object !== undefined) request.body = object;
      return ask(request);
    },
    watch(kind, namespace, list, receiver) {
      const request = requestOf(user, 'watch', kind, namespace);
      request.list = list;
      request.receiver = receiver;
      return watching(connection, request);
    },
  };
}

type Connection = ClientOptions & { readonly timeoutMs: number; readonly limiter: TokenBucket | undefined };

/** The answer to a request. A function of the module, so that 5,000 kubelets share it; without a `yield*` to another. */
function* bodyOf(connection: Connection, request: ResourceRequest): Process<unknown> {
  const delayMs = delayOf(connection);
  if (delayMs > 0) yield delayMs;
  return ((yield callOf(connection, request)) as ResourceResponse).body;
}

function* done(connection: Connection, request: ResourceRequest): Process<void> {
  yield* bodyOf(connection, request);
}

function* watching(connection: Connection, request: ResourceRequest): Process<() => void> {
  const delayMs = delayOf(connection);
  if (delayMs > 0) yield delayMs;
  return ((yield callOf(connection, request)) as ResourceResponse).stop ?? (() => {});
}

function delayOf({ limiter, engine }: Connection): number {
  return limiter ? limiter.reserveMs(engine.nowMs) : 0;
}

function callOf({ network, host, server, target, timeoutMs, scope }: Connection, request: ResourceRequest) {
  return network.call(host, server(), target, request, timeoutMs, scope);
}

/** A request, to which the caller adds fields: in place, as requests that spreads make have a layout each. */
function requestOf<T extends KubeObject>(
  user: string,
  verb: Verb,
  kind: Kind<T>,
  namespace: string | undefined,
  name?: string,
): Writable<ResourceRequest> {
  // The request carries the kind without its object type.
  const request: Writable<ResourceRequest> = { verb, kind: kind as unknown as Kind, user };
  if (namespace) request.namespace = namespace;
  if (name !== undefined) request.name = name;
  return request;
}

function writing<T extends KubeObject>(
  user: string,
  verb: Verb,
  kind: Kind<T>,
  object: T,
  write: WriteOptions | undefined,
): Writable<ResourceRequest> {
  const { namespace, name } = object.metadata;
  const request = requestOf(user, verb, kind, namespace, name || undefined);
  request.body = object;
  if (write) request.write = write;
  return request;
}
