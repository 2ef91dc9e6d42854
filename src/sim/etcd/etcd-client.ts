import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import { ConnectionError, type Host, type Network } from '../network/network.ts';
import type { Stream } from '../network/stream.ts';
import type { Command, CommandResult } from './command.ts';
import type { Etcd, WatchBatch, WatchRequest } from './etcd.ts';

/** The API server's end of the connection to etcd. */
export interface EtcdClient {
  /**
   * Sends a command. The future fails with EtcdError when etcd refuses, with ConnectionError when nothing listens
   * (`refused`) or no answer comes (`timeout`).
   */
  call(command: Command): Future<CommandResult>;
  /** Opens a watch; undefined when etcd cannot be reached now. */
  watch(request: WatchRequest): Stream<WatchBatch> | undefined;
}

export interface EtcdClientOptions {
  readonly engine: Engine;
  readonly network: Network;
  readonly host: Host;
  readonly scope: Scope;
  /** The member to talk to, which may be dead. */
  readonly etcd: () => Etcd;
  /** How long a caller waits for an answer, in milliseconds. */
  readonly timeoutMs: number;
}

const REFUSED = new ConnectionError('refused', 'connect: connection refused');
const CLOSING = new ConnectionError('refused', 'transport is closing');
const DEADLINE = new ConnectionError('timeout', 'context deadline exceeded');

/** One command under way. The callbacks are methods of it, so that a call costs one record. */
interface Call {
  readonly command: Command;
  readonly etcd: Etcd;
  readonly reply: Future<CommandResult>;
  readonly deadlineMs: number;
  result: CommandResult | Error | undefined;
}

/** Connects to etcd over the simulated network: each command is a message there and one back. */
export function createEtcdClient(options: EtcdClientOptions): EtcdClient {
  const { engine, network, host, scope, timeoutMs } = options;
  const open = new Map<Etcd, Set<Call>>();

  const lose = (call: Call): void => {
    const giveUp = (): void => call.reply.reject(DEADLINE);
    engine.at(call.deadlineMs, giveUp, undefined, scope);
  };
  const settle = (call: Call): void => {
    if (call.result instanceof Error) call.reply.reject(call.result);
    else call.reply.resolve(call.result!);
  };
  const answer = (call: Call, result: CommandResult | Error): void => {
    call.result = result;
    const sent = network.send('etcd', call.etcd.host, host, call.command, settle, call, scope);
    if (sent === undefined) lose(call);
  };
  const arrive = (call: Call): void => {
    const { etcd } = call;
    if (!etcd.host.scope.alive) {
      lose(call);
      return;
    }
    if (!etcd.scope.alive) {
      answer(call, REFUSED);
      return;
    }
    const calls = callsOf(etcd);
    calls.add(call);
    etcd.submit(call.command, (result) => {
      calls.delete(call);
      answer(call, result);
    });
  };
  const callsOf = (etcd: Etcd): Set<Call> => {
    const known = open.get(etcd);
    if (known) return known;
    const calls = new Set<Call>();
    open.set(etcd, calls);
    etcd.scope.onKill(() => {
      open.delete(etcd);
      for (const call of calls) {
        if (etcd.host.scope.alive) answer(call, CLOSING);
        else lose(call);
      }
    });
    return calls;
  };

  return {
    call(command) {
      const etcd = options.etcd();
      const reply = new Future<CommandResult>();
      const call: Call = { command, etcd, reply, deadlineMs: engine.nowMs + timeoutMs, result: undefined };
      const sent = network.send('etcd', host, etcd.host, command, arrive, call, scope);
      if (sent === undefined) lose(call);
      return reply;
    },
    watch(request) {
      const etcd = options.etcd();
      return etcd.scope.alive && network.reachable(host, etcd.host) ? etcd.watch(request) : undefined;
    },
  };
}
