import type { Scope } from '../../engine/scope.ts';
import type { Host, Network } from '../../network/network.ts';
import type { RaftMessage } from './message.ts';

/** A member as the others reach it. */
export interface RaftPeer {
  readonly host: Host;
  readonly scope: Scope;
  receive(message: RaftMessage): void;
}

/** Carries messages between members; what cannot be delivered is lost, as Raft expects. */
export interface RaftTransport {
  send(message: RaftMessage): void;
}

/**
 * Connects members over the simulated network. The order between two of them is kept. Heartbeats stay out of the message
 * trace, which they would fill. Models server/etcdserver/api/rafthttp.
 */
export function createRaftTransport(network: Network, peer: (id: number) => RaftPeer | undefined): RaftTransport {
  const lastArrivalMs = new Map<string, number>();
  const { engine } = network;
  return {
    send(message) {
      const sender = peer(message.from);
      const receiver = peer(message.to);
      if (!sender || !receiver) return;
      const link = `${message.from} ${message.to}`;
      const notBeforeMs = lastArrivalMs.get(link) ?? 0;
      const deliver = (): void => {
        const now = peer(message.to);
        if (now?.scope.alive) now.receive(message);
      };
      let arrivesMs: number | undefined;
      if (message.type === 'heartbeat' || message.type === 'heartbeatReply') {
        const latencyMs = network.latencyMs(sender.host, receiver.host);
        arrivesMs = latencyMs === undefined ? undefined : Math.max(engine.nowMs + latencyMs, notBeforeMs);
        if (arrivesMs !== undefined) engine.at(arrivesMs, deliver, undefined);
      } else {
        const { host } = receiver;
        arrivesMs = network.send(
          'raft',
          sender.host,
          host,
          subjectOf(message),
          deliver,
          undefined,
          host.scope,
          notBeforeMs,
        );
      }
      if (arrivesMs !== undefined) lastArrivalMs.set(link, arrivesMs);
    },
  };
}

/** What the trace keeps of a message: not the objects that it carries. */
function subjectOf(message: RaftMessage): unknown {
  const { type, term } = message;
  if (type === 'append') return { type, term, entries: message.entries.length, commit: message.commit };
  if (type === 'vote' || type === 'voteReply') return { type, term, pre: message.pre };
  return { type, term };
}
