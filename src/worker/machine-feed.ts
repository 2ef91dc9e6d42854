import type { Frame } from '../protocol/messages.ts';
import type { Flag } from '../protocol/view.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';

/** What the page is told of machines beside the cluster, and of those who look after them. */
export class MachineFeed {
  private readonly cluster: Cluster;
  private sentMachines = '[]';
  private sentRepairs = 0;
  private sentSwitches = 0;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  /** What people have done beside the inputs since it was asked last: support, and those who switched a client. */
  deeds(): readonly Flag[] {
    const { machines, traffic, upAtMs } = this.cluster;
    const deeds = [
      ...machines.repairs.slice(this.sentRepairs).map(({ atMs, machine }) => ({
        atMs,
        label: `support repairs ${machine}`,
        said: { say: 'repair', target: machine } as const,
      })),
      ...traffic.switches.slice(this.sentSwitches).map(({ atMs, client, to }) => ({
        atMs,
        label: `${client} is switched to ${to}`,
        said: { say: 'switch', client, to } as const,
      })),
    ];
    this.sentRepairs = machines.repairs.length;
    this.sentSwitches = traffic.switches.length;
    return deeds.map(({ atMs, ...deed }) => ({ atMs: atMs - upAtMs, ...deed, kind: 'change' }));
  }

  /** The machines, when something about them has changed, or all is told anew. */
  take(reset: boolean): Pick<Frame, 'machines'> {
    const machines = this.cluster.machines.rows(this.cluster.upAtMs);
    const text = JSON.stringify(machines);
    if (text === this.sentMachines && !reset) return { machines: [] };
    this.sentMachines = text;
    return { machines };
  }
}
