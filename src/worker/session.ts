import type { Descriptions } from '../api/openapi.ts';
import type { Action, Scenario, Step } from '../api/scenario.ts';
import type { WhatIfRow } from '../protocol/decisions.ts';
import type { ApplyResult, ObjectRef, StepUnit, ToPage, ToWorker } from '../protocol/messages.ts';
import type { Flag } from '../protocol/view.ts';
import type { ActionResult } from '../sim/cluster/cluster.ts';
import { type ScenarioRun, startScenario } from '../sim/cluster/scenario-run.ts';
import { OutcomeWatch } from '../sim/outcome/outcome-watch.ts';
import { applyStream } from './apply-stream.ts';
import { bringUp } from './bring-up.ts';
import { flagOf, isDeed, readinessFlags } from './flags.ts';
import { FlowFeed } from './flow-feed.ts';
import { Inspection } from './inspection.ts';
import { hostLesson, type LessonHost } from './lesson-host.ts';
import { MachineFeed } from './machine-feed.ts';
import { messageRows } from './message-rows.ts';
import { Mirror } from './mirror/mirror.ts';
import { runSlice, runUntilSettled } from './run-slice.ts';
import { stepCluster } from './step-cluster.ts';
import { stoppedComponents } from './stopped.ts';
import { TrafficFeed } from './traffic-feed.ts';
import { type Reached, UntilHost } from './until/until-host.ts';
import { Veil } from './veil.ts';
import { ViewFeeds } from './view-feeds.ts';

/** How long the simulation may compute before the worker looks at its messages again. */
const SLICE_MS = 12;

type WhatIfQuery = Extract<ToWorker, { type: 'what-if' }>;

/** One run hosted by the worker: moves virtual time, carries out inputs, tells the page what changed. */
export class Session {
  readonly scenario: Scenario;
  readonly run: ScenarioRun;
  private readonly mirror: Mirror;
  private readonly inspection: Inspection;
  private readonly trafficFeed: TrafficFeed;
  /** All that the page is told of objects passes through it. */
  readonly veil: Veil;
  private readonly machineFeed: MachineFeed;
  readonly views: ViewFeeds;
  private readonly until = new UntilHost();
  /** Goals and captions of the scenario. */
  readonly lesson: LessonHost;
  private readonly flowFeed: FlowFeed;
  /** What the run has come to. */
  readonly outcome: OutcomeWatch;
  private readonly post: (message: ToPage) => void;
  private readonly wallMs: () => number;
  private running = true;
  /** It does not run by the wall clock beyond this moment: a run beside it has yet to come there. */
  limitMs = Number.POSITIVE_INFINITY;
  /** Virtual time moves by the wall clock now, rather than by a replay. */
  private isTicking = false;
  private speed = 1;
  private flags: Flag[] = [];
  private writes = 0;
  private sentMessages = 1;
  private sentConfig = '';
  private reset = true;
  /** Further documents of a stream: the stream has its flag already. */
  private readonly continued = new WeakSet<Action>();
  private lastWallMs: number;
  private readonly dropped = new Set<Action>();
  private readonly mine: WeakSet<Action>;

  /**
   * @param scenario what to run; its steps are scripted inputs
   * @param wallMs the wall clock in milliseconds
   * @param descriptions what kubectl explain says
   * @param mine gets the inputs that come from the person
   */
  constructor(
    scenario: Scenario,
    post: (message: ToPage) => void,
    wallMs: () => number,
    descriptions: Descriptions,
    mine: WeakSet<Action>,
  ) {
    this.mine = mine;
    this.scenario = scenario;
    this.post = post;
    this.wallMs = wallMs;
    this.lastWallMs = wallMs();
    const onEdit = (path: string, text: string): void => post({ type: 'edit', path, text });
    this.run = startScenario(scenario, { descriptions, onEdit });
    const { cluster } = this.run;
    bringUp(cluster, post, wallMs);
    const originUnixMs = cluster.engine.epochMs + cluster.upAtMs;
    this.mirror = new Mirror(originUnixMs, cluster);
    this.veil = new Veil((write, atMs) => {
      this.mirror.observe(write, atMs);
      this.inspection.observe(write);
      this.views.observe(write, atMs);
    });
    this.views = new ViewFeeds(this.run, this.veil, post, (action) => mine.has(action));
    this.inspection = new Inspection(this.run.cluster, this.veil, post, (ref) => this.views.historyOf(ref));
    this.trafficFeed = new TrafficFeed(cluster.traffic, cluster.trace, cluster.upAtMs);
    this.machineFeed = new MachineFeed(cluster);
    this.flowFeed = new FlowFeed(cluster.traffic, cluster.upAtMs);
    const snapshot = [...cluster.apiServer.snapshot()].sort((a, b) => a.revision - b.revision);
    for (const write of snapshot) this.veil.observe(write, this.nowMs);
    cluster.apiServer.onCommit((write) => {
      if (write.kind.kind !== 'Lease') this.writes++;
      this.veil.observe(write, this.nowMs);
      this.until.observe(write);
      this.flags.push(...readinessFlags(this.nowMs, write));
    });
    this.outcome = new OutcomeWatch(cluster);
    this.lesson = hostLesson(this.run, scenario, post, mine, () => {
      if (this.isTicking) this.running = false;
    });
    this.run.onStep(({ atMs, action }) => {
      if (!this.continued.has(action) && isDeed(action)) this.flags.push(flagOf(atMs, action));
      if (action.type === 'fault') for (const node of cluster.nodes.keys()) this.mirror.touchNode(node);
    });
  }

