import type { Action } from '../api/scenario.ts';
import type { RequestDetail } from '../protocol/control-plane.ts';
import type { ObjectRef, ToPage, ToWorker, ViewFeed } from '../protocol/messages.ts';
import type { CommittedWrite } from '../sim/apiserver/api-server.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';
import type { ScenarioRun } from '../sim/cluster/scenario-run.ts';
import { ControlPlaneFeed } from './control-plane-feed.ts';
import { AuditFeed } from './dock/audit-feed.ts';
import { LogFeed } from './dock/log-feed.ts';
import { GraphFeed } from './graph/graph-feed.ts';
import { relatedTo } from './graph/related.ts';
import { untoldNames } from './graph/untold-names.ts';
import { HistoryFeed, writeDetail } from './history/history-feed.ts';
import { JourneyFeed } from './journey/journey.ts';
import { requestDetail } from './journey/request-detail.ts';
import { MeasureFeed } from './measure-feed.ts';
import { stoppedComponents } from './stopped.ts';
import type { Veil } from './veil.ts';
import { whyOf } from './why/why.ts';
import type { WhyWorld } from './why/world.ts';
import { type LoggedWrite, WriteLog } from './write-log.ts';

/** What a view may ask beyond the frames. */
export type ViewQuery = Extract<
  ToWorker,
  { type: 'show' | 'journey' | 'request' | 'write' | 'why' | 'related' | 'names' | 'tail' | 'audit' | 'measure' }
>;

/** Feeds the views that need more than the frames tell, as long as they are shown. */
export class ViewFeeds {
  private readonly run: ScenarioRun;
  private readonly isMine: (action: Action) => boolean;
  private readonly cluster: Cluster;
  private readonly veil: Veil;
  private readonly post: (message: ToPage) => void;
  private readonly log: WriteLog;
  private readonly journey: JourneyFeed;
  private readonly controlPlane: ControlPlaneFeed;
  private readonly graph = new GraphFeed();
  private readonly history: HistoryFeed;
  private readonly logs: LogFeed;
  private readonly audit: AuditFeed;
  private readonly measure: MeasureFeed;

  /** @param veil while it is down, requests are not told: they would say where Pods went */
  constructor(run: ScenarioRun, veil: Veil, post: (message: ToPage) => void, isMine: (action: Action) => boolean) {
    const { cluster } = run;
    this.run = run;
    this.isMine = isMine;
    this.cluster = cluster;
    this.veil = veil;
    this.post = post;
    this.log = new WriteLog(cluster.trace);
    this.journey = new JourneyFeed(cluster.trace, this.log, cluster.upAtMs);
    this.controlPlane = new ControlPlaneFeed(cluster);
    this.history = new HistoryFeed(this.log);
    this.logs = new LogFeed(cluster);
    this.measure = new MeasureFeed(cluster);
    this.audit = new AuditFeed(cluster.trace, cluster.upAtMs);
  }

  /** Takes in a committed write. */
  observe(write: CommittedWrite, nowMs: number): void {
    this.log.observe(write, nowMs);
    this.controlPlane.observe(write);
    this.graph.observe(write);
  }

  /** Answers a view. */
  receive(query: ViewQuery): void {
    switch (query.type) {
      case 'show':
        this.show(query.feed);
        break;
      case 'journey':
        this.journey.follow(query.root);
        break;
      case 'write':
        this.post({ type: 'write', id: query.id, detail: writeDetail(this.log, this.cluster.trace, query.ref) });
        break;
      case 'why':
        this.post({ type: 'why', id: query.id, answer: this.veil.isDown ? null : whyOf(this.world(), query.query) });
        break;
      case 'tail':
        this.logs.tail(query.query);
        break;
      case 'audit':
        this.audit.show(query.on);
        break;
      case 'measure':
        this.measure.ask(query.query);
        break;
      case 'related':
        this.post({ type: 'related', id: query.id, rows: relatedTo(this.visible(), query.ref) });
        break;
      case 'names':
        this.post({ type: 'names', id: query.id, objects: untoldNames(this.visible()) });
        break;
      case 'request':
        this.post({ type: 'request', id: query.id, detail: this.detail(query.request) });
        break;
    }
  }

  /** All writes since the run began; undefined when the oldest are kept no more. */
  get kept(): readonly LoggedWrite[] | undefined {
    return this.log.start === 0 ? this.log.from(0) : undefined;
  }

  /** The writes of an object, in order, as far as they are kept and may be told. */
  historyOf({ kind = '', namespace, name }: ObjectRef): readonly LoggedWrite[] {
    return this.veil.isDown ? [] : this.log.of({ kind, namespace, name });
  }

  /** Whether a step should go on: a journey is followed that may have a next message. */
  get followed(): JourneyFeed | undefined {
    return this.journey.isFollowing ? this.journey : undefined;
  }

  /** Sends what has changed since the last call. */
  flush(): void {
    const news = this.veil.isDown ? undefined : this.journey.take();
    if (news) this.post({ type: 'journey', news });
    const logs = this.veil.isDown ? undefined : this.logs.take();
    if (logs) this.post({ type: 'logs', news: logs });
    const audit = this.veil.isDown ? undefined : this.audit.take();
    if (audit) this.post({ type: 'audit', news: audit });
    const measured = this.veil.isDown ? undefined : this.measure.take();
    if (measured) this.post({ type: 'measure', news: measured });
    const row = this.controlPlane.take();
    if (row) this.post({ type: 'control-plane', row });
    const history = this.history.take();
    if (history) this.post({ type: 'history', news: history });
    const graph = this.graph.take();
    if (graph) this.post({ type: 'graph', news: graph });
  }

  private detail(request: number): RequestDetail | null {
    return this.veil.isDown ? null : requestDetail(this.cluster, this.log, request);
  }

  private world(): WhyWorld {
    const { cluster, log, isMine } = this;
    return {
      log,
      trace: cluster.trace,
      nowMs: cluster.engine.nowMs - cluster.upAtMs,
      originMs: cluster.upAtMs,
      objects: cluster.apiServer.snapshot(),
      stopped: stoppedComponents(cluster),
      inputs: this.run.begun,
      isMine,
    };
  }

  private visible(): CommittedWrite[] {
    return this.cluster.apiServer.snapshot().flatMap((write) => this.veil.visible(write) ?? []);
  }

  private show(feed: ViewFeed): void {
    this.controlPlane.show(feed === 'control-plane');
    this.history.show(feed === 'history');
    this.graph.show(feed === 'objects' ? this.visible() : undefined);
    if (feed !== 'control-plane') this.journey.follow(undefined);
  }
}
