import { milliValue, quantityValue } from '../../base/quantity.ts';
import type { Measured, Points } from './points.ts';

/** What something used, as the metrics API said it at a time. */
export interface UsageEntry {
  /** Virtual milliseconds. */
  readonly atMs: number;
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

/** Ten minutes of rounds. */
const MOST_ROUNDS = 41;
/** With more Pods than this only those are kept that somebody has asked about. */
const MOST_PODS = 2000;

/** What the metrics server has measured, kept outside its process for those who look at the cluster: the last ten minutes. */
export class UsageLog {
  private readonly series = new Map<string, UsageEntry[]>();
  private readonly asked = new Set<string>();
  private rounds = 0;

  /** Grows with every round. */
  get version(): number {
    return this.rounds;
  }

  /** Takes a round. */
  note(nowMs: number, points: Points, nodes: readonly string[], pods: readonly string[]): void {
    this.rounds++;
    for (const name of nodes) this.add(`node ${name}`, nowMs, points.node(name)?.usage);
    const kept = pods.length > MOST_PODS ? pods.filter((key) => this.asked.has(key)) : pods;
    for (const key of kept)
      this.add(`pod ${key}`, nowMs, ...(points.pod(key)?.containers ?? []).map(({ usage }) => usage));
    const oldestMs = nowMs - 600_000;
    for (const [key, entries] of this.series) if (entries.at(-1)!.atMs < oldestMs) this.series.delete(key);
  }

  /** Of a Pod, by `namespace/name`, oldest first. */
  ofPod(key: string): readonly UsageEntry[] {
    this.asked.add(key);
    return this.series.get(`pod ${key}`) ?? [];
  }

  ofNode(name: string): readonly UsageEntry[] {
    return this.series.get(`node ${name}`) ?? [];
  }

  private add(key: string, atMs: number, ...usages: readonly (Measured['usage'] | undefined)[]): void {
    const known = usages.filter((usage) => usage !== undefined);
    if (known.length === 0) return;
    const cpuMilli = known.reduce((sum, { cpu }) => sum + milliValue(cpu), 0);
    const memoryBytes = known.reduce((sum, { memory }) => sum + quantityValue(memory), 0);
    const entries = this.series.get(key) ?? [];
    this.series.set(key, entries);
    entries.push({ atMs, cpuMilli, memoryBytes });
    if (entries.length > MOST_ROUNDS) entries.shift();
  }
}
