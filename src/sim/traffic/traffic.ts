import type { TrafficSpec } from '../../api/scenario.ts';
import type { Random } from '../../base/random.ts';
import type { Hop } from '../../protocol/hop.ts';
import type { RulesRow } from '../../protocol/traffic.ts';
import type { Background, Engine } from '../engine/engine.ts';
import type { Trace } from '../engine/trace.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import type { Names } from '../network/dns/names.ts';
import type { IngressProxy } from '../network/ingress/ingress-proxy.ts';
import type { Network } from '../network/network.ts';
import type { ProxyNode } from '../network/proxy/proxy-node.ts';
import type { Router, Source } from '../network/router.ts';
import { Agenda } from './agenda.ts';
import { type Attempt, attempt, newAttempt } from './attempt.ts';
import { TrafficClient } from './client.ts';
import { type Course, Flows, lose, send } from './flows.ts';
import { Losses } from './losses.ts';
import { causeOf, loseAnswer, type Open } from './open.ts';
import type { TrafficOutcome } from './outcome.ts';
import { peakRate, rateAt } from './profile.ts';
import { RequestLog } from './request-log.ts';
import { SamplingRule } from './sampling.ts';
import { type Stats, statsIn } from './stats.ts';

/** What a request's message in the trace says. */
export interface TrafficSubject {
  readonly client: string;
  readonly to: string;
  readonly outcome: TrafficOutcome;
  /** `namespace/name` of the Pod it came to, '' if none. */
  readonly pod: string;
  /** From sending it until its outcome. */
  readonly tookMs: number;
  /** The decisions on its way. */
  readonly path: readonly Hop[];
}

/** What traffic needs of the cluster. */
export interface TrafficOptions {
  readonly engine: Engine;
  readonly network: Network;
  readonly trace: Trace;
  readonly random: Random;
  readonly router: Router;
  readonly names: Names;
  readonly ingress: IngressProxy;
  readonly nodes: readonly ProxyNode[];
  /** Where connections of clients outside the cluster begin. */
  readonly outside: Source;
  /** Whether requests may enter at a node now. */
  readonly isEntry: (node: ProxyNode) => boolean;
  /** Where connections of a Pod (`namespace/name`) begin; undefined while it does not run. */
  readonly podSource: (pod: string) => Source | undefined;
  /** The rules that kube-proxies have put in force for a Service (`namespace/name`). */
  readonly rulesFor: (service: string) => RulesRow[];
}

/**
 * The traffic of a cluster: clients that send requests, each of which goes its way through names, rules and policies to
 * a server that takes time. It is the engine's background: requests are far too many for an event each.
 */
export class Traffic implements Background {
  /** Clients in the order in which they began, replaced ones too. */
  readonly clients: TrafficClient[] = [];
  readonly services = new Map<string, Stats>();
  readonly pods = new Map<string, Stats>();
  /** When a client was switched to another URL by whoever uses it, oldest first. */
  readonly switches: { readonly atMs: number; readonly client: string; readonly to: string }[] = [];
  readonly flows = new Flows();
  readonly losses = new Losses();
  readonly rulesFor: TrafficOptions['rulesFor'];
  private readonly options: TrafficOptions;
  private readonly agenda = new Agenda();
  private readonly open: Open[] = [];
  private readonly free: number[] = [];
  private readonly sampling = new SamplingRule<TrafficClient>(5, 100);
  private readonly requestLog = new RequestLog();

  constructor(options: TrafficOptions) {
    this.rulesFor = options.rulesFor;
    this.options = options;
  }

  get nextMs(): number {
    return this.agenda.nextMs;
  }

  /**
   * Begins, changes or stops (rps 0) a client, by its name. Throws Error for a URL that cannot be read.
   * A client without a place of its own enters at a random node that is Ready and has rules, as a Pod there.
   */
  set(spec: TrafficSpec): void {
    const { nowMs } = this.options.engine;
    const client = new TrafficClient(spec, this.clients.length, nowMs);
    const before = this.clients.find((one) => one.spec.name === spec.name && !one.stopped);
    if (before) before.stopped = true;
    if (spec.rps <= 0) return;
    this.clients.push(client);
    if (spec.users === undefined) this.scheduleArrival(client);
    else for (let i = 0; i < spec.users; i++) this.sendAt(nowMs + this.think(client), client);
  }

