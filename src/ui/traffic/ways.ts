import type { TrafficRow } from '../../protocol/traffic.ts';
import type { MachineRow, NodeRow } from '../../protocol/view.ts';

/** One of several ways to run the same app: who uses it, and what it runs on. */
export interface Way {
  readonly client: TrafficRow;
  /** The machines that its people may be sent to; empty when it runs in the cluster. */
  readonly machines: readonly MachineRow[];
  readonly lost: number;
}

/** Host of a URL. */
export const hostOf = (url: string): string => /^https?:\/\/([^/:]+)/.exec(url)?.[1] ?? '';

/** The ways that are shown side by side, when there are machines beside the cluster: those of its clients. */
export function waysOf(clients: readonly TrafficRow[], machines: ReadonlyMap<string, MachineRow>): readonly Way[] {
  if (machines.size === 0) return [];
  return clients.map((client) => {
    const hosts = [client.to, ...(client.spec.backups ?? []), client.now].map(hostOf);
    const own = [...new Set(hosts)].flatMap((host) => machines.get(host) ?? []);
    const { error, refused, reset, timedOut, failed } = client;
    return { client, machines: own, lost: error + refused + reset + timedOut + failed };
  });
}

/** Who has to repair it, and when that person is there. */
export function repairText({ machines }: Way, nodes: Iterable<Pick<NodeRow, 'name' | 'ready'>>, nowMs: number): string {
  const coming = machines.filter(({ repairMs }) => repairMs >= 0);
  if (coming.length > 0) {
    const [first] = coming.toSorted((a, b) => a.repairMs - b.repairMs);
    const seconds = Math.max(0, Math.ceil((first!.repairMs - nowMs) / 1000));
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return seconds === 0 ? `Support is at ${first!.name}` : `Support will be at ${first!.name} in ${time}`;
  }
  if (machines.length > 0) {
    const isWrong = machines.some(
      ({ state, containers }) => state !== 'on' || containers.some((one) => one.state !== 'running'),
    );
    return isWrong ? 'Nobody is on the way yet' : 'Nobody is needed now';
  }
  const bad = [...nodes].filter(({ ready }) => ready !== 'True').map(({ name }) => name);
  return bad.length === 0 ? 'Nobody is needed' : `Nobody is needed: controllers replace what ran on ${bad.join(', ')}`;
}
