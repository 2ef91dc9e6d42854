import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import { backoffMs } from './backoff.ts';
import { type ClusterEvent, eventName, podChanges } from './cluster-event.ts';
import { Heap } from './heap.ts';
import { createInFlight } from './in-flight.ts';
import { createNominator, type Nominator } from './nominator.ts';
import { type PodInfo, podInfoOf } from './pod-info.ts';
import type { Profile } from './profile.ts';
import { NO_PLUGINS, type QueuedPod } from './queued-pod.ts';
import { createUnschedulablePods } from './unschedulable-pods.ts';

/** Where a Pod waits. */
export type QueuePlace = 'active' | 'backoff' | 'unschedulable' | 'gated';

/** How often Pods whose back-off is over are moved to the active queue. */
const BACKOFF_CHECK_MS = 1_000;
/** Pods that have waited longer than this for an event are retried all the same; checked every half minute. */
const MAX_UNSCHEDULABLE_MS = 5 * 60_000;
/** Parts of a period by which a sum of times may be off. */
const ROUNDING = 1e-6;
const UNSCHEDULABLE_CHECK_MS = 30_000;

/** The Pods that wait to be scheduled. Models pkg/scheduler/backend/queue of v1.32. */
export interface SchedulingQueue {
  readonly nominator: Nominator;
  /** A new Pod without a node. */
  add(pod: Pod): void;
  update(pod: Pod, previous: Pod): void;
  delete(pod: Pod): void;
  /** The next Pod to schedule; it is in flight until `done`. */
  pop(): QueuedPod | undefined;
  /** Puts a Pod back whose attempt has failed; its rejecting plugins are set. */
  addUnschedulable(queued: QueuedPod): void;
  done(uid: string): void;
  /** Brings back the Pods for which an event is worth another try. */
  move(event: ClusterEvent): void;
  /** Tries all Pods again, as a scheduler does that has just started with another configuration. */
  restart(): void;
  /** How many Pods wait in each place. */
  sizes(): Readonly<Record<QueuePlace, number>>;
}

/** What the queue needs from its surroundings. */
export interface QueueOptions {
  /** Engine milliseconds. */
  nowMs(): number;
  after(delayMs: number, action: () => void): void;
  profileOf(pod: Pod): Profile | undefined;
  /** Both may change while the queue is in use. */
  readonly initialBackoffMs: number;
  readonly maxBackoffMs: number;
  /** Called when the active queue gets a Pod. */
  onActive(): void;
  /** Called for every move, with its cause: an event's name or what the queue did. */
  onMove(queued: QueuedPod, to: QueuePlace, cause: string): void;
}

/** Makes an empty queue. */
export function createQueue(options: QueueOptions): SchedulingQueue {
  return new PriorityQueue(options);
}

type Worth = 'no' | 'afterBackoff' | 'atOnce';

class PriorityQueue implements SchedulingQueue {
  readonly nominator = createNominator();
  private readonly options: QueueOptions;
  private readonly active: Heap<QueuedPod>;
  private readonly backoff: Heap<QueuedPod>;
  private readonly unschedulable = createUnschedulablePods();
  private readonly inFlight = createInFlight();
  private readonly startMs: number;
  private seq = 0;
  private backoffCheckDue = false;
  private unschedulableCheckDue = false;

  constructor(options: QueueOptions) {
    this.options = options;
    this.startMs = options.nowMs();
    this.active = new Heap((a, b) => {
      const less = options.profileOf(a.info.pod)?.less;
      if (less?.(a, b)) return true;
      return !less?.(b, a) && a.seq < b.seq;
    });
    this.backoff = new Heap((a, b) => {
      const [x, y] = [this.readyMs(a), this.readyMs(b)];
      return x < y || (x === y && a.seq < b.seq);
    });
  }

  add(pod: Pod): void {
    const info = podInfoOf(pod);
    const queued: QueuedPod = {
      key: info.key,
      uid: info.uid,
      info,
      timestampMs: this.options.nowMs(),
      attempts: 0,
      unschedulablePlugins: NO_PLUGINS,
      pendingPlugins: NO_PLUGINS,
      gated: false,
      seq: this.seq++,
    };
    this.nominate(info);
    this.activate(queued, 'PodAdd');
  }