  /** Sends a client's requests to another URL from now on. Throws Error when there is no such client, or no such URL. */
  switchTo(name: string, to: string): void {
    const client = this.clients.find((one) => one.spec.name === name && !one.stopped);
    if (!client) throw new Error(`there is no client ${name}`);
    client.switchTo(to);
    this.note(client);
  }

  private note({ spec, to }: TrafficClient): void {
    this.switches.push({ atMs: this.options.engine.nowMs, client: spec.name, to });
  }

  /** Does what is due first. */
  advance(): void {
    const item = this.agenda.take();
    if (item < 0) this.arrive(this.clients[-item - 1]!);
    else this.finish(item);
  }

  /** A container has ended: whoever waits for its answer learns of it. Answers that are under way arrive. */
  ended(container: RuntimeContainer): void {
    this.requestLog.forget(container);
    if (!container.web?.open) return;
    const { nowMs } = this.options.engine;
    for (const one of this.open) {
      const isWaiting = one.isOpen && !one.settled && !one.lost && one.attempt.container === container;
      if (!isWaiting || one.attempt.servedMs <= nowMs) continue;
      // Nobody tells who has sent a datagram.
      if (one.attempt.client.request.isUdp) loseAnswer(one);
      else this.settle(one, 'reset');
    }
  }

  /** The agenda knows clients by negative numbers. */
  private sendAt(timeMs: number, { index }: TrafficClient): void {
    this.agenda.add(timeMs, -index - 1);
  }

  private arrive(client: TrafficClient): void {
    if (client.stopped) return;
    if (client.spec.users === undefined) {
      this.scheduleArrival(client);
      if (this.isThinned(client)) return;
    }
    this.send(client);
  }

  /** Arrivals come at the profile's highest rate; which of them count follows the rate of the moment. */
  private scheduleArrival(client: TrafficClient): void {
    const { engine, random } = this.options;
    const { rps, arrivals, profile = STEADY } = client.spec;
    if (arrivals === 'constant') {
      const rate = rateAt(profile, rps, engine.nowMs - client.sinceMs);
      this.sendAt(engine.nowMs + 1000 / Math.max(rate, profile.type === 'steady' ? 0 : LEAST_RATE), client);
    } else this.sendAt(engine.nowMs + random.exponential(1000 / peakRate(profile, rps)), client);
  }

  private isThinned({ spec, sinceMs }: TrafficClient): boolean {
    const { profile = STEADY, rps, arrivals } = spec;
    if (profile.type === 'steady' || arrivals === 'constant') return false;
    const { engine, random } = this.options;
    return random.next() * peakRate(profile, rps) >= rateAt(profile, rps, engine.nowMs - sinceMs);
  }

  private send(client: TrafficClient): void {
    const { nowMs } = this.options.engine;
    client.stats.sent(nowMs);
    const path = this.sampling.takes(client, nowMs) ? [] : undefined;
    this.try(client, nowMs, path, client.spec.retries ?? 0);
  }

  /** @param sentMs when the request was first sent */
  private try(client: TrafficClient, sentMs: number, path: Hop[] | undefined, triesLeft: number): void {
    const slot = this.free.pop() ?? this.open.length;
    this.open[slot] ??= { attempt: newAttempt(client), course: NO_COURSE, isOpen: false, settled: false, lost: false };
    const one = this.open[slot]!;
    const made = one.attempt;
    made.client = client;
    made.sentMs = sentMs;
    made.path = path;
    made.triesLeft = triesLeft;
    attempt(this.options, made);
    const { nowMs } = this.options.engine;
    one.course = this.courseOf(made);
    one.isOpen = true;
    one.settled = false;
    one.lost = false;
    send(one.course.route, nowMs);
    for (const stats of one.course.counted) stats.sent(nowMs);
    if (made.container) made.to?.connections?.opened(addressOf(made));
    this.agenda.add(Math.min(made.endsMs, made.deadlineMs), slot);
  }

