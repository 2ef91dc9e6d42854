import { traffic } from '../../language/en/traffic.ts';
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
export const hostOf = (url: string): string => /^(?:https?|udp):\/\/([^/:]+)/.exec(url)?.[1] ?? '';

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

export interface Repair {
  readonly text: string;
  /** Whether nobody has to come. */
  readonly isCalm: boolean;
}

/** Who has to repair it, and when that person is there. */
export function repairOf({ machines }: Way, nodes: Iterable<Pick<NodeRow, 'name' | 'ready'>>, nowMs: number): Repair {
  const coming = machines.filter(({ repairMs }) => repairMs >= 0);
  if (coming.length > 0) {
    const [first] = coming.toSorted((a, b) => a.repairMs - b.repairMs);
    const seconds = Math.max(0, Math.ceil((first!.repairMs - nowMs) / 1000));
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    const machine = first!.name;
    const text = seconds === 0 ? traffic('supportAt', { machine }) : traffic('supportIn', { machine, time });
    return { text, isCalm: false };
  }
  if (machines.length > 0) {
    const isWrong = machines.some(
      ({ state, containers }) => state !== 'on' || containers.some((one) => one.state !== 'running'),
    );
    return isWrong ? { text: traffic('nobodyYet'), isCalm: false } : { text: traffic('nobodyNow'), isCalm: true };
  }
  const bad = [...nodes].filter(({ ready }) => ready !== 'True').map(({ name }) => name);
  const text = bad.length === 0 ? traffic('nobody') : traffic('nobodyBut', { nodes: bad.join(', ') });
  return { text, isCalm: true };
}
