import type { KubeObject } from '../../api/object.ts';
import type { WatchEvent } from '../../api/request.ts';
import { type ApiServer, createApiServer } from '../../sim/apiserver/api-server.ts';
import type { HttpRequest, HttpResponse } from '../../sim/apiserver/request.ts';
import { findKinds } from '../../sim/cluster/control-plane.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { Trace } from '../../sim/engine/trace.ts';
import { createEtcd } from '../../sim/etcd/etcd.ts';
import { kubectl } from '../../sim/kubectl/kubectl.ts';
import { type Host, Network } from '../../sim/network/network.ts';
import { type Bench, bestMs, timeMs } from './measure.ts';

/** An API server with its etcd, and nobody else. */
interface Server {
  readonly engine: Engine;
  readonly host: Host;
  readonly api: ApiServer;
  send(request: Partial<HttpRequest> & { readonly path: string }): HttpResponse;
}

function startServer(): Server {
  const engine = new Engine(1);
  const network = new Network(engine, new Trace(engine, 1000));
  const host: Host = { name: 'control-plane', scope: engine.root.child('control-plane') };
  const random = engine.random.fork('control-plane');
  const etcd = createEtcd({ engine, network, host, scope: host.scope.child('etcd'), random });
  const scope = host.scope.child('api');
  const api = createApiServer({ engine, network, host, scope, etcd: () => etcd, kinds: findKinds(), random });
  while (!api.ready.settled && engine.step());
  const send: Server['send'] = (request) => {
    const done = engine.spawn(api.handle({ method: 'GET', headers: {}, ...request }), host.scope);
    while (!done.settled && engine.step());
    return done.value;
  };
  const account = { metadata: { name: 'default' } };
  created(send({ method: 'POST', path: '/api/v1/namespaces/default/serviceaccounts', body: account }));
  engine.runUntil(engine.nowMs + 10);
  return { engine, host, api, send };
}

/** Throws when something was not created, for what follows would measure nothing. */
function created({ code, body }: HttpResponse): void {
  if (code !== 201) throw new Error(JSON.stringify(body));
}

function pod(name: string): KubeObject {
  const spec = { nodeName: 'node-1', containers: [{ name: 'c', image: 'nginx:1.27' }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: 'web' } }, spec } as KubeObject;
}

const PODS = '/api/v1/namespaces/default/pods';
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

/** A list as JSON and as the table that kubectl asks for, with its text as the wire would have it. */
function lists(pods: number): Bench {
  return {
    name: `list of ${pods} Pods`,
    run: () => {
      const server = startServer();
      for (let i = 0; i < pods; i++) created(server.send({ method: 'POST', path: PODS, body: pod(`p${i}`) }));
      const list = (Accept: string, query = ''): number =>
        bestMs(3, () => JSON.stringify(server.send({ path: PODS + query, headers: { Accept } }).body));
      const [json, table, page] = [list('application/json'), list(TABLE), list('application/json', '?limit=500')];
      return `${Math.round(json)} ms as JSON, ${Math.round(table)} ms as a table, ${page.toFixed(1)} ms a page of 500`;
    },
  };
}

/** Writes to objects of one kind while so many clients watch all of them, as objects or as rows of a table. */
function watches(watchers: number, writes: number): Bench {
  return {
    name: `${watchers} watches under writes`,
    run: () => `${watched(watchers, writes, 'application/json')}; of Tables ${watched(watchers, writes, TABLE)}`,
  };
}

function watched(watchers: number, writes: number, Accept: string): string {
  const server = startServer();
  const { engine, host } = server;
  let delivered = 0;
  const onItem = (_event: WatchEvent): void => {
    delivered++;
  };
  const receiver = { host, scope: host.scope, onItem, onEnd() {} };
  const headers = { Accept };
  for (let i = 0; i < watchers; i++) server.send({ path: `${CONFIG_MAPS}?watch=1`, headers, receiver });
  engine.runUntil(engine.nowMs + 100);
  const before = delivered;
  const wallMs = timeMs(() => {
    for (let i = 0; i < writes; i++) {
      const metadata = { name: `c${i}` };
      server.send({ method: 'POST', path: CONFIG_MAPS, body: { metadata, data: { a: 'b' } } });
    }
    engine.runUntil(engine.nowMs + 100);
  });
  const perSecond = Math.round(((delivered - before) * 1000) / wallMs);
  return `${Math.round((writes * 1000) / wallMs)} writes/s, ${perSecond} events/s delivered`;
}

/** `kubectl apply -f -` of so many manifests, and again without a change. */
function applies(manifests: number): Bench {
  return {
    name: `apply of ${manifests} manifests`,
    run: () => {
      const server = startServer();
      const { engine, host, api } = server;
      const stdin = Array.from({ length: manifests }, (_, i) => JSON.stringify(manifest(i))).join('\n');
      const cache = {};
      const apply = (): void => {
        const run = kubectl(['apply', '-f', '-'], {
          ...{ engine, host, scope: host.scope, namespace: 'default', stdin, cache },
          transport: (request) => api.handle(request),
          nowMs: () => engine.unixMs,
        });
        const done = engine.spawn(run, host.scope);
        while (!done.settled && engine.step());
        if (done.value.exitCode !== 0) throw new Error(done.value.stderr);
      };
      const [first, again] = [timeMs(apply), timeMs(apply)];
      return `${Math.round(first)} ms, again without changes ${Math.round(again)} ms`;
    },
  };
}

function manifest(i: number): unknown {
  const name = `web-${i}`;
  if (i % 2 === 0) return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { key: `value ${i}` } };
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'nginx', image: 'nginx:1.27' }] } };
  const spec = { replicas: 2, selector: { matchLabels: labels }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec };
}

/** What requests cost. */
export const requestBenches: readonly Bench[] = [lists(10_000), watches(1_000, 500), applies(500)];
