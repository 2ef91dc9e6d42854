import type { Kind } from '../../api/kind.ts';
import type { Descriptions } from '../../api/openapi.ts';
import { type Process, wait } from '../../api/process.ts';
import { isStored } from '../../api/verbs.ts';
import type { Random } from '../../base/random.ts';
import type { Extension } from '../apiserver/aggregator/extension.ts';
import { type ApiServer, type CommittedWrite, createApiServer } from '../apiserver/api-server.ts';
import type { KubeletAddress } from '../apiserver/kubelet-client.ts';
import type { WebAccess } from '../apiserver/server.ts';
import { type ClientOptions, createClient } from '../client/client.ts';
import { spawnGuarded } from '../client/guard.ts';
import { createInformerFactory } from '../client/informer-factory.ts';
import { becomeLeader, RENEW_DEADLINE_MS } from '../client/leader-election.ts';
import { createRecorder } from '../client/recorder.ts';
import { createSeriesRecorder } from '../client/series-recorder.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { cloudNodeController } from '../cloud/node-controller/node-controller.ts';
import { cloudNodeLifecycleController } from '../cloud/node-lifecycle-controller/node-lifecycle-controller.ts';
import { serviceController } from '../cloud/service-controller/service-controller.ts';
import { type ControllerQueue, startControllerManager, startControllers } from '../controllers/controller-manager.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import type { Etcd } from '../etcd/etcd.ts';
import type { Host, Network } from '../network/network.ts';
import type { SchedulerConfig } from '../scheduler/config.ts';
import { SCHEDULER_CONFIGZ } from '../scheduler/configz.ts';
import type { DecisionLog } from '../scheduler/decision-log.ts';
import { createDecisionSource } from '../scheduler/decision-object.ts';
import { type Scheduler, startScheduler } from '../scheduler/scheduler.ts';

/** The processes of the control plane, by the names that faults use. */
export type ComponentName =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'cloud-controller-manager';

const ALL: readonly ComponentName[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'cloud-controller-manager',
];

const { QPS: qps, Burst: burst } = SCHEDULER_CONFIGZ.ClientConnection;
const SCHEDULER_LIMITS = { qps, burst };
/** A process begins to work this long after it was started. */
const START_MS = 500;
/** From power on until the processes begin, as for other machines. */
const BOOT_MS = 15_000;

/** What the members of a control plane share. */
export interface MemberOptions {
  readonly engine: Engine;
  readonly network: Network;
  readonly kinds: readonly Kind[];
  readonly descriptions: Descriptions | undefined;
  readonly random: Random;
  readonly host: Host;
  /** Whether its components keep to their rates of requests. */
  readonly limits: boolean;
  /** Starts the member's etcd, with what an earlier life left on the disk. */
  readonly startEtcd: (scope: Scope, random: Random) => Etcd;
  readonly kubelets: (node: string) => KubeletAddress | undefined;
  readonly extensions: (ip: string, port: number) => Extension | undefined;
  readonly web: WebAccess;
  /** The cloud, where the cluster is in one. */
  readonly cloud: () => Cloud | undefined;
  /** Whether any member runs a component. */
  readonly isRunning: (name: ComponentName) => boolean;
  readonly onCommit: (write: CommittedWrite) => void;
  /** What schedulers decide; it outlives their processes. */
  readonly decisionLog: DecisionLog;
  /** What schedulers start with. */
  readonly schedulerConfig: () => SchedulerConfig;
}

/** One machine of the control plane: its processes can be stopped and started again, with fresh caches. */
export class ControlPlaneMember {
  readonly host: Host;
  etcd: Etcd;
  apiServer: ApiServer;
  /** The scheduler, while it leads. */
  scheduler: Scheduler | undefined;
  private readonly queues = new Map<ComponentName, readonly ControllerQueue[]>();
  private readonly scopes = new Map<ComponentName, Scope>();
  private readonly stopped = new Set<ComponentName>();
  private readonly options: MemberOptions;
  private starts = 0;

  constructor(options: MemberOptions) {
    this.options = options;
    this.host = options.host;
    this.etcd = this.newEtcd();
    this.apiServer = this.newApiServer();
    for (const name of ALL.slice(2)) this.run(name);
  }

  isRunning(name: ComponentName): boolean {
    return this.scopes.get(name)?.alive ?? false;
  }

  /** Work queues of a controller manager, while it leads. */
  queuesOf(name: ComponentName): readonly ControllerQueue[] {
    return this.isRunning(name) ? (this.queues.get(name) ?? []) : [];
  }

  /** Ends a component at once. */
  stop(name: ComponentName): void {
    this.stopped.add(name);
    this.end(name);
  }

  /** Starts a stopped component with a new process; one that runs is left alone. */
  start(name: ComponentName): void {
    this.stopped.delete(name);
    this.startAfter(name, START_MS);
  }

  /** A component's process ends by itself. */
  crash(name: ComponentName): void {
    this.end(name);
  }

  /** A new process in the place of one that has ended, unless somebody has stopped it. */
  restart(name: ComponentName): void {
    this.startAfter(name, START_MS);
  }

  /** Everything on the machine stops at once. */
  powerOff(): void {
    this.host.scope.kill();
    this.scheduler = undefined;
  }

  /** Gives a dead machine power again; a living one is reset. */
  powerOn(): void {
    if (this.host.scope.alive) this.powerOff();
    this.host.scope = this.options.engine.root.child(this.host.name);
    this.boot();
  }

  /** The processes come up, after the machine. */
  boot(): void {
    this.scheduler = undefined;
    this.stopped.clear();
    for (const name of ALL) this.startAfter(name, BOOT_MS);
  }

