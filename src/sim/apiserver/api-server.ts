import { newUpdateMemo } from '../../api/fields/updater.ts';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Descriptions } from '../../api/openapi.ts';
import { type Process, wait } from '../../api/process.ts';
import type { Random } from '../../base/random.ts';
import { rfc3339 } from '../../base/time.ts';
import type { Engine } from '../engine/engine.ts';
import type { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import type { Etcd } from '../etcd/etcd.ts';
import { createEtcdClient } from '../etcd/etcd-client.ts';
import type { Host, Listener, Network } from '../network/network.ts';
import { createAuthorizer } from './auth/authorizer.ts';
import { RBAC_GROUP } from './auth/rule-resolver.ts';
import { bootstrap, keepOwnService } from './bootstrap/bootstrap.ts';
import { startCompactor } from './compactor.ts';
import { SCHEDULING_DECISION } from './decisions/decision-kind.ts';
import { decisionSchemas } from './decisions/decision-schema.ts';
import type { DecisionSource } from './decisions/decision-source.ts';
import { dispatch } from './dispatch.ts';
import { createEventLeases } from './event-leases.ts';
import { explain, type Passage } from './explain.ts';
import { createFeed } from './feed.ts';
import { createHooks, NO_HOOKS, type ResourceHooks } from './hooks.ts';
import { createHandler } from './http/handler.ts';
import { startIdentityLease } from './identity-lease.ts';
import type { HttpRequest, HttpResponse, ResourceRequest, ResourceResponse } from './request.ts';
import { createResources } from './resource.ts';
import { type Server, startedServer } from './server.ts';
import { createStorage } from './storage.ts';

/** A request is given up when etcd has not answered by then (the upper bound of a write's time-out). */
const ETCD_TIMEOUT_MS = 34_000;

/** One committed write, as observers of the cluster see it. */
export interface CommittedWrite {
  readonly revision: number;
  readonly kind: Kind;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** As it is now; of a deletion the last state. */
  readonly object: KubeObject;
  readonly previous: KubeObject | undefined;
  /** Id of the message that led to the write. */
  readonly cause: number;
}

/** A running API server. */
export interface ApiServer {
  /** For the components of the cluster: objects are passed as they are. */
  readonly listener: Listener<ResourceRequest, ResourceResponse>;
  /** For everyone else: paths, queries, headers and JSON. */
  readonly http: Listener<HttpRequest, HttpResponse>;
  /** The same without the network. */
  handle(request: HttpRequest): Process<HttpResponse>;
  /** Settles when the server is ready to serve and the objects of a fresh cluster exist. */
  readonly ready: Future<void>;
  /** The revision that its caches show. */
  readonly revision: number;
  /** Calls back for every committed write from now on, in order. */
  onCommit(listener: (write: CommittedWrite) => void): void;
  /** All objects, as if they had just been added, in the order of kinds and keys. */
  snapshot(): readonly CommittedWrite[];
  /** Why a request passes authentication and authorization, as they would decide now. */
  explain(request: ResourceRequest | HttpRequest): Passage;
  /** The message that led to a revision; 0 if it is not known or its history is compacted. */
  causeOf(revision: number): number;
}

export interface ApiServerOptions {
  readonly engine: Engine;
  readonly network: Network;
  readonly host: Host;
  readonly scope: Scope;
  /** The etcd member to use, dead or alive. */
  readonly etcd: () => Etcd;
  readonly kinds: readonly Kind[];
  readonly random: Random;
  /** What OpenAPI documents say of types and fields; they say nothing without it. */
  readonly descriptions?: Descriptions;
  /** The address at which the cluster's components reach it, for the `kubernetes` Service. */
  readonly advertiseAddress?: string;
  /** The kubelet of a node; without it no node has one. */
  readonly kubelets?: Server['kubelets'];
  /** API servers that stand behind this one, by address and port. */
  readonly extensions?: Server['extensions'];
  /** The way to addresses in the cluster. */
  readonly web?: Server['web'];
  /** What the scheduler keeps of its decisions; with it, orrery.kube-orrery.io/v1 is served. */
  readonly decisions?: DecisionSource;
  /** Whether a process of the control plane answers; without it all do. */
  readonly isRunning?: Server['isRunning'];
}

/** Starts an API server on a host. Models kube-apiserver. */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const { engine, host, scope, advertiseAddress = '192.168.1.10' } = options;
  const server = assemble(options);
  const { feed, resources } = server;
  const start = function* (): Process<void> {
    yield* wait(feed.ready);
    yield* bootstrap(server, advertiseAddress);
    startIdentityLease(server, server.random.fork('identity'));
    engine.spawn(keepOwnService(server, advertiseAddress), scope);
  };
  engine.spawn(feed.run(), scope);
  const ready = engine.spawn(start(), scope);
  startCompactor(server);
  const started = startedServer(server, ready);
  const handle = createHandler(started);
  return {
    listener: { host, scope, serve: (request) => dispatch(started, request) },
    http: { host, scope, serve: handle },
    handle,
    ready,
    get revision() {
      return feed.revision;
    },
    onCommit(listener) {
      feed.onCommit(({ kind }, event) => {
        const { revision, type, previous, cause } = event;
        const object = event.object ?? event.deleted().object;
        listener({ revision, kind, type, object, previous, cause });
      });
    },
    snapshot: () =>
      resources.all.flatMap(({ kind, prefix, cache }) =>
        cache.list(prefix, `${prefix}\uffff`).map((object): CommittedWrite => {
          const revision = Number(object.metadata.resourceVersion);
          return { revision, kind, type: 'ADDED', object, previous: undefined, cause: 0 };
        }),
      ),
    explain: (request) => explain(server, request),
    causeOf: (revision) => options.etcd().store.causeOf(revision),
  };
}

