import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { isPodTerminal, podCondition, podRequests } from '../../api/pod.ts';
import type { ObjectDigest, OutcomeRow, RequestOutcome } from '../../protocol/outcome.ts';
import type { CommittedWrite } from '../apiserver/api-server.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { Histogram } from '../traffic/histogram.ts';
import { lostOf } from '../traffic/outcome.ts';
import { digests } from './digest.ts';
import { workloadState } from './workload-state.ts';

/** What a Pod counts for. */
interface PodShare {
  readonly node: string;
  readonly pending: boolean;
  readonly cpuMilli: number;
}

const NOTHING: PodShare = { node: '', pending: false, cpuMilli: 0 };

function shareOf(pod: Pod): PodShare {
  if (isPodTerminal(pod)) return NOTHING;
  const node = pod.spec?.nodeName ?? '';
  return { node, pending: node === '', cpuMilli: node === '' ? 0 : (podRequests(pod.spec!)['cpu'] ?? 0) };
}

const restartsOf = (pod: Pod | undefined): number =>
  (pod?.status?.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);

const mustLeave = (pod: Pod | undefined): boolean =>
  pod !== undefined && podCondition(pod, 'DisruptionTarget')?.status === 'True';

/** Follows what a run comes to, from every write. */
export class OutcomeWatch {
  private readonly cluster: Cluster;
  private evicted = 0;
  private restarts = 0;
  private pending = 0;
  private cpuMilli = 0;
  /** Core milliseconds up to `atMs`. */
  private cpuMillis = 0;
  private fewerMs = 0;
  private noneMs = 0;
  private atMs: number;
  private readonly podsOn = new Map<string, number>();
  /** Workloads that have been complete once. */
  private readonly whole = new Set<string>();
  private readonly incomplete = new Set<string>();
  private readonly fewer = new Set<string>();
  private readonly none = new Set<string>();
  private finishedMs: number | null = null;
  private readonly known = new WeakMap<KubeObject, ObjectDigest>();

  /** Begins to follow a cluster that is up, as it is now. */
  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.atMs = cluster.engine.nowMs;
    for (const write of cluster.apiServer.snapshot()) this.observe({ ...write, type: 'ADDED', previous: undefined });
    cluster.apiServer.onCommit((write) => this.observe(write));
  }

  /** How it is now. */
  row(): OutcomeRow {
    this.passTime();
    const { evicted, restarts, pending, fewerMs, noneMs, finishedMs, cluster } = this;
    return {
      atMs: cluster.engine.nowMs - cluster.upAtMs,
      requests: this.requests(),
      evicted,
      restarts,
      pending,
      fewerMs,
      noneMs,
      cpuSeconds: this.cpuMillis / 1_000_000,
      nodesUsed: this.podsOn.size,
      finishedMs: this.incomplete.size > 0 ? null : finishedMs,
      objects: digests(cluster.apiServer.snapshot(), this.known),
    };
  }

  private requests(): RequestOutcome | null {
    const { clients } = this.cluster.traffic;
    if (clients.length === 0) return null;
    const latency = new Histogram();
    const sum = { sent: 0, lost: 0, outageSeconds: 0, degradedSeconds: 0 };
    for (const { stats } of clients) {
      latency.addAll(stats.latency);
      sum.sent += stats.total.sent;
      sum.lost += lostOf(stats.total);
      sum.outageSeconds += stats.outageSeconds;
      sum.degradedSeconds += stats.degradedSeconds;
    }
    return { ...sum, p95Ms: latency.quantile(0.95) ?? null };
  }

  private observe({ kind, object, previous, type }: CommittedWrite): void {
    if (object.metadata.namespace === 'kube-system') return;
    if (kind.kind === 'Pod') this.observePod(object as Pod, previous as Pod | undefined, type === 'DELETED');
    else this.observeWorkload(kind.kind, object, type === 'DELETED');
  }

  private observePod(pod: Pod, previous: Pod | undefined, gone: boolean): void {
    const before = previous ? shareOf(previous) : NOTHING;
    const after = gone ? NOTHING : shareOf(pod);
    if (before.cpuMilli !== after.cpuMilli) this.passTime();
    this.pending += Number(after.pending) - Number(before.pending);
    this.cpuMilli += after.cpuMilli - before.cpuMilli;
    if (before.node !== after.node) {
      this.countOn(before.node, -1);
      this.countOn(after.node, 1);
    }
    this.restarts += Math.max(0, restartsOf(pod) - restartsOf(previous));
    if (!mustLeave(previous) && mustLeave(pod)) this.evicted++;
  }

  private countOn(node: string, by: 1 | -1): void {
    if (node === '') return;
    const count = (this.podsOn.get(node) ?? 0) + by;
    if (count === 0) this.podsOn.delete(node);
    else this.podsOn.set(node, count);
  }

  private observeWorkload(kind: string, object: KubeObject, gone: boolean): void {
    const state = workloadState(kind, object);
    if (!state) return;
    this.passTime();
    const key = `${kind}/${object.metadata.namespace}/${object.metadata.name}`;
    const wasDone = this.incomplete.size === 0;
    toggle(this.incomplete, key, !gone && !state.complete);
    if (state.complete) this.whole.add(key);
    const { wanted, available } = state.pods ?? { wanted: 0, available: 0 };
    const counts = !gone && this.whole.has(key);
    toggle(this.fewer, key, counts && available < wanted);
    toggle(this.none, key, counts && wanted > 0 && available === 0);
    if (!wasDone && this.incomplete.size === 0) this.finishedMs = this.cluster.engine.nowMs - this.cluster.upAtMs;
  }

  /** Counts the time since the last change for what was true in it. */
  private passTime(): void {
    const { nowMs } = this.cluster.engine;
    const passedMs = nowMs - this.atMs;
    this.atMs = nowMs;
    this.cpuMillis += passedMs * this.cpuMilli;
    if (this.fewer.size > 0) this.fewerMs += passedMs;
    if (this.none.size > 0) this.noneMs += passedMs;
  }
}

function toggle(set: Set<string>, key: string, on: boolean): void {
  if (on) set.add(key);
  else set.delete(key);
}
