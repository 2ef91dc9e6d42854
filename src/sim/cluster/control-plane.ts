import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Descriptions } from '../../api/openapi.ts';
import type { Random } from '../../base/random.ts';
import type { Extension } from '../apiserver/aggregator/extension.ts';
import type { ApiServer, CommittedWrite } from '../apiserver/api-server.ts';
import type { KubeletAddress } from '../apiserver/kubelet-client.ts';
import type { WebAccess } from '../apiserver/server.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scope } from '../engine/scope.ts';
import { createEtcd, type Etcd } from '../etcd/etcd.ts';
import { emptyDisk } from '../etcd/raft/disk.ts';
import { createRaftEtcd, type RaftEtcd } from '../etcd/raft/raft-etcd.ts';
import { createRaftTransport } from '../etcd/raft/transport.ts';
import { Store } from '../etcd/store.ts';
import { UsageLog } from '../metrics-server/usage-log.ts';
import type { Host, Network } from '../network/network.ts';
import { DEFAULT_CONFIG, type SchedulerConfig } from '../scheduler/config.ts';
import { createDecisionLog } from '../scheduler/decision-log.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import { type ComponentName, ControlPlaneMember } from './control-plane-member.ts';
import { createLoadBalancer, type Doors } from './load-balancer.ts';

export type { ComponentName } from './control-plane-member.ts';

export interface ControlPlaneOptions {
  readonly engine: Engine;
  readonly network: Network;
  readonly kinds: readonly Kind[];
  readonly descriptions?: Descriptions | undefined;
  /** Machines with an etcd member, an API server, a scheduler and a controller manager each: 1, 3 or 5. */
  readonly members?: number;
  /** Whether its components keep to their rates of requests; default true. */
  readonly limits?: boolean;
}

/** The control plane: one machine, or several behind a load balancer. */
export class ControlPlane {
  /** Where clients find it: the machine, or the load balancer. */
  readonly host: Host;
  readonly members: readonly ControlPlaneMember[];
  /** What schedulers have decided. */
  readonly decisionLog = createDecisionLog();
  /** What the metrics server has measured of late, for those who look at the cluster. */
  readonly usage = new UsageLog();
  /** The kubelets of the cluster's nodes, once there are any. */
  kubelets: (node: string) => KubeletAddress | undefined = () => undefined;
  /** API servers that run as Pods, once there are any. */
  extensions: (ip: string, port: number) => Extension | undefined = () => undefined;
  /** The way to addresses of the cluster, once it is wired. */
  web: WebAccess | undefined;
  /** The cloud, where the cluster is in one. */
  cloud: Cloud | undefined;
  private schedulerConfig = DEFAULT_CONFIG;
  /** The scheduler's configuration as it was given last, '' for the one by default. */
  schedulerText = '';
  private readonly balancer: Doors | undefined;
  private readonly listeners: ((write: CommittedWrite) => void)[] = [];
  /** The newest revision that listeners have heard of, and from which API server. */
  private heard = 0;
  private heardFrom = 0;

  constructor({ engine, network, kinds, descriptions, members = 1, limits = true }: ControlPlaneOptions) {
    const random = engine.random.fork('control-plane');
    const found: ControlPlaneMember[] = [];
    const etcds = new Map<number, RaftEtcd>();
    const transport = createRaftTransport(network, (id) => etcds.get(id));
    for (let id = 1; id <= members; id++) {
      const name = `control-plane-${id}`;
      const host: Host = { name, scope: engine.root.child(name) };
      const base = { engine, network, host };
      const start = members === 1 ? singleEtcd(base) : groupEtcd({ ...base, id, members, transport }, etcds);
      const member = new ControlPlaneMember({
        ...{ engine, network, kinds, descriptions, host, startEtcd: start, limits },
        random: members === 1 ? random : random.fork(name),
        kubelets: (node) => this.kubelets(node),
        extensions: (ip, port) => this.extensions(ip, port),
        web: (...request) => this.web!(...request),
        cloud: () => this.cloud,
        isRunning: (component) => this.isRunning(component),
        onCommit: (write) => this.hear(id, write),
        decisionLog: this.decisionLog,
        schedulerConfig: () => this.schedulerConfig,
      });
      found.push(member);
    }
    this.members = found;
    if (members === 1) this.host = found[0]!.host;
    else {
      this.host = { name: 'control-plane', scope: engine.root.child('control-plane') };
      this.balancer = createLoadBalancer(network, this.host, () => this.members);
    }
  }

  /** The API server as clients reach it. */
  get doors(): Doors {
    return this.balancer ?? this.members[0]!.apiServer;
  }

  /** The API server that knows most, for observers. */
  get apiServer(): ApiServer {
    const alive = this.members.filter(({ apiServer }) => apiServer.listener.scope.alive);
    const from = alive.length > 0 ? alive : this.members;
    return from.reduce((best, next) => (next.apiServer.revision > best.apiServer.revision ? next : best)).apiServer;
  }

  /** The scheduler that leads. */
  get scheduler(): Scheduler | undefined {
    return this.members.find(({ scheduler }) => scheduler)?.scheduler;
  }

  /** Gives all schedulers another configuration, those that start later too. */
  configureScheduler(config: SchedulerConfig, text: string): void {
    this.schedulerConfig = config;
    this.schedulerText = text;
    for (const { scheduler } of this.members) scheduler?.configure(config);
  }

  /** Whether a component runs on any member. */
  isRunning(name: ComponentName): boolean {
    return this.members?.some((member) => member.isRunning(name)) ?? true;
  }

  /** Ends a component at once, on one member or on all. */
  stop(name: ComponentName, member?: ControlPlaneMember): void {
    for (const each of member ? [member] : this.members) each.stop(name);
  }

  /** Starts a stopped component with a new process; one that runs is left alone. */
  start(name: ComponentName, member?: ControlPlaneMember): void {
    for (const each of member ? [member] : this.members) each.start(name);
  }

  /** Calls back with every committed write, whichever process of the API server made it. */
  onCommit(listener: (write: CommittedWrite) => void): void {
    this.listeners.push(listener);
  }

  /** Every API server hears of every write: the first one counts. */
  private hear(from: number, write: CommittedWrite): void {
    if (write.revision < this.heard || (write.revision === this.heard && from !== this.heardFrom)) return;
    this.heard = write.revision;
    this.heardFrom = from;
    for (const listener of this.listeners) listener(write);
  }
}

type StartEtcd = (scope: Scope, random: Random) => Etcd;

/** A member alone; its store outlives its process. */
function singleEtcd(base: { readonly engine: Engine; readonly network: Network; readonly host: Host }): StartEtcd {
  const store = new Store();
  return (scope, random) => createEtcd({ ...base, scope, random, store });
}

/** A member of several; what is on its disk outlives its process. */
function groupEtcd(
  base: Omit<Parameters<typeof createRaftEtcd>[0], 'scope' | 'random' | 'disk'>,
  running: Map<number, RaftEtcd>,
): StartEtcd {
  const disk = emptyDisk(new Store());
  return (scope, random) => {
    const etcd = createRaftEtcd({ ...base, scope, random, disk });
    running.set(base.id, etcd);
    return etcd;
  };
}

/** The kinds that the cluster serves: every kind.ts in a folder of kinds/, in the order of their paths. */
export function findKinds(): readonly Kind[] {
  const found = import.meta.glob<Kind<KubeObject>>('../../kinds/*/kind.ts', { eager: true, import: 'default' });
  return Object.keys(found)
    .sort()
    .map((path) => found[path]!);
}