  /** An attempt has ended, or its client's patience, or the server's work on what the client gave up. */
  private finish(slot: number): void {
    const one = this.open[slot]!;
    const { container, endsMs, deadlineMs, outcome } = one.attempt;
    const { nowMs } = this.options.engine;
    if (one.lost && !one.settled && nowMs < deadlineMs) {
      this.agenda.add(deadlineMs, slot);
      return;
    }
    const isAnswered = nowMs >= endsMs && !one.lost;
    if (isAnswered && container?.web) container.web.open--;
    if (isAnswered && !one.settled && !this.hears(one.attempt)) {
      one.lost = true;
      this.agenda.add(deadlineMs, slot);
      return;
    }
    if (isAnswered) this.requestLog.answered(one.attempt, nowMs);
    if (!one.settled) this.settle(one, isAnswered ? outcome : 'timedOut');
    if (isAnswered || one.lost || endsMs === Infinity) this.release(slot);
    else this.agenda.add(endsMs, slot);
  }

  private hears({ from, to, container }: Attempt): boolean {
    return container === undefined || this.options.network.reachable(from!.host, to!.place!.host);
  }

  private release(slot: number): void {
    const one = this.open[slot]!;
    one.isOpen = false;
    one.attempt.path = undefined;
    this.free.push(slot);
  }

  /** The client learns what became of an attempt: it tries again, or that was it. */
  private settle(one: Open, outcome: TrafficOutcome): void {
    const { attempt: made, course } = one;
    const { client, sentMs, path, triesLeft } = made;
    const { nowMs } = this.options.engine;
    one.settled = true;
    if (made.container) made.to?.connections?.closed(addressOf(made));
    for (const stats of course.counted) stats.done(outcome, made.beganMs, nowMs);
    if (outcome !== 'ok') lose(course.route, nowMs);
    if (outcome !== 'ok' && triesLeft > 0) {
      path?.push({ at: 'retry', outcome, afterMs: nowMs - made.beganMs });
      this.try(client, sentMs, path, triesLeft - 1);
      return;
    }
    client.stats.done(outcome, sentMs, nowMs);
    if (client.saw(outcome, sentMs, nowMs)) this.note(client);
    if (outcome !== 'ok') this.losses.add(client.spec.name, outcome, causeOf(one, outcome), sentMs, nowMs);
    if (path) this.tell(made, path, outcome);
    if (client.spec.users !== undefined && !client.stopped) this.sendAt(nowMs + this.think(client), client);
  }

  private tell({ client, sentMs, to: came }: Attempt, path: readonly Hop[], outcome: TrafficOutcome): void {
    const { trace, engine } = this.options;
    const pod = came?.pod ?? '';
    const { name, to } = client.spec;
    const tookMs = engine.nowMs - sentMs;
    const subject: TrafficSubject = { client: name, to, outcome, pod, tookMs, path };
    const doneMs = outcome === 'timedOut' ? Infinity : engine.nowMs;
    trace.record('traffic', name, pod || client.request.host, doneMs, subject, sentMs);
  }

  /** Where an attempt is counted. */
  private courseOf({ client, to, stops }: Attempt): Course {
    const known = client.courses.get(stops);
    if (known) return known;
    const counted: Stats[] = [];
    if (to && to.service !== '') counted.push(statsIn(this.services, to.service));
    if (to && to.pod !== '') counted.push(statsIn(this.pods, to.pod));
    const course = { route: this.flows.route(client.spec.name, stops), counted };
    // The ways of connections that are served are the same objects again and again.
    if (to === stops && to.outcome === 'ok') client.courses.set(stops, course);
    return course;
  }

  private think({ spec }: TrafficClient): number {
    return spec.thinkMs ? this.options.random.exponential(spec.thinkMs) : 0;
  }
}

const addressOf = ({ to }: Attempt): string => `${to?.ip}:${to?.port}`;

/** A client with constant arrivals looks so often a second whether its rate has risen from nothing. */
const LEAST_RATE = 0.1;
const NO_COURSE: Course = { route: [], counted: [] };
const STEADY = { type: 'steady' } as const;
