import type { Event, Pod } from '../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../api/object.ts';
import { toYaml } from '../api/yaml/to-yaml.ts';
import { parseTime } from '../base/time.ts';
import type { LifeRow } from '../protocol/inspect.ts';
import type { ObjectRef, ToPage } from '../protocol/messages.ts';
import type { EventRow } from '../protocol/view.ts';
import type { CommittedWrite } from '../sim/apiserver/api-server.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';
import { stateOf } from './graph/object-state.ts';
import { eventRow } from './mirror/event-row.ts';
import { podTimerRows } from './pod-timer-rows.ts';
import { type Veil, veiledDecisions } from './veil.ts';
import type { LoggedWrite } from './write-log.ts';

/** How many Events of the followed object are sent at most, newest first. */
const MAX_EVENTS = 100;
/** Of its life, the newest changes. */
const MAX_LIFE = 60;
/** Frames between two looks at the timers of a Pod. */
const TIMERS_EVERY = 6;

type Scheduling = Pick<Extract<ToPage, { type: 'object' }>, 'decisions' | 'moves' | 'pending'>;

const NO_SCHEDULING: Scheduling = { decisions: [], moves: [], pending: null };

/** Sends the page the whole of the one object that it looks at, now and whenever that changes. */
export class Inspection {
  private readonly cluster: Cluster;
  private readonly veil: Veil;
  private readonly post: (message: ToPage) => void;
  private ref: ObjectRef | null = null;
  private object: KubeObject | undefined;
  private events = new Map<string, EventRow>();
  private dirty = false;
  private life: LifeRow[] = [];
  private frames = 0;
  private sentTimers = '[]';
  private readonly history: (ref: ObjectRef) => readonly LoggedWrite[];

  /** @param history the writes of an object that are kept, in order */
  constructor(
    cluster: Cluster,
    veil: Veil,
    post: (message: ToPage) => void,
    history: (ref: ObjectRef) => readonly LoggedWrite[],
  ) {
    this.history = history;
    this.cluster = cluster;
    this.veil = veil;
    this.post = post;
  }

  /** Looks at another object, or at none. */
  follow(ref: ObjectRef | null): void {
    this.ref = ref;
    this.object = undefined;
    this.events = new Map();
    this.dirty = ref !== null;
    this.sentTimers = '[]';
    this.life = [];
    if (!ref) return;
    for (const { kind, object, type, atMs } of this.history(ref))
      if (type !== 'DELETED') this.note(kind.kind, object, atMs);
    for (const write of this.cluster.apiServer.snapshot()) {
      const visible = this.veil.visible(write);
      if (visible) this.observe(visible);
    }
  }

  /** Sends all anew: what may be told has changed. */
  renew(): void {
    this.dirty = this.ref !== null;
  }

  /** Takes in a committed write. */
  observe({ kind, object, type }: CommittedWrite): void {
    const { ref } = this;
    if (!ref) return;
    const { namespace = '', name = '' } = object.metadata;
    const resource = kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
    const isOfKind = ref.kind === undefined ? resource === ref.resource : kind.kind === ref.kind;
    if (isOfKind && namespace === ref.namespace && name === ref.name) {
      this.object = type === 'DELETED' ? undefined : withoutManagedFields(object);
      this.dirty = true;
      if (type !== 'DELETED') this.note(kind.kind, object, this.nowMs);
    } else if (kind.kind === 'Event' && type !== 'DELETED') this.observeEvent(object as Event, ref);
  }

  private get nowMs(): number {
    return this.cluster.engine.nowMs - this.cluster.upAtMs;
  }

  /** Adds to the life of the object, if it is otherwise than before. */
  private note(kind: string, object: KubeObject, atMs: number): void {
    const now = stateOf(kind, object);
    const last = this.life.at(-1);
    if (last?.state === now.state && last.note === now.note) return;
    this.life = [...this.life, { atMs, ...now }].slice(-MAX_LIFE);
  }

  /** Sends what has changed since the last call. */
  flush(): void {
    if (this.ref && this.frames++ % TIMERS_EVERY === 0) this.sendTimers(this.ref);
    if (!this.dirty || !this.ref) return;
    this.dirty = false;
    const { ref, object } = this;
    const events = [...this.events.values()].sort((a, b) => b.atMs - a.atMs).slice(0, MAX_EVENTS);
    const yaml = object ? toYaml(object) : '';
    this.post({
      type: 'object',
      ref,
      object: object ?? null,
      yaml,
      events,
      life: this.life,
      ...(ref.resource === 'pods' ? this.scheduling(`${ref.namespace}/${ref.name}`) : NO_SCHEDULING),
    });
  }

  private sendTimers(ref: ObjectRef): void {
    if (ref.resource !== 'pods') return;
    const timers = this.object ? podTimerRows(this.cluster, this.object as Pod) : [];
    const text = JSON.stringify(timers);
    if (text === this.sentTimers) return;
    this.sentTimers = text;
    this.post({ type: 'timers', ref, timers });
  }

  private observeEvent(event: Event, ref: ObjectRef): void {
    const about = event.involvedObject;
    const isNode = ref.resource === 'nodes' && about.kind === 'Node';
    if (about.name !== ref.name || (!isNode && (about.namespace ?? '') !== ref.namespace)) return;
    if (
      !isNode &&
      (ref.kind === undefined ? !ref.resource.startsWith((about.kind ?? '').toLowerCase()) : about.kind !== ref.kind)
    )
      return;
    this.events.set(event.metadata.uid ?? '', eventRow(event, this.writtenMs(event)));
    this.dirty = true;
  }

  /** When an Event was last written, as it says itself: to the second, or better. */
  private writtenMs({ lastTimestamp, eventTime, series }: Event): number {
    const { engine, upAtMs } = this.cluster;
    const time = series?.lastObservedTime ?? lastTimestamp ?? eventTime;
    return time ? parseTime(time) - engine.epochMs - upAtMs : engine.nowMs - upAtMs;
  }

  private scheduling(podKey: string): Scheduling {
    const { cluster, veil } = this;
    const decisions = cluster.decisions(podKey);
    if (veil.hides(podKey, cluster.engine.nowMs - cluster.upAtMs))
      return { ...NO_SCHEDULING, decisions: veiledDecisions(decisions, [...cluster.nodes.keys()]) };
    return { decisions, moves: cluster.queueMoves(podKey), pending: cluster.whyPending(podKey) ?? null };
  }
}

/** The page shows objects as kubectl does, which leaves managed fields out. */
export function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields, ...metadata } = object.metadata;
  return managedFields === undefined ? object : { ...object, metadata };
}
