import type { Lease } from '../api/k8s/coordination-v1.gen.ts';
import { parseTime } from '../base/time.ts';
import type { ControlPlaneRow, LeaseRow, MemberRow, QueueRow } from '../protocol/control-plane.ts';
import type { CommittedWrite } from '../sim/apiserver/api-server.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';
import type { ComponentName, ControlPlaneMember } from '../sim/cluster/control-plane-member.ts';
import { RaftEtcd } from '../sim/etcd/raft/raft-etcd.ts';

const COMPONENTS: readonly ComponentName[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'cloud-controller-manager',
];
const MANAGERS = ['kube-controller-manager', 'cloud-controller-manager'] as const;
/** Frames between two looks. */
const EVERY = 6;

/** Tells the page how the components of the control plane are, when that has changed. */
export class ControlPlaneFeed {
  private readonly cluster: Cluster;
  private readonly leases = new Map<string, Lease>();
  private on = false;
  private frames = 0;
  private sent = '';

  constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  /** Whether the page wants to know. */
  show(on: boolean): void {
    this.on = on;
    this.sent = '';
    this.frames = 0;
  }

  observe({ kind, object, type }: CommittedWrite): void {
    if (kind.kind !== 'Lease' || object.metadata.namespace !== 'kube-system') return;
    const name = object.metadata.name ?? '';
    if (type === 'DELETED') this.leases.delete(name);
    else this.leases.set(name, object as Lease);
  }

  /** The present state, when it differs from what was told last. */
  take(): ControlPlaneRow | undefined {
    if (!this.on || this.frames++ % EVERY !== 0) return undefined;
    const row = this.row();
    const text = JSON.stringify(row);
    if (text === this.sent) return undefined;
    this.sent = text;
    return row;
  }

  private row(): ControlPlaneRow {
    const { members, scheduler } = this.cluster.controlPlane;
    return {
      members: members.map(memberRow),
      queues: members.flatMap((member) => MANAGERS.flatMap((name) => queueRows(member, name))),
      scheduling: scheduler?.queueSizes() ?? null,
      leases: [...this.leases.values()].map((lease) => this.leaseRow(lease)),
    };
  }

  private leaseRow({ metadata, spec = {} }: Lease): LeaseRow {
    const { engine, upAtMs } = this.cluster;
    const { holderIdentity = '', renewTime, leaseTransitions = 0, leaseDurationSeconds = 0 } = spec;
    return {
      name: metadata.name ?? '',
      holder: holderIdentity,
      renewedMs: renewTime ? parseTime(renewTime) - engine.epochMs - upAtMs : 0,
      transitions: leaseTransitions,
      durationMs: leaseDurationSeconds * 1000,
    };
  }
}

function memberRow(member: ControlPlaneMember): MemberRow {
  const { etcd, host } = member;
  const raft = etcd instanceof RaftEtcd && etcd.scope.alive ? etcd.raft : undefined;
  return {
    name: host.name,
    alive: host.scope.alive,
    running: COMPONENTS.filter((name) => member.isRunning(name)),
    raft: raft
      ? {
          role: raft.role,
          term: raft.term,
          lastIndex: raft.log.lastIndex,
          stable: raft.log.stable,
          committed: raft.committed,
        }
      : null,
  };
}

interface Counted {
  readonly account: string;
  waiting: number;
  failing: number;
  retries: number;
}

/** The queues of each controller, added up. */
function queueRows(member: ControlPlaneMember, component: ComponentName): QueueRow[] {
  const rows = new Map<string, Counted>();
  for (const { controller, account, queue } of member.queuesOf(component)) {
    const row = rows.get(controller) ?? { account, waiting: 0, failing: 0, retries: 0 };
    row.waiting += queue.length;
    row.failing += queue.failing;
    row.retries += queue.retries;
    rows.set(controller, row);
  }
  return [...rows].map(([controller, counts]) => ({ component, controller, ...counts }));
}
