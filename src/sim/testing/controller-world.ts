import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { isTerminating, type KubeObject, objectKey } from '../../api/object.ts';
import { isPodReady, isPodTerminal } from '../../api/pod.ts';
import type { Process } from '../../api/process.ts';
import { rfc3339 } from '../../base/time.ts';
import EventKind from '../../kinds/event/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import { createApiServer } from '../apiserver/api-server.ts';
import { type ApiClient, createClient } from '../client/client.ts';
import { startControllerManager } from '../controllers/controller-manager.ts';
import { Engine } from '../engine/engine.ts';
import type { Future } from '../engine/future.ts';
import { Trace } from '../engine/trace.ts';
import { createEtcd } from '../etcd/etcd.ts';
import { type Host, Network } from '../network/network.ts';

/** The state is read when nothing has changed for this long. */
const QUIET_MS = 1_500;
const STEP_MS = 50;
/** Between two Pods that become Ready in one round. */
const READY_GAP_MS = 20;
/** A world that does not come to rest is broken. */
const RESTLESS_MS = 600_000;
export const NAMESPACE = 'demo';

/** What the world has besides the controllers. */
export interface WorldOptions {
  /** Controllers to run, by name; all without it. */
  readonly only?: readonly string[];
  /** Whether Pods are bound to this node as soon as they are created, as a scheduler would. */
  readonly bindTo?: string;
  readonly seed?: number;
  /** Whether the controllers keep to their rate limits; default false. */
  readonly limits?: boolean;
}

/** etcd, API server and controllers without any node: a test plays the kubelet. */
export interface ControllerWorld {
  readonly engine: Engine;
  readonly client: ApiClient;
  readonly kinds: readonly Kind[];
  /** Every committed write as `TYPE Kind name`, in order. */
  readonly writes: string[];
  /** The last state of deleted objects, by `Kind/name`. */
  readonly deleted: ReadonlyMap<string, KubeObject>;
  /** Kind by name. */
  kind(name: string): Kind;
  /** Carries out requests and returns the result; throws what they throw. */
  act<T>(process: Process<T>): T;
  /** Runs until nothing has changed for a while. */
  settle(): void;
  run(ms: number): void;
  list<T extends KubeObject>(kind: Kind<T>, namespace?: string): readonly T[];
  /** Events recorded since the last call, as `Type Reason: message`, of one kind of object; in order, repeats once each. */
  newEvents(about: string): string[];
  /** Writes part of a Pod's status. */
  setPod(pod: Pod, status: Record<string, unknown>): void;
  makeReady(pod: Pod, sinceMs?: number): void;
  /** A round of the scripted kubelet: Pods become Ready, terminating ones are gone. */
  round(ready?: number): void;
  removeTerminating(): void;
}

/** Starts a world with its namespace. */
export function createControllerWorld(options: WorldOptions = {}): ControllerWorld {
  const engine = new Engine(options.seed ?? 1);
  const network = new Network(engine, new Trace(engine, 1000));
  const host: Host = { name: 'control-plane-1', scope: engine.root.child('control-plane-1') };
  const kinds = allKinds();
  const etcd = createEtcd({
    engine,
    network,
    host,
    scope: host.scope.child('etcd'),
    random: engine.random.fork('etcd'),
  });
  const server = createApiServer({
    engine,
    network,
    host,
    scope: host.scope.child('kube-apiserver'),
    etcd: () => etcd,
    kinds,
    random: engine.random.fork('kube-apiserver'),
  });
  const connection = { engine, network, host, scope: host.scope, server: () => server.listener, target: host };
  const client = createClient({ ...connection, user: 'kubernetes-admin' });
  const writes: string[] = [];
  const deleted = new Map<string, KubeObject>();
  let lastWriteMs = 0;
  server.onCommit((write) => {
    lastWriteMs = engine.nowMs;
    writes.push(`${write.type} ${write.kind.kind} ${write.object.metadata.name}`);
    if (write.type === 'DELETED') deleted.set(`${write.kind.kind}/${write.object.metadata.name}`, write.object);
    if (options.bindTo && write.type === 'ADDED' && write.kind.kind === 'Pod')
      bind(write.object as Pod, options.bindTo);
  });
  const bind = (pod: Pod, node: string): void => {
    if (pod.spec?.nodeName) return;
    const { name = '' } = pod.metadata;
    const target = { apiVersion: 'v1', kind: 'Node', name: node };
    const body = { apiVersion: 'v1', kind: 'Binding', metadata: { namespace: NAMESPACE, name }, target };
    engine.after(
      1,
      () => void engine.spawn(client.subresource(plain(PodKind), NAMESPACE, name, 'binding', 'create', body)),
      undefined,
    );
  };
  startControllerManager({
    ...connection,
    scope: host.scope.child('kube-controller-manager'),
    kinds,
    random: engine.random.fork('kube-controller-manager'),
    limits: options.limits ?? false,
    ...(options.only ? { only: options.only } : {}),
  });
  return finish(engine, client, kinds, { writes, deleted }, () => lastWriteMs);
}