  update(pod: Pod, previous: Pod): void {
    const info = podInfoOf(pod);
    const events = podChanges(pod, previous).map(
      (action): ClusterEvent => ({ resource: 'Pod', action, previous, object: pod }),
    );
    if (this.inFlight.has(info.uid)) {
      for (const event of events) this.inFlight.note(event);
      return;
    }
    const waiting = this.active.get(info.key) ?? this.backoff.get(info.key) ?? this.unschedulable.get(info.key);
    if (waiting === undefined) {
      this.add(pod);
      return;
    }
    waiting.info = info;
    this.nominate(info);
    if (this.unschedulable.get(info.key) === undefined) return;
    for (const event of events) if (this.tryMove(waiting, event)) return;
  }

  delete(pod: Pod): void {
    const key = objectKey(pod);
    this.nominator.remove(pod.metadata.uid ?? '');
    this.active.remove(key);
    this.backoff.remove(key);
    this.unschedulable.remove(key);
  }

  pop(): QueuedPod | undefined {
    const queued = this.active.pop();
    if (queued === undefined) return undefined;
    queued.attempts++;
    queued.unschedulablePlugins = NO_PLUGINS;
    queued.pendingPlugins = NO_PLUGINS;
    this.inFlight.start(queued.uid);
    return queued;
  }

  addUnschedulable(queued: QueuedPod): void {
    if (this.active.get(queued.key) ?? this.backoff.get(queued.key) ?? this.unschedulable.get(queued.key)) return;
    queued.timestampMs = this.options.nowMs();
    let worth: Worth = hasRejectors(queued) ? 'no' : 'afterBackoff';
    let cause = 'ScheduleAttemptFailure';
    for (const event of this.inFlight.events(queued.uid)) {
      const found = this.worthOf(queued, event);
      if (found === 'no') continue;
      if (worth !== found) cause = eventName(event);
      worth = found;
      if (worth === 'atOnce') break;
    }
    this.requeue(queued, worth, cause);
  }

  done(uid: string): void {
    this.inFlight.end(uid);
  }

  move(event: ClusterEvent): void {
    this.inFlight.note(event);
    if (this.unschedulable.size === 0) return;
    for (const queued of this.unschedulable.rejectedBy(this.interested(event))) this.tryMove(queued, event);
  }

  restart(): void {
    const waiting = [...this.unschedulable.values()];
    for (const { key } of waiting) this.unschedulable.remove(key);
    for (let next = this.backoff.pop(); next; next = this.backoff.pop()) waiting.push(next);
    for (const queued of waiting) this.activate(queued, 'ConfigurationChange');
  }

  sizes(): Readonly<Record<QueuePlace, number>> {
    const gated = this.unschedulable.gated;
    return {
      active: this.active.size,
      backoff: this.backoff.size,
      unschedulable: this.unschedulable.size - gated,
      gated,
    };
  }

  private nominate(info: PodInfo): void {
    const node = info.pod.status?.nominatedNodeName;
    if (node) this.nominator.set(info, node);
    else this.nominator.remove(info.uid);
  }

  private readyMs(queued: QueuedPod): number {
    const { initialBackoffMs, maxBackoffMs } = this.options;
    return queued.timestampMs + backoffMs(queued.attempts, initialBackoffMs, maxBackoffMs);
  }

  /** Plugins of any profile that care for an event. */
  private interested(event: ClusterEvent): (queued: QueuedPod) => readonly string[] {
    return (queued) =>
      (this.options.profileOf(queued.info.pod)?.hinted(event.resource, event.action) ?? []).map((h) => h.plugin);
  }

