import type { Event } from '../api/k8s/core-v1.gen.ts';
import type { Kind } from '../api/kind.ts';
import type { KubeObject } from '../api/object.ts';
import type { WriteRef } from '../protocol/history.ts';
import type { KindRef } from '../protocol/inspect.ts';
import type { CommittedWrite } from '../sim/apiserver/api-server.ts';
import type { Trace } from '../sim/engine/trace.ts';
import { userOf } from './journey/who.ts';
import { type Origin, originOf } from './why/origin.ts';

/** How many writes are kept; the oldest go first. Objects are shared with the store's history. */
const MOST_WRITES = 30_000;
/** And how many Events, by their objects. */
const MOST_EVENTS = 10_000;
/** Kinds whose writes are no story: renewals, and what is told as events. */
const LEFT_OUT: ReadonlySet<string> = new Set(['Lease', 'Event']);

/** A committed write with who made it and when. */
export interface LoggedWrite {
  readonly revision: number;
  /** Virtual milliseconds of the page's clock. */
  readonly atMs: number;
  readonly kind: Kind;
  readonly type: CommittedWrite['type'];
  /** As it is after the write; of a deletion the last state. */
  readonly object: KubeObject;
  readonly previous: KubeObject | undefined;
  /** Id of the request that led to it; 0 when it is not known. */
  readonly cause: number;
  /** Who sent that request, '' when it is not known. */
  readonly user: string;
  /** What its author has acted on. Found at once: the trace forgets sooner than this log. */
  readonly origin: Origin;
}

/** An Event object, with what its author has acted on. */
export interface LoggedEvent {
  readonly atMs: number;
  readonly event: Event;
  readonly origin: Origin;
}

/** Keeps the writes of a run with their authors, beyond what etcd keeps after a compaction. */
export class WriteLog {
  private readonly trace: Trace;
  private writes: LoggedWrite[] = [];
  /** Place of the first kept write among all that there were. */
  private dropped = 0;
  private readonly byCause = new Map<number, LoggedWrite[]>();
  private readonly eventsByUid = new Map<string, LoggedEvent>();

  constructor(trace: Trace) {
    this.trace = trace;
  }

  /** Place of the next write: a position to go on from. */
  get end(): number {
    return this.dropped + this.writes.length;
  }

  /** Takes a write in. */
  observe(write: CommittedWrite, atMs: number): void {
    const { revision, kind, type, object, previous, cause } = write;
    if (kind.kind === 'Event') this.observeEvent(write, atMs);
    if (LEFT_OUT.has(kind.kind)) return;
    const user = userOf(this.trace.get(cause));
    const origin = originOf(this.trace, cause);
    const logged: LoggedWrite = { revision, atMs, kind, type, object, previous, cause, user, origin };
    this.writes.push(logged);
    if (cause !== 0) {
      const others = this.byCause.get(cause);
      if (others) others.push(logged);
      else this.byCause.set(cause, [logged]);
    }
    if (this.writes.length > MOST_WRITES * 1.1) this.dropOldest();
  }

  /** The Events that are kept, oldest first; one that was counted again stands where it came last. */
  get events(): ReadonlyMap<string, LoggedEvent> {
    return this.eventsByUid;
  }

  /** Place of the oldest write that is kept. */
  get start(): number {
    return this.dropped;
  }

  /** The writes that a request has led to, in order. */
  causedBy(request: number): readonly LoggedWrite[] {
    return this.byCause.get(request) ?? [];
  }

  /** The writes from a position on. */
  from(position: number): readonly LoggedWrite[] {
    return this.writes.slice(Math.max(0, position - this.dropped));
  }

  /** The writes of one object, in order. */
  of({ kind, namespace, name }: KindRef): readonly LoggedWrite[] {
    return this.writes.filter(
      ({ kind: { kind: own }, object: { metadata } }) =>
        metadata.name === name && own === kind && (metadata.namespace ?? '') === namespace,
    );
  }

  /** The write of an object at a revision. */
  at({ revision, kind, namespace, name }: WriteRef): LoggedWrite | undefined {
    for (let i = this.placeOf(revision); this.writes[i]?.revision === revision; i++) {
      const write = this.writes[i]!;
      const { metadata } = write.object;
      const isIt = metadata.name === name && (metadata.namespace ?? '') === namespace;
      if (isIt && write.kind.kind === kind) return write;
    }
    return undefined;
  }

  /** The write of a revision, whatever its object. */
  atRevision(revision: number): LoggedWrite | undefined {
    const found = this.writes[this.placeOf(revision)];
    return found?.revision === revision ? found : undefined;
  }

  private observeEvent({ object, type, cause }: CommittedWrite, atMs: number): void {
    const uid = object.metadata.uid ?? '';
    if (type === 'DELETED') return;
    this.eventsByUid.delete(uid);
    this.eventsByUid.set(uid, { atMs, event: object as Event, origin: originOf(this.trace, cause) });
    if (this.eventsByUid.size <= MOST_EVENTS) return;
    for (const oldest of this.eventsByUid.keys()) {
      this.eventsByUid.delete(oldest);
      break;
    }
  }

  /** Place of the first write that is not before a revision. */
  private placeOf(revision: number): number {
    let low = 0;
    let high = this.writes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.writes[middle]!.revision < revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private dropOldest(): void {
    const gone = this.writes.splice(0, this.writes.length - MOST_WRITES);
    this.dropped += gone.length;
    for (const { cause } of gone) this.byCause.delete(cause);
  }
}