function finish(
  engine: Engine,
  client: ApiClient,
  kinds: readonly Kind[],
  log: Pick<ControllerWorld, 'writes' | 'deleted'>,
  lastWriteMs: () => number,
): ControllerWorld {
  const seen = new Map<string, number>();
  const wait = <T>(future: Future<T>): T => {
    const deadlineMs = engine.nowMs + RESTLESS_MS;
    while (!future.settled && engine.nowMs < deadlineMs) engine.step();
    return future.value;
  };
  const act = <T>(process: Process<T>): T => wait(engine.spawn(process));
  const list = <T extends KubeObject>(kind: Kind<T>, namespace = NAMESPACE): readonly T[] =>
    act(client.list(kind, kind.namespaced ? namespace : '')).items;
  const setPod = (pod: Pod, status: Record<string, unknown>): void => {
    const type = 'application/strategic-merge-patch+json' as const;
    const { namespace = '', name = '' } = pod.metadata;
    act(client.patch(PodKind, namespace, name, { type, body: { status }, subresource: 'status' }));
  };
  const remove = (pod: Pod): void => {
    const { namespace = '', name = '' } = pod.metadata;
    act(client.delete(PodKind, namespace, name, { gracePeriodSeconds: 0 }));
  };
  const removeTerminating = (): void => {
    for (const pod of list(PodKind)) if (isTerminating(pod)) remove(pod);
  };
  let nextIp = 1;
  const makeReady = (pod: Pod, sinceMs = engine.unixMs): void => {
    const ip = pod.status?.podIP ?? `10.244.${nextIp >> 8}.${nextIp++ & 255}`;
    setPod(pod, { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions: [condition('Ready', 'True', sinceMs)] });
  };

  const world: ControllerWorld = {
    engine,
    client,
    kinds,
    ...log,
    kind: (name) => kinds.find((kind) => kind.kind === name)!,
    act,
    settle() {
      const deadlineMs = engine.nowMs + RESTLESS_MS;
      const startMs = engine.nowMs;
      while (engine.nowMs - Math.max(lastWriteMs(), startMs) < QUIET_MS) {
        if (engine.nowMs > deadlineMs) throw new Error('the world does not come to rest');
        engine.runUntil(engine.nowMs + STEP_MS);
      }
    },
    run: (ms) => engine.runUntil(engine.nowMs + ms),
    list,
    newEvents(about) {
      const texts: [order: number, text: string][] = [];
      for (const event of list(EventKind, '')) {
        const key = objectKey(event);
        const count = event.count ?? 1;
        const before = seen.get(key) ?? 0;
        if (event.involvedObject.kind !== about || count === before) continue;
        seen.set(key, count);
        const order = Number(event.metadata.resourceVersion);
        texts.push([order, `${event.type} ${event.reason}: ${event.message}`]);
      }
      return texts.sort((a, b) => a[0] - b[0]).map(([, text]) => text);
    },
    setPod,
    makeReady,
    round(ready = Infinity) {
      const waiting = list(PodKind).filter((pod) => !isTerminating(pod) && !isPodTerminal(pod) && !isPodReady(pod));
      for (const [i, pod] of waiting.slice(0, ready).entries()) {
        if (i > 0) world.run(READY_GAP_MS);
        makeReady(pod);
      }
      if (ready === Infinity) removeTerminating();
    },
    removeTerminating,
  };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  act(client.create(world.kind('Namespace'), namespace));
  world.settle();
  return world;
}

/** A condition of a Pod or node that has been so since a time (Unix milliseconds). */
export function condition(type: string, status: string, sinceMs: number): Record<string, unknown> {
  return { type, status, lastTransitionTime: rfc3339(sinceMs) };
}

function allKinds(): readonly Kind[] {
  const found = import.meta.glob<Kind>('../../kinds/*/kind.ts', { eager: true, import: 'default' });
  return Object.keys(found)
    .sort()
    .map((path) => found[path]!);
}

function plain<T extends KubeObject>(kind: Kind<T>): Kind {
  return kind as unknown as Kind;
}
