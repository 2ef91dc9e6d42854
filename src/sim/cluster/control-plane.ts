import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Descriptions } from '../../api/openapi.ts';
import { isStored } from '../../api/verbs.ts';
import type { Random } from '../../base/random.ts';
import { type ApiServer, type CommittedWrite, createApiServer } from '../apiserver/api-server.ts';
import type { KubeletAddress } from '../apiserver/kubelet-client.ts';
import { createClient } from '../client/client.ts';
import { createInformerFactory } from '../client/informer-factory.ts';
import { createSeriesRecorder } from '../client/series-recorder.ts';
import { startControllerManager } from '../controllers/controller-manager.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import { createEtcd, type Etcd } from '../etcd/etcd.ts';
import type { Host, Network } from '../network/network.ts';
import { DEFAULT_CONFIG } from '../scheduler/config.ts';
import { type Scheduler, startScheduler } from '../scheduler/scheduler.ts';

/** The processes of the control plane, by the names that faults use. */
export type ComponentName =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'cloud-controller-manager';

/** Default of the scheduler's clientConnection. */
const SCHEDULER_QPS = 50;
const SCHEDULER_BURST = 100;
/** A process begins to work this long after it was started. */
const START_MS = 500;

/** The control plane on one machine: its processes can be stopped and started again, with fresh caches. */
export class ControlPlane {
  readonly host: Host;
  /** The disk of etcd outlives its process. */
  etcd: Etcd;
  apiServer: ApiServer;
  scheduler: Scheduler | undefined;
  /** The kubelets of the cluster's nodes, once there are any. */
  kubelets: (node: string) => KubeletAddress | undefined = () => undefined;
  private readonly scopes = new Map<ComponentName, Scope>();
  private readonly listeners: ((write: CommittedWrite) => void)[] = [];
  private readonly engine: Engine;
  private readonly network: Network;
  private readonly kinds: readonly Kind[];
  private readonly descriptions: Descriptions | undefined;
  private readonly random: Random;
  private starts = 0;

  constructor(engine: Engine, network: Network, kinds: readonly Kind[], descriptions?: Descriptions) {
    this.engine = engine;
    this.network = network;
    this.kinds = kinds;
    this.descriptions = descriptions;
    this.random = engine.random.fork('control-plane');
    this.host = { name: 'control-plane-1', scope: engine.root.child('control-plane-1') };
    this.etcd = this.newEtcd();
    this.apiServer = this.newApiServer();
    for (const name of ['kube-controller-manager', 'kube-scheduler', 'cloud-controller-manager'] as const)
      this.run(name);
  }

  isRunning(name: ComponentName): boolean {
    return this.scopes.get(name)?.alive ?? false;
  }

  /** Ends a component at once. */
  stop(name: ComponentName): void {
    this.scopes.get(name)?.kill();
    if (name === 'kube-scheduler') this.scheduler = undefined;
  }

  /** Starts a stopped component with a new process; one that runs is left alone. */
  start(name: ComponentName): void {
    if (this.isRunning(name)) return;
    this.engine.after(START_MS, () => !this.isRunning(name) && this.run(name), undefined, this.host.scope);
  }

  /** Calls back with every committed write, whichever process of the API server made it. */
  onCommit(listener: (write: CommittedWrite) => void): void {
    this.listeners.push(listener);
  }

  private run(name: ComponentName): void {
    if (name === 'etcd') this.etcd = this.newEtcd(this.etcd);
    else if (name === 'kube-apiserver') this.apiServer = this.newApiServer();
    else if (name === 'kube-controller-manager') this.runControllerManager();
    else if (name === 'kube-scheduler') this.scheduler = this.newScheduler();
    // The cloud's part comes with machines that the cloud adds and removes; until then its process has nothing to do.
    else this.newScope(name);
  }

  private newScope(name: ComponentName): Scope {
    const scope = this.host.scope.child(name);
    this.scopes.set(name, scope);
    return scope;
  }

  private newEtcd(before?: Etcd): Etcd {
    const { engine, network, host } = this;
    const scope = this.newScope('etcd');
    const random = this.random.fork(`etcd-${++this.starts}`);
    return createEtcd({ engine, network, host, scope, random, ...(before ? { store: before.store } : {}) });
  }

  private newApiServer(): ApiServer {
    const { engine, network, host, kinds, descriptions } = this;
    const scope = this.newScope('kube-apiserver');
    const random = this.random.fork(`kube-apiserver-${++this.starts}`);
    const isRunning = (name: ComponentName): boolean => this.isRunning(name);
    const etcd = (): Etcd => this.etcd;
    const kubelets = (node: string): KubeletAddress | undefined => this.kubelets(node);
    const server = createApiServer({
      ...{ engine, network, host, scope, etcd, kinds, random, isRunning, kubelets },
      ...(descriptions ? { descriptions } : {}),
    });
    server.onCommit((write) => {
      for (const listener of this.listeners) listener(write);
    });
    return server;
  }

  private runControllerManager(): void {
    const { engine, network, host, kinds } = this;
    startControllerManager({
      engine,
      network,
      host,
      scope: this.newScope('kube-controller-manager'),
      server: () => this.apiServer.listener,
      target: host,
      kinds: kinds.filter(isStored),
      random: this.random.fork(`kube-controller-manager-${++this.starts}`),
    });
  }

  private newScheduler(): Scheduler {
    const { engine, network, host } = this;
    const scope = this.newScope('kube-scheduler');
    const random = this.random.fork(`kube-scheduler-${++this.starts}`);
    const connect = { engine, network, host, scope, server: () => this.apiServer.listener, target: host };
    const limits = { qps: SCHEDULER_QPS, burst: SCHEDULER_BURST };
    const client = createClient({ ...connect, ...limits, user: 'system:kube-scheduler' });
    const watcher = createClient({ ...connect, user: 'system:kube-scheduler' });
    const informers = createInformerFactory({ engine, scope, client: watcher, random: random.fork('informers') });
    const component = 'default-scheduler';
    const events = { client: createClient({ ...connect, ...limits, user: 'system:kube-scheduler' }), component };
    const recorder = createSeriesRecorder({ engine, scope, random: random.fork('events'), ...events });
    const scheduler = startScheduler({ engine, client, informers, recorder, random, scope, config: DEFAULT_CONFIG });
    informers.start();
    return scheduler;
  }
}

/** The kinds that the cluster serves: every kind.ts in a folder of kinds/, in the order of their paths. */
export function findKinds(): readonly Kind[] {
  const found = import.meta.glob<Kind<KubeObject>>('../../kinds/*/kind.ts', { eager: true, import: 'default' });
  return Object.keys(found)
    .sort()
    .map((path) => found[path]!);
}
