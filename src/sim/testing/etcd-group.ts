import { Engine } from '../engine/engine.ts';
import { Trace } from '../engine/trace.ts';
import { type Command, type CommandResult, EtcdError } from '../etcd/command.ts';
import { emptyDisk, type RaftDisk } from '../etcd/raft/disk.ts';
import { createRaftEtcd, type RaftEtcd } from '../etcd/raft/raft-etcd.ts';
import { createRaftTransport } from '../etcd/raft/transport.ts';
import { Store } from '../etcd/store.ts';
import { type Host, Network } from '../network/network.ts';

/** One machine of a group. */
export interface GroupMember {
  readonly host: Host;
  readonly disk: RaftDisk;
  etcd: RaftEtcd;
}

/** A group of etcd members on machines of their own, without API servers. */
export interface EtcdGroup {
  readonly engine: Engine;
  readonly network: Network;
  /** By number, from 1; place 0 is empty. */
  readonly members: readonly GroupMember[];
  /** The number of the member that leads the newest term among those that live; 0 if none does. */
  leader(): number;
  kill(id: number): void;
  restart(id: number): void;
  partition(id: number, cut: boolean): void;
  /** Runs for some virtual time. */
  pass(ms: number): void;
  /** Sends a command to a member and runs until it answers; an error is its text. */
  ask(id: number, command: Command): CommandResult | string;
}

/** Starts 3 or 5 members and waits for a leader. */
export function createEtcdGroup(size: number, seed = 1): EtcdGroup {
  const engine = new Engine(seed);
  const network = new Network(engine, new Trace(engine, 1_000));
  const members: GroupMember[] = [];
  const transport = createRaftTransport(network, (id) => members[id]?.etcd);
  const start = (id: number, host: Host, disk: RaftDisk): RaftEtcd =>
    createRaftEtcd({
      ...{ engine, network, host, id, disk, transport, members: size },
      scope: host.scope.child('etcd'),
      random: engine.random.fork(`etcd-${id}-${engine.nowMs}`),
    });
  for (let id = 1; id <= size; id++) {
    const host: Host = { name: `member-${id}`, scope: engine.root.child(`member-${id}`) };
    const disk = emptyDisk(new Store());
    members[id] = { host, disk, etcd: start(id, host, disk) };
  }
  const group: EtcdGroup = {
    engine,
    network,
    members,
    leader() {
      const leading = members.filter(({ etcd }) => etcd.scope.alive && etcd.raft.role === 'leader');
      leading.sort((a, b) => b.etcd.raft.term - a.etcd.raft.term);
      return leading[0]?.etcd.raft.id ?? 0;
    },
    kill: (id) => members[id]!.host.scope.kill(),
    restart(id) {
      const member = members[id]!;
      member.host.scope = engine.root.child(member.host.name);
      member.etcd = start(id, member.host, member.disk);
    },
    partition: (id, cut) => network.setFault(members[id]!.host, cut ? { partitioned: true } : undefined),
    pass: (ms) => engine.runUntil(engine.nowMs + ms),
    ask(id, command) {
      let answer: CommandResult | string | undefined;
      members[id]!.etcd.submit(command, (result) => {
        answer = result instanceof EtcdError ? result.message : result;
      });
      while (answer === undefined && engine.step());
      return answer!;
    },
  };
  while (group.leader() === 0) group.pass(100);
  group.pass(200);
  return group;
}