  /** Virtual milliseconds since the cluster was up. */
  get nowMs(): number {
    return this.run.cluster.engine.nowMs - this.run.cluster.upAtMs;
  }

  /** All inputs of the run: those that have begun, then scripted ones that will. What a replay needs. */
  get log(): readonly Step[] {
    const begun = new Set(this.run.begun.map(({ action }) => action));
    const planned = this.scenario.steps.filter(({ action }) => !begun.has(action) && !this.dropped.has(action));
    return [...this.run.begun.map(({ atMs, action }) => ({ atMs, action })), ...planned];
  }

  get isRunning(): boolean {
    return this.running;
  }

  /** Leaves out scripted inputs that have not begun. */
  drop(actions: ReadonlySet<Action>): void {
    this.run.drop(actions);
    for (const action of actions) this.dropped.add(action);
  }

  play(): void {
    this.running = true;
    this.lastWallMs = this.wallMs();
  }

  pause(): void {
    this.running = false;
    this.until.cancel();
  }

  /** Runs until a condition holds, then tells how that ended. Throws Error for a condition that cannot be read. */
  runUntil(text: string, tell: (how: Reached) => void): void {
    this.until.start(text, this.nowMs, this.run.cluster.apiServer.snapshot(), tell);
    if (!this.until.look(this.nowMs, () => false)) this.play();
  }

  setSpeed(speed: number): void {
    this.speed = Math.min(1000, Math.max(0.05, speed));
  }

  /** Runs on to a later virtual time, as far as one slice of work goes, and tells what it meets on its way. */
  keepUp(toMs: number): void {
    this.advance(this.run.cluster.upAtMs + toMs, this.wallMs() + SLICE_MS);
  }

  follow(ref: ObjectRef | null): void {
    this.inspection.follow(ref);
  }

  /** How the scheduler would decide now; nothing changes, so that it is no input. */
  whatIf({ namespace, name, node, weights }: WhatIfQuery): WhatIfRow | null {
    if (this.veil.isDown || this.veil.hides(`${namespace}/${name}`, this.nowMs)) return null;
    return this.run.cluster.whatIf(`${namespace}/${name}`, node, weights) ?? null;
  }

  /** Hides from now on what is decided of Pods that have no node yet, or tells everything. It is no input either. */
  predict(on: boolean): void {
    this.veil.predict(on ? { fromMs: this.nowMs, revealed: new Set() } : null);
    this.inspection.renew();
  }

  /** Tells what became of a Pod whose outcome is hidden. */
  reveal(podKey: string): void {
    this.veil.reveal(podKey);
    this.inspection.renew();
  }

  /** Carries out an input. While paused, virtual time runs on just until it is done. */
  act(action: Action, done: (result: ActionResult) => void): void {
    this.mine.add(action);
    const result = this.run.act(action);
    result.onSettle(() => done(result.value));
    if (!this.running) runUntilSettled(this.run.cluster.engine, result, this.wallMs, Infinity);
  }