  /** Whether an event is worth another try, by the hints of the plugins that rejected the Pod. */
  private worthOf(queued: QueuedPod, event: ClusterEvent): Worth {
    if (!hasRejectors(queued)) return 'afterBackoff';
    const hinted = this.options.profileOf(queued.info.pod)?.hinted(event.resource, event.action) ?? [];
    let worth: Worth = 'no';
    for (const { plugin, hint } of hinted) {
      const pending = queued.pendingPlugins.has(plugin);
      if (!pending && !queued.unschedulablePlugins.has(plugin)) continue;
      if (hint?.(queued.info.pod, event.previous, event.object) === 'Skip') continue;
      if (pending) return 'atOnce';
      worth = 'afterBackoff';
    }
    return worth;
  }

  private tryMove(queued: QueuedPod, event: ClusterEvent): boolean {
    const worth = this.worthOf(queued, event);
    if (worth === 'no') return false;
    this.unschedulable.remove(queued.key);
    this.requeue(queued, worth, eventName(event));
    return true;
  }

  private requeue(queued: QueuedPod, worth: Worth, cause: string): void {
    if (worth === 'no') this.park(queued, cause);
    else if (worth === 'afterBackoff' && this.readyMs(queued) > this.options.nowMs()) this.holdBack(queued, cause);
    else this.activate(queued, cause);
  }

  /** Into the active queue, unless a PreEnqueue plugin objects. */
  private activate(queued: QueuedPod, cause: string): void {
    for (const { name, plugin } of this.options.profileOf(queued.info.pod)?.at.preEnqueue ?? []) {
      if (plugin.preEnqueue!(queued.info.pod) === undefined) continue;
      queued.gated = true;
      queued.unschedulablePlugins = new Set([name]);
      this.unschedulable.add(queued);
      this.options.onMove(queued, 'gated', cause);
      return;
    }
    queued.gated = false;
    this.active.push(queued);
    this.options.onMove(queued, 'active', cause);
    this.options.onActive();
  }

  private holdBack(queued: QueuedPod, cause: string): void {
    this.backoff.push(queued);
    this.options.onMove(queued, 'backoff', cause);
    if (this.backoffCheckDue) return;
    this.backoffCheckDue = true;
    this.atNextTick(BACKOFF_CHECK_MS, () => this.flushBackoff());
  }

  private park(queued: QueuedPod, cause: string): void {
    this.unschedulable.add(queued);
    this.options.onMove(queued, 'unschedulable', cause);
    if (this.unschedulableCheckDue) return;
    this.unschedulableCheckDue = true;
    this.atNextTick(UNSCHEDULABLE_CHECK_MS, () => this.flushUnschedulable());
  }

  private flushBackoff(): void {
    const now = this.options.nowMs();
    for (let next = this.backoff.peek(); next && this.readyMs(next) <= now; next = this.backoff.peek()) {
      this.backoff.pop();
      this.activate(next, 'BackoffComplete');
    }
    this.backoffCheckDue = this.backoff.size > 0;
    if (this.backoffCheckDue) this.atNextTick(BACKOFF_CHECK_MS, () => this.flushBackoff());
  }

  private flushUnschedulable(): void {
    const now = this.options.nowMs();
    for (const queued of [...this.unschedulable.values()]) {
      if (queued.gated || now - queued.timestampMs <= MAX_UNSCHEDULABLE_MS) continue;
      this.unschedulable.remove(queued.key);
      this.requeue(queued, 'afterBackoff', 'UnschedulableTimeout');
    }
    this.unschedulableCheckDue = this.unschedulable.size > 0;
    if (this.unschedulableCheckDue) this.atNextTick(UNSCHEDULABLE_CHECK_MS, () => this.flushUnschedulable());
  }

  /** Upstream's loops tick from the start of the scheduler on; here only those ticks run that have something to do. */
  private atNextTick(periodMs: number, action: () => void): void {
    const sinceStart = this.options.nowMs() - this.startMs;
    // A tick that is as good as now is over: what is left of it could be too little to move the clock.
    const nextMs = (Math.floor(sinceStart / periodMs + ROUNDING) + 1) * periodMs;
    this.options.after(nextMs - sinceStart, action);
  }
}

function hasRejectors({ unschedulablePlugins, pendingPlugins }: QueuedPod): boolean {
  return unschedulablePlugins.size + pendingPlugins.size > 0;
}
