import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import { isBug } from '../../api/control/bug.ts';
import type { Controller, ControllerContext, InformerFactory, WorkQueue } from '../../api/controller.ts';
import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import { type Process, type Waitable, waitAll } from '../../api/process.ts';
import type { Random } from '../../base/random.ts';
import ServiceAccountKind from '../../kinds/service-account/kind.ts';
import type { ResourceRequest, ResourceResponse } from '../apiserver/request.ts';
import { type ClientOptions, createClient } from '../client/client.ts';
import { spawnGuarded } from '../client/guard.ts';
import { createInformerFactory } from '../client/informer-factory.ts';
import { createRecorder } from '../client/recorder.ts';
import { createWorkQueue } from '../client/work-queue.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import type { Host, Listener, Network } from '../network/network.ts';
import { ensureAccounts } from './accounts.ts';

/** Requests a second and burst of each controller's client (kube-apiserver-qps and -burst). */
const QPS: number = CONTROLLER_MANAGER_CONFIG.Generic.ClientConnection.QPS;
const BURST: number = CONTROLLER_MANAGER_CONFIG.Generic.ClientConnection.Burst;

/** Where the controller manager runs and what it connects to. */
export interface ControllerManagerOptions {
  readonly engine: Engine;
  readonly network: Network;
  readonly host: Host;
  /** The component's scope; killing it stops every controller. A restart passes a new one. */
  readonly scope: Scope;
  readonly server: () => Listener<ResourceRequest, ResourceResponse> | undefined;
  readonly target: Host;
  readonly kinds: readonly Kind[];
  readonly random: Random;
  /** Whether clients keep to their rate limits; default true. */
  readonly limits?: boolean;
  /** Which controllers run, by name; all without it. */
  readonly only?: readonly string[];
}

/** A running controller manager. */
export interface ControllerManager {
  /** Names of its controllers, in their order. */
  readonly controllers: readonly string[];
  /** Settles when every informer has its first list. */
  readonly synced: Waitable<void>;
  /** Their work queues, in the order in which they were made. */
  readonly queues: readonly ControllerQueue[];
}

/** A work queue of a controller. */
export interface ControllerQueue {
  readonly controller: string;
  /** The service account by which its requests are known. */
  readonly account: string;
  readonly queue: WorkQueue;
}

/** Starts all controllers: every kinds/*​/controller.ts and sim/controllers/*​/controller.ts. Models cmd/kube-controller-manager. */
export function startControllerManager(options: ControllerManagerOptions): ControllerManager {
  const { engine, network, host, scope, server, target, only } = options;
  const controllers = findControllers().filter((controller) => !only || only.includes(controller.name));
  const user = 'system:kube-controller-manager';
  const started = startControllers(options, controllers, user);
  if (!only && options.kinds.includes(ServiceAccountKind as unknown as Kind)) {
    const client = createClient({ engine, network, host, scope, server, target, user });
    spawnGuarded(engine, scope, ensureAccounts(client));
  }
  return started;
}

/** Starts some controllers in one process. @param user who reads what they have in common */
export function startControllers(
  options: ControllerManagerOptions,
  controllers: readonly Controller[],
  user: string,
): ControllerManager {
  const { engine, scope, random, limits = true } = options;
  const base: Omit<ClientOptions, 'user'> = {
    engine,
    network: options.network,
    host: options.host,
    scope,
    server: options.server,
    target: options.target,
    ...(limits ? { qps: QPS, burst: BURST } : {}),
  };
  const informers = createInformerFactory({
    engine,
    scope,
    client: createClient({ ...base, user }),
    random: random.fork('informers'),
  });
  const queues: ControllerQueue[] = [];
  for (const controller of controllers) controller.start(createContext(options, base, informers, controller, queues));
  informers.start();
  return {
    controllers: controllers.map((controller) => controller.name),
    synced: spawnGuarded(engine, scope, informers.waitForSync()),
    queues,
  };
}

/** All controllers, sorted by the path of their file. */
function findControllers(): Controller[] {
  const found = {
    ...import.meta.glob<Controller>('../../kinds/*/controller.ts', { eager: true, import: 'default' }),
    ...import.meta.glob<Controller>('./*/controller.ts', { eager: true, import: 'default' }),
  };
  return Object.keys(found)
    .sort()
    .map((path) => found[path]!);
}

function createContext(
  options: ControllerManagerOptions,
  base: Omit<ClientOptions, 'user'>,
  shared: InformerFactory,
  { name, account = name, rate }: Controller,
  queues: ControllerQueue[],
): ControllerContext {
  const { engine, scope, kinds, limits = true } = options;
  const random = options.random.fork(name);
  const user = `system:serviceaccount:kube-system:${account}`;
  const client = createClient({ ...base, ...(limits ? rate : undefined), user });
  const used = new Set<Waitable<void>>();

  const informers: InformerFactory = {
    of<T extends KubeObject>(kind: Kind<T>) {
      const informer = shared.of(kind);
      used.add(informer.synced);
      return informer;
    },
  };
  return {
    client,
    informers,
    random,
    kinds,
    nowMs: () => engine.unixMs,
    spawn: (process) => spawnGuarded(engine, scope, process),
    after(delayMs, action) {
      const timer = engine.after(delayMs, action, undefined, scope);
      return () => engine.cancel(timer);
    },
    queue(_name, backOff) {
      const queue = createWorkQueue(engine, scope, backOff);
      queues.push({ controller: name, account, queue });
      return queue;
    },
    recorder: (component) => createRecorder({ engine, scope, client, random: random.fork(component), component }),
    run(queue, workers, reconcile) {
      for (let i = 0; i < workers; i++) spawnGuarded(engine, scope, work(queue, used, reconcile));
    },
  };
}

/** One worker: takes keys once the caches are filled, reconciles, and puts failures back with back-off. */
function* work(
  queue: WorkQueue,
  caches: ReadonlySet<Waitable<void>>,
  reconcile: (key: string) => Process<void>,
): Process<void> {
  yield* waitAll([...caches]);
  for (;;) {
    const key = yield* queue.take();
    try {
      yield* reconcile(key);
      queue.forget(key);
    } catch (error) {
      if (isBug(error)) throw error;
      queue.addRateLimited(key);
    }
    queue.done(key);
  }
}