function assemble(options: ApiServerOptions): Server {
  const { engine, network, host, scope, etcd: target, kinds, random, descriptions, isRunning = () => true } = options;
  const { kubelets = () => undefined, extensions = () => undefined, web, decisions } = options;
  const resources = createResources(kinds);
  if (decisions) resources.define(SCHEDULING_DECISION, { decoders: new Map(), schemas: decisionSchemas() });
  const etcd = createEtcdClient({ engine, network, host, scope, etcd: target, timeoutMs: ETCD_TIMEOUT_MS });
  const authorizer = createAuthorizer(resources);
  const storage = createStorage(etcd, createEventLeases(engine, etcd));
  let hooks: ReadonlyMap<string, ResourceHooks> = new Map();
  const feed = createFeed({
    engine,
    host,
    scope,
    etcd,
    resources,
    onFill(resource, before, now) {
      const onCommit = hooks.get(resource.name)?.onCommit;
      if (resource.kind.group === RBAC_GROUP) authorizer.reset();
      if (resource.name === 'pods') {
        for (const previous of before) authorizer.graph.observe(undefined, previous);
        for (const object of now) authorizer.graph.observe(object, undefined);
      }
      if (!onCommit) return;
      for (const previous of before) onCommit({ object: undefined, previous });
      for (const object of now) onCommit({ object, previous: undefined });
    },
  });
  let second = Number.NaN;
  let text = '';
  const server: Server = {
    kubelets,
    extensions,
    extensionVersions: new Set(),
    web,
    decisions,
    engine,
    network,
    host,
    scope,
    random,
    resources,
    storage,
    etcd,
    descriptions,
    feed,
    authorizer,
    isRunning,
    updates: newUpdateMemo(),
    hooksOf: (resource) => hooks.get(resource.name) ?? NO_HOOKS,
    timestamp() {
      const now = Math.floor(engine.unixMs / 1000);
      if (now !== second) {
        second = now;
        text = rfc3339(engine.unixMs);
      }
      return text;
    },
  };
  hooks = createHooks(server);
  feed.onCommit((resource, event) => {
    if (resource.kind.group === RBAC_GROUP) authorizer.reset();
    else if (resource.name === 'pods') authorizer.graph.observe(event.object, event.previous);
    hooks.get(resource.name)?.onCommit?.(event);
  });
  return server;
}
