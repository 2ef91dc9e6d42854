import type { Kind } from '../../api/kind.ts';
import type { Descriptions } from '../../api/openapi.ts';
import type { WatchEvent } from '../../api/request.ts';
import { type ApiServer, createApiServer } from '../apiserver/api-server.ts';
import type { HttpRequest, HttpResponse } from '../apiserver/request.ts';
import { Engine } from '../engine/engine.ts';
import type { Future } from '../engine/future.ts';
import { Trace } from '../engine/trace.ts';
import { createEtcd, type Etcd } from '../etcd/etcd.ts';
import type { Store } from '../etcd/store.ts';
import { type Host, Network } from '../network/network.ts';

const found = import.meta.glob<Kind>('../../kinds/*/kind.ts', { eager: true, import: 'default' });

/** All kinds, in the order of their paths. */
export const allKinds: readonly Kind[] = Object.keys(found)
  .sort()
  .map((path) => found[path]!);

/** An API server with its etcd on a machine of their own, for tests. */
export interface ApiWorld {
  readonly engine: Engine;
  readonly network: Network;
  readonly host: Host;
  readonly kinds: readonly Kind[];
  etcd: Etcd;
  api: ApiServer;
  /** Sends a request and runs the engine until it is answered. */
  send(request: Partial<HttpRequest> & { readonly path: string }): HttpResponse;
  /** Opens a watch that collects its events. */
  watch(path: string, accept?: string): { readonly events: WatchEvent[]; readonly ended: () => boolean };
  /** Runs the engine until a future settles; gives its value. */
  settle<T>(future: Future<T>): T;
  /** Runs the engine for some milliseconds. */
  run(ms: number): void;
  /** Ends the API server's process and starts a new one on the same etcd. */
  restartApi(): void;
}

/** How a world begins. */
export interface ApiWorldOptions {
  readonly kinds?: readonly Kind[];
  readonly seed?: number;
  /** What etcd holds already. */
  readonly store?: Store;
  /** Unix milliseconds of the first moment. */
  readonly epochMs?: number;
  /** What kubectl explain says. */
  readonly descriptions?: Descriptions;
}

/** Starts an API server and runs it until it is ready. */
export function createApiWorld(options: ApiWorldOptions = {}): ApiWorld {
  const { kinds = allKinds, seed = 1, store, epochMs, descriptions } = options;
  const engine = epochMs === undefined ? new Engine(seed) : new Engine(seed, epochMs);
  const network = new Network(engine, new Trace(engine));
  const host: Host = { name: 'control-plane', scope: engine.root.child('control-plane') };
  const random = engine.random.fork('control-plane');
  const etcd = createEtcd({
    engine,
    network,
    host,
    scope: host.scope.child('etcd'),
    random: random.fork('etcd'),
    ...(store ? { store } : {}),
  });
  const settle = <T>(future: Future<T>): T => {
    while (!future.settled && engine.step());
    return future.value;
  };
  const start = (): ApiServer => {
    const scope = host.scope.child('api');
    apiScope = scope;
    return createApiServer({
      ...{ engine, network, host, scope, etcd: () => world.etcd, kinds, random },
      ...(descriptions ? { descriptions } : {}),
    });
  };
  let apiScope = host.scope;
  const world: ApiWorld = {
    engine,
    network,
    host,
    kinds,
    etcd,
    api: start(),
    send: (request) => settle(engine.spawn(world.api.handle({ method: 'GET', headers: {}, ...request }), host.scope)),
    watch(path, accept = 'application/json') {
      const events: WatchEvent[] = [];
      let over = false;
      const onEnd = (): void => {
        over = true;
      };
      const receiver = { host, scope: host.scope, onItem: (event: WatchEvent) => void events.push(event), onEnd };
      world.send({ path, headers: { Accept: accept }, receiver });
      return { events, ended: () => over };
    },
    settle,
    run: (ms) => engine.runUntil(engine.nowMs + ms),
    restartApi() {
      apiScope.kill();
      world.api = start();
      settle(world.api.ready);
    },
  };
  settle(world.api.ready);
  addDefaultAccount(world, 'default');
  return world;
}

/** Gives a namespace the account that Pods need, for there are no controllers to do so. */
export function addDefaultAccount(world: ApiWorld, namespace: string): void {
  if (!world.kinds.some(({ kind }) => kind === 'ServiceAccount')) return;
  const body = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
  world.send({ method: 'POST', path: `/api/v1/namespaces/${namespace}/serviceaccounts`, body });
  world.run(10);
}
