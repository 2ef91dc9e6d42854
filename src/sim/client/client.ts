import type { Client } from '../../api/client.ts';
import type { DeleteOptions } from '../../api/k8s/meta-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { type Process, sleep, wait } from '../../api/process.ts';
import type { ListOptions, ObjectList, WatchEvent, WriteOptions } from '../../api/request.ts';
import type { ResourceRequest, ResourceResponse } from '../apiserver/request.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import type { Host, Listener, Network } from '../network/network.ts';
import type { StreamReceiver } from '../network/stream.ts';
import { createTokenBucket } from './token-bucket.ts';

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
  const { engine, network, host, scope, server, target, user, timeoutMs = REQUEST_TIMEOUT_MS } = options;
  const limiter = options.qps ? createTokenBucket(options.qps, options.burst ?? options.qps) : undefined;

  function* send(request: Omit<ResourceRequest, 'user'>): Process<ResourceResponse> {
    const delayMs = limiter ? limiter.reserveMs(engine.nowMs) : 0;
    if (delayMs > 0) yield* sleep(delayMs);
    const full: ResourceRequest = { ...request, user };
    return yield* wait(network.call(host, server(), target, full, timeoutMs, scope));
  }

  function* body<T>(request: Omit<ResourceRequest, 'user'>): Process<T> {
    return (yield* send(request)).body as T;
  }

  return {
    user,
    host,
    scope,
    get: (kind, namespace, name) => body({ verb: 'get', kind: plain(kind), ...at(namespace), name }),
    list: <T extends KubeObject>(kind: Kind<T>, namespace: string, list?: ListOptions) =>
      body<ObjectList<T>>({ verb: 'list', kind: plain(kind), ...at(namespace), ...(list ? { list } : {}) }),
    create: (kind, object, write) =>
      body({ verb: 'create', kind: plain(kind), ...of(object), body: object, ...writing(write) }),
    update: (kind, object, write) =>
      body({ verb: 'update', kind: plain(kind), ...of(object), body: object, ...writing(write) }),
    updateStatus: (kind, object, write) =>
      body({
        verb: 'update',
        kind: plain(kind),
        ...of(object),
        subresource: 'status',
        body: object,
        ...writing(write),
      }),
    patch: (kind, namespace, name, patch, write) =>
      body({
        verb: 'patch',
        kind: plain(kind),
        ...at(namespace),
        name,
        ...(patch.subresource ? { subresource: patch.subresource } : {}),
        patchType: patch.type,
        body: patch.body,
        ...writing(write),
      }),
    *delete(kind, namespace, name, deletion) {
      yield* send({ verb: 'delete', kind: plain(kind), ...at(namespace), name, ...deleting(deletion) });
    },
    *deleteCollection(kind, namespace, deletion, list) {
      const where = { verb: 'deletecollection' as const, kind: plain(kind), ...at(namespace) };
      yield* send({ ...where, ...(list ? { list } : {}), ...deleting(deletion) });
    },
    subresource: (kind, namespace, name, subresource, verb, object) =>
      body({ verb, kind, ...at(namespace), name, subresource, ...(object === undefined ? {} : { body: object }) }),
    *watch(kind, namespace, list, receiver) {
      const response = yield* send({ verb: 'watch', kind: plain(kind), ...at(namespace), list, receiver });
      return response.stop ?? (() => {});
    },
  };
}

/** The request carries the kind without its object type. */
function plain<T extends KubeObject>(kind: Kind<T>): Kind {
  return kind as unknown as Kind;
}

function at(namespace: string): { namespace?: string } {
  return namespace ? { namespace } : {};
}

function of(object: KubeObject): { namespace?: string; name?: string } {
  const { namespace, name } = object.metadata;
  return { ...(namespace ? { namespace } : {}), ...(name ? { name } : {}) };
}

function writing(write: WriteOptions | undefined): { write?: WriteOptions } {
  return write ? { write } : {};
}

function deleting(deletion: DeleteOptions | undefined): { deletion?: DeleteOptions } {
  return deletion ? { deletion } : {};
}