  /** Runs a line of the terminal; `print` gets its output as it comes. While paused, a second of virtual time must do. */
  shell(
    action: Extract<Action, { type: 'shell' }>,
    print: (stream: 'stdout' | 'stderr', data: string) => void,
    done: (result: ActionResult) => void,
  ): void {
    this.mine.add(action);
    const result = this.run.act(action, print);
    result.onSettle(() => done(result.value));
    if (!this.running) runUntilSettled(this.run.cluster.engine, result, this.wallMs, 1_000);
  }

  /** Applies a stream document by document, so that each error finds its line. */
  apply(yaml: string, done: (results: ApplyResult[]) => void): void {
    applyStream(
      yaml,
      (action, isContinued, next) => {
        if (isContinued) this.continued.add(action);
        this.act(action, next);
      },
      done,
    );
  }

  /** Runs on to a later virtual time, as far as the wall clock allows; returns whether it is there. */
  runTo(toMs: number, stopAtWallMs: number): boolean {
    const { engine, trace, upAtMs } = this.run.cluster;
    const targetMs = upAtMs + toMs;
    this.advance(targetMs, stopAtWallMs);
    this.sentMessages = trace.head;
    // Not by `nowMs`: a difference of such numbers can fall short of what was added.
    return engine.nowMs >= targetMs;
  }

  /** Runs up to the next thing of a kind: a change that shows, a message, a write of any sort. */
  step(unit: StepUnit): void {
    this.pause();
    stepCluster(this.run.cluster, unit, () => this.writes, this.views.followed, this.wallMs);
  }

  /** Moves virtual time by the wall time that has passed, at most one slice of work, and sends a frame. */
  tick(): void {
    const wallMs = this.wallMs();
    const { engine } = this.run.cluster;
    const executed = engine.executed;
    if (this.running) {
      const wantedMs = engine.nowMs + Math.min(wallMs - this.lastWallMs, 100) * this.speed;
      const targetMs = Math.min(wantedMs, Math.max(engine.nowMs, this.run.cluster.upAtMs + this.limitMs));
      this.isTicking = true;
      this.advance(targetMs, wallMs + SLICE_MS);
      this.isTicking = false;
      if (this.until.look(this.nowMs, () => this.run.cluster.settled())) this.running = false;
    }
    const elapsedMs = Math.max(1, wallMs - this.lastWallMs);
    this.lastWallMs = wallMs;
    this.sendFrame(((engine.executed - executed) * 1000) / elapsedMs);
    this.inspection.flush();
    this.views.flush();
  }

  private advance(wantedMs: number, stopAtWallMs: number): void {
    const { engine, upAtMs } = this.run.cluster;
    const targetMs = Math.max(engine.nowMs, this.until.limit(wantedMs, upAtMs));
    // A lecture pauses at the very moment.
    const isEnough = (): boolean => this.until.isReached || (this.isTicking && !this.running);
    runSlice(engine, targetMs, stopAtWallMs, this.wallMs, isEnough);
  }

  private sendFrame(eventsPerSecond: number): void {
    const { cluster } = this.run;
    const { rows, head } = messageRows(cluster.trace, this.sentMessages, cluster.upAtMs);
    this.sentMessages = head;
    const { schedulerText } = cluster.controlPlane;
    const config = this.reset || schedulerText !== this.sentConfig ? { schedulerConfig: schedulerText } : {};
    this.sentConfig = schedulerText;
    this.flags.push(...this.machineFeed.deeds());
    this.post({
      type: 'frame',
      reset: this.reset,
      nowMs: this.nowMs,
      unixMs: cluster.engine.unixMs,
      running: this.running,
      speed: this.speed,
      settled: cluster.settled(),
      revision: cluster.apiServer.revision,
      eventsPerSecond,
      ...this.mirror.take(cluster.engine.unixMs),
      flags: this.flags,
      messages: this.veil.messages(rows, (host) => cluster.nodes.has(host)),
      ...this.veil.traffic(this.trafficFeed.take(Math.floor(cluster.engine.nowMs / 1000)), this.nowMs),
      hidden: this.veil.now ? this.veil.rows : null,
      ...this.machineFeed.take(this.reset),
      ...this.flowFeed.take(cluster.engine.nowMs, this.veil.isDown ? undefined : this.wallMs()),
      stopped: stoppedComponents(cluster),
      ...(this.reset ? { members: cluster.controlPlane.members.map(({ host }) => host.name) } : {}),
      ...config,
      ...this.lesson.news(),
    });
    this.reset = false;
    this.flags = [];
  }
}
