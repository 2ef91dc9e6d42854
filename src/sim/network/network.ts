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
  /** Share of segments lost, 0 to 100: TCP sends them again, later. */
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

// All failures of a sort are one object: when a server is away thousands of clients fail, and a stack trace for each
// takes longer than all else.
/** Nothing listens. */
export const REFUSED = new ConnectionError('refused', 'connection refused');
const RESET = new ConnectionError('refused', 'connection reset by peer');
const NO_ANSWER = new ConnectionError('timeout', 'no answer');

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
/** TCP's first wait before a segment is sent again, doubled each time, and how often Linux tries (tcp_retries2). */
const MIN_RETRANSMIT_MS = 200;
const MAX_RETRANSMISSIONS = 15;

/** The simulated network: hosts, latency, faults on links, requests and their replies. */
export class Network {
  private readonly faults = new Map<Host, LinkFault>();
  private readonly faultListeners = new Set<(host: Host) => void>();
  /** Requests that each server is working on: when it dies, their callers get no answer. */
  private readonly inFlight = new WeakMap<Scope, Set<Call>>();
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
      if (fault.lossPercent) latency += this.retransmissionMs(fault.lossPercent);
      latency += (fault.latencyMs ?? 0) + (fault.jitterMs ? this.random.uniform(0, fault.jitterMs) : 0);
    }
    return latency === Infinity ? undefined : latency;
  }

  /** How much later a message arrives because of lost segments; Infinity when TCP gives up. */
  private retransmissionMs(lossPercent: number): number {
    let delayMs = 0;
    for (let again = 0; this.random.next() * 100 < lossPercent; again++) {
      if (again === MAX_RETRANSMISSIONS) return Infinity;
      delayMs += MIN_RETRANSMIT_MS * 2 ** again;
    }
    return delayMs;
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
    const deadlineMs = this.engine.nowMs + timeoutMs;
    const call: Call = { from, to, target, request, scope, deadlineMs, reply, work: undefined } as Call;
    // In no one's scope: a request on its way arrives though its sender has died, and is lost if the target has.
    const sent = this.send('request', from, target, request, this.arrive, call, this.engine.root);
    if (sent === undefined) this.lose(call);
    return reply;
  }

  private readonly arrive = (call: Call): void => {
    const { target, to } = call;
    if (!target.scope.alive) this.lose(call);
    else if (to?.scope.alive) this.serve(call, to);
    else this.send('response', target, call.from, call.request, refuse, call, call.scope);
  };

  private lose({ deadlineMs, reply, scope }: Call): void {
    const giveUp = (): void => reply.reject(NO_ANSWER);
    this.engine.at(deadlineMs, giveUp, undefined, scope);
  }

  private serve(call: Call, to: Listener<unknown, unknown>): void {
    const work = this.engine.spawn(to.serve(call.request), to.scope);
    call.work = work;
    const open = this.requestsOf(to);
    open.add(call);
    work.onSettle(() => {
      open.delete(call);
      const sent = this.send('response', to.host, call.from, call.request, settle, call, call.scope);
      annotate(this.trace, work);
      if (sent === undefined) this.lose(call);
    });
  }

  /** A process that dies on a live machine resets its connections; a machine that dies leaves the caller waiting. */
  private die(call: Call, host: Host): void {
    if (!host.scope.alive) {
      this.lose(call);
      return;
    }
    const reset = (): void => call.reply.reject(RESET);
    this.engine.after(REMOTE_LATENCY_MS, reset, undefined, call.scope);
  }

  private requestsOf({ scope, host }: Listener<unknown, unknown>): Set<Call> {
    let open = this.inFlight.get(scope);
    if (!open) {
      const requests = new Set<Call>();
      scope.onKill(() => {
        for (const call of requests) this.die(call, host);
      });
      this.inFlight.set(scope, requests);
      open = requests;
    }
    return open;
  }
}

/** One request under way: a record that its callbacks share, as there are very many. */
interface Call {
  readonly from: Host;
  readonly to: Listener<unknown, unknown> | undefined;
  readonly target: Host;
  readonly request: unknown;
  readonly scope: Scope;
  readonly deadlineMs: number;
  readonly reply: Future<unknown>;
  work: Future<unknown> | undefined;
}

/** Notes how a server has answered: its code, and of a refusal the words. */
function annotate(trace: Trace, work: Future<unknown>): void {
  try {
    const answer = work.value as { readonly code?: unknown } | undefined;
    if (typeof answer?.code === 'number') trace.annotate(refusalIn(answer), answer.code);
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message?: string };
    if (typeof code === 'number') trace.annotate(message ?? '', code);
  }
}

/** The message of a Status that an HTTP answer carries. */
function refusalIn(answer: object): string {
  if (!('body' in answer) || answer.body === null || typeof answer.body !== 'object') return '';
  const { kind, status, message } = answer.body as Readonly<Record<string, unknown>>;
  return kind === 'Status' && status === 'Failure' ? String(message ?? '') : '';
}

function refuse({ reply }: Call): void {
  reply.reject(REFUSED);
}

/** The answer has arrived: the server's value, or its error. */
function settle({ reply, work }: Call): void {
  reply.follow(work!);
}
