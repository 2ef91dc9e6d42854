import type { Process } from '../../api/process.ts';
import type { Random } from '../../base/random.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import type { MessageKind, Trace } from '../engine/trace.ts';

/** A machine on the simulated network (a node, a control-plane machine, a client's computer). */
export interface Host {
  readonly name: string;
  /** The power domain: when it is dead, the machine neither sends nor receives. */
  scope: Scope;
}

/** What a fault does to all traffic between one host and every other host. */
export interface LinkFault {
  readonly partitioned?: boolean;
  readonly latencyMs?: number;
  readonly jitterMs?: number;
  /** Share of messages lost, 0 to 100. */
  readonly lossPercent?: number;
}

/** No answer came: `refused` at once by a live machine, `timeout` after the caller's patience. */
export class ConnectionError extends Error {
  readonly reason: 'refused' | 'timeout';

  constructor(reason: 'refused' | 'timeout', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** A service that listens on a host: it takes a request and answers from within its own scope. */
export interface Listener<Req, Res> {
  readonly host: Host;
  /** The component's scope; requests that it was working on are lost when it dies. */
  readonly scope: Scope;
  serve(request: Req): Process<Res>;
}

/** Latency within a machine and between two machines of one cluster, one way, in milliseconds. */
const LOCAL_LATENCY_MS = 0.05;
const REMOTE_LATENCY_MS = 0.5;
const JITTER_SHARE = 0.2;

/** The simulated network: hosts, latency, faults on links, requests and their replies. */
export class Network {
  private readonly faults = new Map<Host, LinkFault>();
  private readonly faultListeners = new Set<(host: Host) => void>();
  /** Requests that each server is working on: when it dies, their callers get no answer. */
  private readonly inFlight = new WeakMap<Scope, Set<() => void>>();
  readonly engine: Engine;
  readonly trace: Trace;
  private readonly random: Random;

  constructor(engine: Engine, trace: Trace) {
    this.engine = engine;
    this.trace = trace;
    this.random = engine.random.fork('network');
  }

  /** Sets or clears (`undefined`) what is wrong with a host's links. */
  setFault(host: Host, fault: LinkFault | undefined): void {
    if (fault) this.faults.set(host, fault);
    else this.faults.delete(host);
    for (const listener of this.faultListeners) listener(host);
  }

  /** What is wrong with a host's links now. */
  faultOf(host: Host): LinkFault | undefined {
    return this.faults.get(host);
  }

  /** Calls back with the host whenever a fault on its links changes. */
  onFaultChange(listener: (host: Host) => void): void {
    this.faultListeners.add(listener);
  }

  /** Whether messages can pass between two hosts at all. */
  reachable(a: Host, b: Host): boolean {
    if (!a.scope.alive || !b.scope.alive) return false;
    if (a === b) return true;
    return !this.faults.get(a)?.partitioned && !this.faults.get(b)?.partitioned;
  }

  /** One-way latency of the next message between two hosts, or undefined when it is lost. */
  latencyMs(from: Host, to: Host): number | undefined {
    if (!this.reachable(from, to)) return undefined;
    const base = from === to ? LOCAL_LATENCY_MS : REMOTE_LATENCY_MS;
    let latency = base * (1 + JITTER_SHARE * this.random.next());
    if (from === to || this.faults.size === 0) return latency;
    for (const fault of [this.faults.get(from), this.faults.get(to)]) {
      if (!fault) continue;
      if (fault.lossPercent && this.random.next() * 100 < fault.lossPercent) return undefined;
      latency += (fault.latencyMs ?? 0) + (fault.jitterMs ? this.random.uniform(0, fault.jitterMs) : 0);
    }
    return latency;
  }

  /**
   * Sends a message: `deliver` runs on arrival, if the receiver lives by then. Returns false when it was lost on the way.
   * @param notBeforeMs arrival is no earlier than this, so that a stream keeps its order
   */
  send<A>(
    kind: MessageKind,
    from: Host,
    to: Host,
    subject: unknown,
    deliver: (arg: A) => void,
    arg: A,
    scope: Scope = to.scope,
    notBeforeMs = 0,
  ): number | undefined {
    const latency = this.latencyMs(from, to);
    const { engine, trace } = this;
    const arrivesMs = latency === undefined ? Infinity : Math.max(engine.nowMs + latency, notBeforeMs);
    const id = trace.record(kind, from.name, to.name, arrivesMs, subject);
    if (latency === undefined) return undefined;
    const cause = engine.cause;
    engine.cause = id;
    engine.at(arrivesMs, deliver, arg, scope);
    engine.cause = cause;
    return arrivesMs;
  }

  /**
   * A request and its reply. The future settles with the reply's value or the server's error, is refused when nothing
   * listens on a live machine, and times out when a message is lost or the server dies over it.
   */
  call<Req, Res>(
    from: Host,
    to: Listener<Req, Res> | undefined,
    target: Host,
    request: Req,
    timeoutMs: number,
    scope: Scope = from.scope,
  ): Future<Res> {
    const reply = new Future<Res>();
    const { engine } = this;
    const deadlineMs = engine.nowMs + timeoutMs;
    const lose = (): void => {
      engine.at(deadlineMs, () => reply.reject(new ConnectionError('timeout', 'no answer')), undefined, scope);
    };
    const arrive = (): void => {
      if (!target.scope.alive) {
        lose();
        return;
      }
      if (!to?.scope.alive) {
        this.send(
          'response',
          target,
          from,
          request,
          () => reply.reject(new ConnectionError('refused', 'connection refused')),
          undefined,
          scope,
        );
        return;
      }
      this.serve(from, to, request, reply, scope, lose);
    };
    // In no one's scope: a request on its way arrives though its sender has died, and is lost if the target has.
    if (this.send('request', from, target, request, arrive, undefined, engine.root) === undefined) lose();
    return reply;
  }

  private serve<Req, Res>(
    from: Host,
    to: Listener<Req, Res>,
    request: Req,
    reply: Future<Res>,
    scope: Scope,
    lose: () => void,
  ): void {
    const work = this.engine.spawn(to.serve(request), to.scope);
    const open = this.requestsOf(to.scope);
    // A process that dies on a live machine resets its connections; a machine that dies leaves the caller waiting.
    const die = (): void => {
      if (!to.host.scope.alive) lose();
      else
        this.engine.after(
          REMOTE_LATENCY_MS,
          () => reply.reject(new ConnectionError('refused', 'connection reset by peer')),
          undefined,
          scope,
        );
    };
    open.add(die);
    work.onSettle(() => {
      open.delete(die);
      const settle = (): void => {
        try {
          reply.resolve(work.value);
        } catch (error) {
          reply.reject(error);
        }
      };
      if (this.send('response', to.host, from, request, settle, undefined, scope) === undefined) lose();
    });
  }

  private requestsOf(scope: Scope): Set<() => void> {
    let open = this.inFlight.get(scope);
    if (!open) {
      const requests = new Set<() => void>();
      scope.onKill(() => {
        for (const die of requests) die();
      });
      this.inFlight.set(scope, requests);
      open = requests;
    }
    return open;
  }
}
