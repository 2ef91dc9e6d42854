import type { MeasureNews, MeasureQuery, RequestSecond, UsageRow } from '../protocol/measure.ts';
import type { Cluster } from '../sim/cluster/cluster.ts';
import type { UsageEntry } from '../sim/metrics-server/usage-log.ts';
import { lostOf } from '../sim/traffic/outcome.ts';
import type { Stats } from '../sim/traffic/stats.ts';

/** Requests are told of the last minute. */
const REQUEST_SECONDS = 60;

/** Tells the page what the object that it looks at uses and serves, every second of virtual time. */
export class MeasureFeed {
  private readonly cluster: Cluster;
  private query: MeasureQuery | null = null;
  private toldSecond = -1;
  private toldVersion = -1;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  /** Looks at other Pods, or at none. */
  ask(query: MeasureQuery | null): void {
    this.query = query;
    this.toldSecond = -1;
  }

  /** What there is to tell since the last call; undefined when that is nothing. */
  take(): MeasureNews | undefined {
    const { query, cluster } = this;
    if (!query) return undefined;
    const originMs = cluster.upAtMs;
    const nowSecond = Math.floor((cluster.engine.nowMs - originMs) / 1000);
    if (nowSecond === this.toldSecond && cluster.controlPlane.usage.version === this.toldVersion) return undefined;
    this.toldSecond = nowSecond;
    this.toldVersion = cluster.controlPlane.usage.version;
    const { services, pods } = cluster.traffic;
    const stats = query.service === '' ? query.pods.flatMap((key) => pods.get(key) ?? []) : [];
    const ofService = services.get(query.service);
    const series =
      query.node === ''
        ? query.pods.map((key) => cluster.controlPlane.usage.ofPod(key))
        : [cluster.controlPlane.usage.ofNode(query.node)];
    return {
      query,
      usage: together(series, originMs),
      requests: requestsOf(ofService ? [ofService] : stats, nowSecond, originMs / 1000),
    };
  }
}

/** Adds up what was measured in the same round. */
function together(series: readonly (readonly UsageEntry[])[], originMs: number): UsageRow[] {
  const rows = new Map<number, UsageRow>();
  for (const { atMs, cpuMilli, memoryBytes } of series.flat()) {
    const second = Math.round((atMs - originMs) / 1000);
    const row = rows.get(second) ?? { second, cpuMilli: 0, memoryBytes: 0 };
    rows.set(second, { second, cpuMilli: row.cpuMilli + cpuMilli, memoryBytes: row.memoryBytes + memoryBytes });
  }
  return [...rows.values()].sort((a, b) => a.second - b.second);
}

function requestsOf(all: readonly Stats[], nowSecond: number, originSecond: number): RequestSecond[] {
  const rows: RequestSecond[] = [];
  for (let second = nowSecond - REQUEST_SECONDS + 1; second <= nowSecond; second++) {
    let [ok, lost] = [0, 0];
    for (const { bySecond } of all) {
      const counts = bySecond.get(second + originSecond)?.counts;
      if (!counts) continue;
      ok += counts.ok;
      lost += lostOf(counts);
    }
    if (ok + lost > 0) rows.push({ second, ok, lost });
  }
  return rows;
}
