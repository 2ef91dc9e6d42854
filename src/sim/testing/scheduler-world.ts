import type { Client } from '../../api/client.ts';
import type { EventHandler, Informer, InformerFactory } from '../../api/controller.ts';
import type { Binding, Node, Pod, PodCondition } from '../../api/k8s/core-v1.gen.ts';
import { type KubeObject, objectKey } from '../../api/object.ts';
import { notFound } from '../../api/status.ts';
import { createRandom } from '../../base/random.ts';
import { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { SchedulerConfig } from '../scheduler/config.ts';
import { type Scheduler, startScheduler } from '../scheduler/scheduler.ts';

/** One way, for requests as for watch events. */
const LATENCY_MS = 1;
const PODS = { group: '', plural: 'pods' };

/** A scheduler with a stand-in for the API server: objects are set by the test, requests take 1 ms each way. */
export interface SchedulerWorld {
  readonly engine: Engine;
  readonly scheduler: Scheduler;
  /** Event texts as `type reason object: message`, and requests as `at verb object`. */
  readonly events: string[];
  readonly requests: string[];
  put(...objects: KubeObject[]): void;
  remove(kind: string, key: string): void;
  pod(name: string): Pod | undefined;
  /** Runs before each binding; may throw. */
  onBind: (pod: string) => void;
}

/** Starts one at virtual time 0; the informers are in sync at once. */
export function schedulerWorld(config?: SchedulerConfig): SchedulerWorld {
  const engine = new Engine(7);
  const stores = new Map<string, FakeInformer<KubeObject>>();
  const store = (kind: string): FakeInformer<KubeObject> => {
    let informer = stores.get(kind);
    if (!informer) {
      informer = new FakeInformer(engine);
      stores.set(kind, informer);
    }
    return informer;
  };
  let version = 0;
  const put = (object: KubeObject): void => {
    const { metadata } = object;
    store(object.kind).set({
      ...object,
      metadata: { uid: `uid-${metadata.name}`, ...metadata, resourceVersion: String(++version) },
    });
  };
  const world = { onBind: () => {} } as unknown as { -readonly [K in keyof SchedulerWorld]: SchedulerWorld[K] };
  const events: string[] = [];
  const requests: string[] = [];
  const podOrThrow = (key: string): Pod => {
    const pod = store('Pod').stored.get(key) as Pod | undefined;
    if (!pod) throw notFound(PODS, key.split('/')[1] ?? '');
    return pod;
  };
  const note = (verb: string, key: string): void => {
    requests.push(`${engine.nowMs.toFixed(1)} ${verb} ${key}`);
  };
  const client: Pick<Client, 'user' | 'patch' | 'delete' | 'subresource'> = {
    user: 'system:kube-scheduler',
    *patch<T extends KubeObject>(_kind: unknown, namespace: string, name: string, patch: { readonly body: unknown }) {
      yield LATENCY_MS;
      const key = `${namespace}/${name}`;
      note('patch', key);
      const pod = podOrThrow(key);
      put({ ...pod, status: patched(pod.status, (patch.body as { status: object }).status) } as Pod);
      yield LATENCY_MS;
      return podOrThrow(key) as unknown as T;
    },
    *delete(_kind, namespace, name) {
      yield LATENCY_MS;
      const pod = podOrThrow(`${namespace}/${name}`);
      note('delete', `${namespace}/${name}`);
      put({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2026-01-05T08:00:00Z' } });
      yield LATENCY_MS;
    },
    *subresource(_kind, namespace, name, subresource, _verb, body) {
      yield LATENCY_MS;
      const key = `${namespace}/${name}`;
      note(subresource, key);
      world.onBind(key);
      const pod = podOrThrow(key);
      put({ ...pod, spec: { ...pod.spec!, nodeName: (body as Binding).target.name! } } as Pod);
      yield LATENCY_MS;
    },
  };
  Object.assign(world, {
    engine,
    events,
    requests,
    put: (...objects: KubeObject[]) => objects.forEach(put),
    remove: (kind: string, key: string) => store(kind).delete(key),
    pod: (name: string) => store('Pod').stored.get(`default/${name}`) as Pod | undefined,
    scheduler: startScheduler({
      engine,
      client: client as Client,
      informers: { of: (kind: { kind: string }) => store(kind.kind) } as unknown as InformerFactory,
      recorder: {
        event: (about, type, reason, message) =>
          events.push(`${type} ${reason} ${about.kind}/${about.metadata.name}: ${message}`),
      },
      random: createRandom(1),
      scope: engine.root,
      ...(config ? { config } : {}),
    }),
  });
  return world;
}

/** A node of 4 CPU and 8Gi, for tests. */
export function testNode(name: string, change: { spec?: Node['spec']; labels?: Record<string, string> } = {}): Node {
  const labels = { 'kubernetes.io/hostname': name, ...change.labels };
  const allocatable = { cpu: '4', memory: '8Gi', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: change.spec ?? {},
    status: { allocatable },
  };
}

/** A pending Pod that asks for so much CPU, for tests. */
export function testPod(name: string, cpu = '100m', spec: Partial<NonNullable<Pod['spec']>> = {}): Pod {
  const container = { name: 'c', image: 'app:v1', resources: { requests: { cpu, memory: '128Mi' } } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: name.split('-')[0]! } },
    spec: { schedulerName: 'default-scheduler', containers: [container], ...spec },
    status: { phase: 'Pending' },
  };
}

class FakeInformer<T extends KubeObject> implements Informer<T> {
  readonly synced = new Future<void>();
  readonly stored = new Map<string, T>();
  private readonly cached = new Map<string, T>();
  private readonly handlers: EventHandler<T>[] = [];
  private readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
    this.synced.resolve();
  }

  get size(): number {
    return this.cached.size;
  }

  set(object: T): void {
    this.stored.set(objectKey(object), object);
    this.later(() => {
      const previous = this.cached.get(objectKey(object));
      this.cached.set(objectKey(object), object);
      for (const h of this.handlers) previous ? h.onUpdate?.(object, previous) : h.onAdd?.(object);
    });
  }

  delete(key: string): void {
    this.stored.delete(key);
    this.later(() => {
      const previous = this.cached.get(key);
      this.cached.delete(key);
      if (previous) for (const h of this.handlers) h.onDelete?.(previous, previous);
    });
  }

  get(key: string): T | undefined {
    return this.cached.get(key);
  }

  *list(namespace?: string): Iterable<T> {
    for (const o of this.cached.values()) if (!namespace || o.metadata.namespace === namespace) yield o;
  }

  byIndex(): Iterable<T> {
    return [];
  }

  addIndex(): void {}

  addHandler(handler: EventHandler<T>): void {
    this.handlers.push(handler);
  }

  private later(action: () => void): void {
    this.engine.after(LATENCY_MS, action, undefined);
  }
}

/** What a strategic merge patch of a Pod's status does, as far as the scheduler sends it. */
function patched(status: Pod['status'], patch: object): Pod['status'] {
  const { conditions, nominatedNodeName, ...rest } = { ...status, ...patch } as NonNullable<Pod['status']>;
  const added = (patch as { conditions?: readonly PodCondition[] }).conditions ?? [];
  const kept = (status?.conditions ?? []).filter(({ type }) => added.every((condition) => condition.type !== type));
  const all = [...kept, ...added];
  return {
    ...rest,
    ...(conditions && all.length > 0 ? { conditions: all } : {}),
    ...(nominatedNodeName ? { nominatedNodeName } : {}),
  };
}