  private startAfter(name: ComponentName, delayMs: number): void {
    if (this.isRunning(name)) return;
    const start = (): void => {
      if (!this.isRunning(name) && !this.stopped.has(name)) this.run(name);
    };
    this.options.engine.after(delayMs, start, undefined, this.host.scope);
  }

  private end(name: ComponentName): void {
    this.scopes.get(name)?.kill();
    if (name === 'kube-scheduler') this.scheduler = undefined;
  }

  private run(name: ComponentName): void {
    if (name === 'etcd') this.etcd = this.newEtcd();
    else if (name === 'kube-apiserver') this.apiServer = this.newApiServer();
    else if (name === 'kube-controller-manager') {
      this.lead(name, 'kube-controller-manager', (scope, random) => this.runControllerManager(scope, random));
    } else if (name === 'kube-scheduler') {
      this.lead(name, 'default-scheduler', (scope, random) => {
        this.scheduler = this.newScheduler(scope, random);
      });
    } else this.runOnceWired(name);
  }

  /** Whether there is a cloud is known when the cluster has been put together: after what runs now. */
  private runOnceWired(name: 'cloud-controller-manager'): void {
    const wired = (): void => {
      const cloud = this.options.cloud();
      if (cloud) this.lead(name, name, (scope, random) => this.runCloudControllerManager(cloud, scope, random));
    };
    this.options.engine.after(0, wired, undefined, this.newScope(name));
  }

  private newScope(name: ComponentName): Scope {
    const scope = this.host.scope.child(name);
    this.queues.delete(name);
    this.scopes.set(name, scope);
    return scope;
  }

  private newRandom(name: ComponentName): Random {
    return this.options.random.fork(`${name}-${++this.starts}`);
  }

  private newEtcd(): Etcd {
    return this.options.startEtcd(this.newScope('etcd'), this.newRandom('etcd'));
  }

  private newApiServer(): ApiServer {
    const { engine, network, kinds, descriptions, isRunning, kubelets, extensions, web, onCommit, decisionLog } =
      this.options;
    const scope = this.newScope('kube-apiserver');
    const random = this.newRandom('kube-apiserver');
    const etcd = (): Etcd => this.etcd;
    const server = createApiServer({
      ...{ engine, network, host: this.host, scope, etcd, kinds, random, isRunning, kubelets, extensions, web },
      ...(descriptions ? { descriptions } : {}),
      decisions: createDecisionSource(decisionLog, engine.epochMs),
    });
    server.onCommit(onCommit);
    return server;
  }

  /** Runs a component when it has been elected. A process that loses its lead ends, and is started again. */
  private lead(name: ComponentName, source: string, start: (scope: Scope, random: Random) => void): void {
    const { engine } = this.options;
    const scope = this.newScope(name);
    const random = this.newRandom(name);
    const client = createClient({ ...this.connection(scope, name), timeoutMs: RENEW_DEADLINE_MS / 2 });
    const recorder = createRecorder({ engine, scope, client, random: random.fork('events'), component: source });
    const identity = `${this.host.name}_${uuid(random.fork('identity'))}`;
    const election = { engine, client, recorder, random: random.fork('election'), name, identity };
    const life = function* (this: ControlPlaneMember): Process<void> {
      const leading = yield* becomeLeader(election);
      start(scope, random);
      yield* leading;
    };
    const done = spawnGuarded(engine, scope, life.call(this));
    const again = function* (this: ControlPlaneMember): Process<void> {
      yield* wait(done);
      this.end(name);
      this.startAfter(name, START_MS);
    };
    spawnGuarded(engine, this.host.scope, again.call(this));
  }

  /** The components of a machine talk to its own API server, as kubeadm sets them up. */
  private connection(scope: Scope, component: ComponentName): ClientOptions {
    const { engine, network } = this.options;
    const { host } = this;
    const server = (): ApiServer['listener'] => this.apiServer.listener;
    return { engine, network, host, scope, server, target: host, user: `system:${component}` };
  }

  private runControllerManager(scope: Scope, random: Random): void {
    const { kinds, limits } = this.options;
    const { user: _each, ...connection } = this.connection(scope, 'kube-controller-manager');
    const started = startControllerManager({ ...connection, kinds: kinds.filter(isStored), random, limits });
    this.queues.set('kube-controller-manager', started.queues);
  }

  private runCloudControllerManager(cloud: Cloud, scope: Scope, random: Random): void {
    const { kinds } = this.options;
    const { user, ...connection } = this.connection(scope, 'cloud-controller-manager');
    const { instances } = cloud;
    const ofNodes = instances ? [cloudNodeController(instances), cloudNodeLifecycleController(instances)] : [];
    const controllers = [...ofNodes, serviceController(cloud)];
    const options = { ...connection, kinds: kinds.filter(isStored), random };
    this.queues.set('cloud-controller-manager', startControllers(options, controllers, user).queues);
  }

  private newScheduler(scope: Scope, random: Random): Scheduler {
    const { engine, limits, decisionLog: log } = this.options;
    const connection = this.connection(scope, 'kube-scheduler');
    const limited = { ...connection, ...(limits ? SCHEDULER_LIMITS : {}) };
    const client = createClient(limited);
    const informers = createInformerFactory({
      ...{ engine, scope, random: random.fork('informers') },
      client: createClient(connection),
    });
    const events = { client: createClient(limited), component: 'default-scheduler' };
    const recorder = createSeriesRecorder({ engine, scope, random: random.fork('events'), ...events });
    const config = this.options.schedulerConfig();
    const scheduler = startScheduler({ engine, client, informers, recorder, random, scope, config, log });
    informers.start();
    return scheduler;
  }
}

function uuid(random: Random): string {
  const hex = (digits: number): string => {
    let text = '';
    while (text.length < digits) text += random.int(16).toString(16);
    return text;
  };
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}
