import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import PodKind from '../../kinds/pod/kind.ts';
import { type ApiServer, type CommittedWrite, createApiServer } from '../apiserver/api-server.ts';
import type { HttpRequest, HttpResponse } from '../apiserver/request.ts';
import { type ApiClient, type ClientOptions, createClient } from '../client/client.ts';
import { createInformerFactory } from '../client/informer-factory.ts';
import { createSeriesRecorder } from '../client/series-recorder.ts';
import { startControllerManager } from '../controllers/controller-manager.ts';
import { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import { Trace } from '../engine/trace.ts';
import { createEtcd } from '../etcd/etcd.ts';
import { type Host, Network } from '../network/network.ts';
import { DEFAULT_CONFIG } from '../scheduler/config.ts';
import { startScheduler } from '../scheduler/scheduler.ts';

/** Where the tests' objects live. */
export const NAMESPACE = 'demo';

/** What a control plane for tests has. */
export interface ControlPlaneOptions {
  /** Controllers to run, by name; all without it. */
  readonly only?: readonly string[];
  /** Whether Pods are bound to this node as soon as they are created, as a scheduler would. */
  readonly bindTo?: string;
  /** Whether there is a scheduler. */
  readonly scheduler?: boolean;
  readonly seed?: number;
  /** Whether the controllers keep to their rate limits; default false. */
  readonly limits?: boolean;
}

type Component = 'kube-apiserver' | 'kube-controller-manager';

/** etcd, API server and controllers on one machine, without any node. */
export interface ControlPlane {
  readonly engine: Engine;
  /** An administrator's client on the same machine. */
  readonly client: ApiClient;
  readonly kinds: readonly Kind[];
  readonly host: Host;
  /** Sends a request as kubectl does. */
  http(request: HttpRequest): Process<HttpResponse>;
  /** Every committed write as `TYPE Kind name`, in order. */
  readonly writes: string[];
  /** The last state of deleted objects, by `Kind/name`. */
  readonly deleted: ReadonlyMap<string, KubeObject>;
  readonly lastWriteMs: () => number;
  stop(component: Component): void;
  /** Starts a new process of a component that was stopped. */
  start(component: Component): void;
}

/** Starts one at virtual time 0. */
export function startControlPlane(options: ControlPlaneOptions): ControlPlane {
  const engine = new Engine(options.seed ?? 1);
  const network = new Network(engine, new Trace(engine, 1000));
  const host: Host = { name: 'control-plane-1', scope: engine.root.child('control-plane-1') };
  const kinds = allKinds();
  const scopes = new Map<Component, Scope>();
  const newScope = (name: Component): Scope => {
    const scope = host.scope.child(name);
    scopes.set(name, scope);
    return scope;
  };
  const etcdScope = host.scope.child('etcd');
  const etcd = createEtcd({ engine, network, host, scope: etcdScope, random: engine.random.fork('etcd') });
  const writes: string[] = [];
  const deleted = new Map<string, KubeObject>();
  let lastWriteMs = 0;
  const note = ({ type, kind, object }: CommittedWrite): void => {
    // Heartbeats are no change.
    if (kind.kind !== 'Lease') lastWriteMs = engine.nowMs;
    writes.push(`${type} ${kind.kind} ${object.metadata.name}`);
    if (type === 'DELETED') deleted.set(`${kind.kind}/${object.metadata.name}`, object);
    if (options.bindTo && type === 'ADDED' && kind.kind === 'Pod') bind(engine, client, object as Pod, options.bindTo);
  };
  const newServer = (): ApiServer => {
    const scope = newScope('kube-apiserver');
    const random = engine.random.fork(`kube-apiserver-${engine.nowMs}`);
    const made = createApiServer({ engine, network, host, scope, etcd: () => etcd, kinds, random });
    made.onCommit(note);
    return made;
  };
  let server = newServer();
  const connection = { engine, network, host, server: () => server.listener, target: host };
  const client = createClient({ ...connection, scope: host.scope, user: 'kubernetes-admin' });
  const startControllers = (): void => {
    const random = engine.random.fork(`kube-controller-manager-${engine.nowMs}`);
    const only = options.only ? { only: options.only } : {};
    const scope = newScope('kube-controller-manager');
    startControllerManager({ ...connection, ...only, scope, kinds, random, limits: options.limits ?? false });
  };
  startControllers();
  if (options.scheduler) startTestScheduler(connection, host.scope.child('kube-scheduler'), engine);
  return {
    engine,
    client,
    kinds,
    host,
    http: (request) => server.handle(request),
    writes,
    deleted,
    lastWriteMs: () => lastWriteMs,
    stop: (component) => scopes.get(component)?.kill(),
    start(component) {
      if (component === 'kube-apiserver') server = newServer();
      else startControllers();
    },
  };
}

function startTestScheduler(connection: Omit<ClientOptions, 'scope' | 'user'>, scope: Scope, engine: Engine): void {
  const random = engine.random.fork('kube-scheduler');
  const client = createClient({ ...connection, scope, user: 'system:kube-scheduler' });
  const informers = createInformerFactory({ engine, scope, client, random: random.fork('informers') });
  const recorder = createSeriesRecorder({
    ...{ engine, scope, client, component: 'default-scheduler' },
    random: random.fork('events'),
  });
  startScheduler({ engine, client, informers, recorder, random, scope, config: DEFAULT_CONFIG });
  informers.start();
}

function bind(engine: Engine, client: ApiClient, pod: Pod, node: string): void {
  if (pod.spec?.nodeName) return;
  const { name = '', namespace = '' } = pod.metadata;
  const target = { apiVersion: 'v1', kind: 'Node', name: node };
  const body = { apiVersion: 'v1', kind: 'Binding', metadata: { namespace, name }, target };
  const kind = PodKind as unknown as Kind;
  const send = (): void => void engine.spawn(client.subresource(kind, namespace, name, 'binding', 'create', body));
  engine.after(1, send, undefined);
}

function allKinds(): readonly Kind[] {
  const found = import.meta.glob<Kind>('../../kinds/*/kind.ts', { eager: true, import: 'default' });
  return Object.keys(found)
    .sort()
    .map((path) => found[path]!);
}
