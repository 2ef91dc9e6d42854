import type { Event, Pod } from '../api/k8s/core-v1.gen.ts';
import { controllerOf, type KubeObject, objectKey } from '../api/object.ts';
import type { DecisionRow } from '../protocol/decisions.ts';
import type { HiddenRow } from '../protocol/messages.ts';
import type { MessageRow } from '../protocol/view.ts';
import type { CommittedWrite } from '../sim/apiserver/api-server.ts';
import type { TrafficNews } from './traffic-feed.ts';
import { changesWithPlacement, isPreempted, withoutPods, withoutTraces } from './veil-traces.ts';

/** From when outcomes are hidden, and of which Pods they have been told; kept over a replay. */
export interface Prediction {
  readonly fromMs: number;
  readonly revealed: ReadonlySet<string>;
}

/** A write that nobody is told of yet. */
interface Held {
  readonly write: CommittedWrite;
  readonly atMs: number;
}

/** A Pod of which the scheduler has decided, and nobody has been told. */
interface Hidden {
  readonly atMs: number;
  readonly held: Held[];
}

type Show = (write: CommittedWrite, atMs: number) => void;

/**
 * Stands between the cluster and all that the page is told: while a class predicts, it keeps back what would say where a Pod
 * went that had no node before, until it is revealed. The cluster runs on and knows nothing of it.
 */
export class Veil {
  private readonly show: Show;
  private prediction: Prediction | null = null;
  /** Pods of which nothing is decided, as they were shown last. */
  private readonly waiting = new Map<string, KubeObject>();
  private readonly hidden = new Map<string, Hidden>();
  /** Of other objects, whose state would tell: the writes kept back, by uid. */
  private readonly others = new Map<string, Held[]>();
  /** What may be seen of objects of which something is kept back, by uid; undefined: not even that they exist. */
  private readonly seen = new Map<string, KubeObject | undefined>();

  /** @param show what tells the page */
  constructor(show: Show) {
    this.show = show;
  }

  /** What is being predicted, null when nothing is. */
  get now(): Prediction | null {
    return this.prediction;
  }

  /** The Pods whose outcome is kept back. */
  get rows(): readonly HiddenRow[] {
    return [...this.hidden].map(([key, { atMs }]) => {
      const [namespace = '', name = ''] = key.split('/');
      return { namespace, name, atMs };
    });
  }

  /** Hides what is decided from a time on; null tells everything. */
  predict(prediction: Prediction | null): void {
    this.prediction = prediction;
    if (prediction === null) for (const key of [...this.hidden.keys()]) this.reveal(key);
    if (prediction === null) this.releaseOthers();
  }

  /** Tells what became of a Pod. */
  reveal(podKey: string): void {
    const { prediction } = this;
    if (prediction) this.prediction = { ...prediction, revealed: new Set([...prediction.revealed, podKey]) };
    const held = this.hidden.get(podKey)?.held ?? [];
    this.hidden.delete(podKey);
    this.waiting.delete(podKey);
    this.release(held);
    if (this.hidden.size === 0) this.releaseOthers();
    else this.maskOthers();
  }

  /** Whether nothing may be said of a Pod's placement. */
  hides(podKey: string, atMs: number): boolean {
    return this.hidden.has(podKey) || (this.waiting.has(podKey) && this.isOpen(podKey, atMs));
  }

  /** Whether something is decided that may not be said. */
  get isDown(): boolean {
    return this.hidden.size > 0;
  }

  /** Takes in a write, tells it, or keeps it back. */
  observe(write: CommittedWrite, atMs: number): void {
    const { kind, object } = write;
    if (kind.kind === 'Pod') this.observePod(write, atMs);
    else if (kind.kind === 'Event') this.observeEvent(write, atMs);
    else if (this.anyOpen(atMs) && changesWithPlacement(kind.kind)) this.observeOther(write, atMs);
    else if (this.seen.has(uidOf(object))) this.keep(write, atMs);
    else this.show(write, atMs);
  }

  /** An object as it may be seen, undefined when it may not. */
  visible(write: CommittedWrite): CommittedWrite | undefined {
    const uid = uidOf(write.object);
    if (!this.seen.has(uid)) return write;
    const object = this.seen.get(uid);
    return object && { ...write, object };
  }

  /** The messages that give nothing away: while the veil is down, of kubelets only their heartbeats and reports on nodes. */
  messages(rows: readonly MessageRow[], isNode: (host: string) => boolean): readonly MessageRow[] {
    if (!this.isDown) return rows;
    return rows.filter(({ from, to, text }) => (isNode(from) || isNode(to) ? /leases|nodes\//.test(text) : true));
  }

  /** News of traffic without what came to hidden Pods. */
  traffic(news: TrafficNews, atMs: number): TrafficNews {
    if (!this.isDown) return news;
    return {
      ...news,
      loads: news.loads.filter(({ kind, key }) => kind !== 'Pod' || !this.hides(key, atMs)),
      requests: news.requests.filter(({ pod }) => !this.hides(pod, atMs)),
    };
  }

  private observePod(write: CommittedWrite, atMs: number): void {
    const pod = write.object as Pod;
    const key = objectKey(pod);
    const hidden = this.hidden.get(key);
    const before = this.waiting.get(key);
    if (hidden && write.type === 'DELETED') {
      this.hidden.delete(key);
      this.seen.delete(uidOf(pod));
      this.waiting.delete(key);
      this.show({ ...write, object: before ?? pod }, atMs);
      if (this.hidden.size === 0) this.releaseOthers();
    } else if (hidden) hidden.held.push({ write, atMs });
    else if (isPreempted(pod) && this.anyOpen(atMs)) this.keep(write, atMs);
    else if (this.seen.has(uidOf(pod))) this.keep(write, atMs);
    else if (before && isDecided(pod) && this.isOpen(key, atMs)) this.hide(key, atMs).held.push({ write, atMs });
    else {
      if (isDecided(pod) || write.type === 'DELETED' || controllerOf(pod)?.kind === 'DaemonSet')
        this.waiting.delete(key);
      else this.waiting.set(key, pod);
      this.show(write, atMs);
    }
  }

  private observeEvent(write: CommittedWrite, atMs: number): void {
    const { involvedObject, reason } = write.object as Event;
    const key = `${involvedObject.namespace}/${involvedObject.name}`;
    if (involvedObject.kind !== 'Pod') this.show(write, atMs);
    else if (this.hides(key, atMs)) {
      this.seen.set(uidOf(write.object), undefined);
      (this.hidden.get(key) ?? this.hide(key, atMs)).held.push({ write, atMs });
    } else if (reason === 'Preempted' && this.anyOpen(atMs)) this.keep(write, atMs);
    else this.show(write, atMs);
  }

  private observeOther(write: CommittedWrite, atMs: number): void {
    const uid = uidOf(write.object);
    const wasSeen = !this.seen.has(uid) || this.seen.get(uid) !== undefined;
    const masked = write.type === 'DELETED' ? write.object : this.mask(write);
    if (masked === write.object) {
      this.others.delete(uid);
      this.seen.delete(uid);
      if (write.type !== 'DELETED' || wasSeen) this.show(write, atMs);
      return;
    }
    this.others.set(uid, [{ write, atMs }]);
    this.seen.set(uid, masked);
    if (masked) this.show({ ...write, object: masked }, atMs);
  }

  /** An object without what would tell of a hidden Pod. */
  private mask({ kind, object, previous }: CommittedWrite): KubeObject | undefined {
    const before = this.seen.get(uidOf(object)) ?? previous;
    const bare = withoutPods(kind.kind, object, (key) => this.hidden.has(key));
    return withoutTraces(kind.kind, bare, before);
  }

  private keep(write: CommittedWrite, atMs: number): void {
    const uid = uidOf(write.object);
    if (!this.seen.has(uid)) this.seen.set(uid, write.type === 'ADDED' ? undefined : write.previous);
    const held = this.others.get(uid);
    if (held) held.push({ write, atMs });
    else this.others.set(uid, [{ write, atMs }]);
  }

  private hide(key: string, atMs: number): Hidden {
    const hidden: Hidden = { atMs, held: [] };
    this.hidden.set(key, hidden);
    const shown = this.waiting.get(key);
    if (shown) this.seen.set(uidOf(shown), shown);
    return hidden;
  }

  private release(held: readonly Held[]): void {
    for (const { write } of held) this.seen.delete(uidOf(write.object));
    for (const { write, atMs } of held) this.show(write, atMs);
  }

  private releaseOthers(): void {
    const all = [...this.others.values()].flat().sort((a, b) => a.write.revision - b.write.revision);
    this.others.clear();
    this.release(all);
  }

  /** Shows of what is kept back what may be seen now, after a Pod was revealed. */
  private maskOthers(): void {
    for (const held of [...this.others.values()]) {
      const { write, atMs } = held.at(-1)!;
      if (changesWithPlacement(write.kind.kind)) this.observeOther(write, atMs);
    }
  }

  private isOpen(key: string, atMs: number): boolean {
    return this.prediction !== null && atMs >= this.prediction.fromMs && !this.prediction.revealed.has(key);
  }

  private anyOpen(atMs: number): boolean {
    if (this.prediction === null) return false;
    return this.isDown || [...this.waiting.keys()].some((key) => this.isOpen(key, atMs));
  }
}

const uidOf = (object: KubeObject): string => object.metadata.uid ?? '';

/** Whether the scheduler has said something of a Pod: a node, a node to be, or that none fits. */
function isDecided({ spec, status }: Pod): boolean {
  if (spec?.nodeName || status?.nominatedNodeName) return true;
  return (status?.conditions ?? []).some(
    ({ type, status: is, reason }) => type === 'PodScheduled' && is === 'False' && reason !== 'SchedulingGated',
  );
}

/** Decisions of a Pod whose outcome is hidden: that there was one, over which nodes, and by which plugins. */
export function veiledDecisions(decisions: readonly DecisionRow[], nodes: readonly string[]): readonly DecisionRow[] {
  return decisions.slice(-1).map((decision) => ({
    ...decision,
    attempt: 1,
    chosen: '',
    message: '',
    feasibleCount: nodes.length,
    rejectedCount: 0,
    ties: [],
    preemption: null,
    plugins: [],
    nodes: nodes.map((node) => ({ node, plugin: '', reasons: [], scores: {}, raw: {}, total: 0 })),
  }));
}
