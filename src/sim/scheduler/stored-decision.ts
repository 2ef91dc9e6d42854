import type { Outcome } from './decide.ts';
import { type Decision, type NodeVerdict, namesOf, preemptionRecord } from './decision.ts';
import { DECISION_LIMITS } from './decision-limits.ts';
import type { Rejection } from './framework.ts';
import type { QueuedPod } from './queued-pod.ts';
import type { PluginScores } from './score-nodes.ts';

type PluginWeight = Pick<PluginScores, 'plugin' | 'weight'>;

/** What decisions share. */
export interface Room {
  /** Names and weights of plugins; nearly always they are those of the decision before, and then the same list. */
  weightsOf(plugins: readonly PluginScores[]): readonly PluginWeight[];
  /** Room for as many numbers: a small table for each decision would cost more than all that is in it. */
  take(length: number): { readonly table: Int32Array; readonly from: number };
}

/** How many numbers are in a table that decisions share. */
const TABLE = 16_384;

/** Makes what the decisions of one log share. */
export function createRoom(): Room {
  let last: readonly PluginWeight[] = [];
  let table = new Int32Array(0);
  let used = 0;
  return {
    weightsOf(plugins) {
      const isSame =
        last.length === plugins.length &&
        last.every(({ plugin, weight }, i) => plugins[i]!.plugin === plugin && plugins[i]!.weight === weight);
      if (!isSame) last = plugins.map(({ plugin, weight }) => ({ plugin, weight }));
      return last;
    },
    take(length) {
      if (used + length > table.length) {
        table = new Int32Array(Math.max(TABLE, length));
        used = 0;
      }
      const from = used;
      used += length;
      return { table, from };
    },
  };
}

/** Verdicts in columns: a tenth of the memory of objects. */
interface Columns {
  readonly feasible: readonly string[];
  readonly rejections: readonly (readonly [string, Rejection])[];
  readonly plugins: readonly PluginWeight[];
  /** Raw scores plugin by plugin, node by node; then the normalised ones. They begin at `from`. */
  readonly scores: Int32Array;
  readonly from: number;
}

/** A decision as the log keeps it. */
export class StoredDecision implements Decision {
  readonly pod: string;
  readonly uid: string;
  readonly attempt: number;
  readonly atMs: number;
  readonly chosen: string;
  readonly message: string;
  readonly nodeCount: number;
  readonly feasibleCount: number;
  readonly rejectedCount: number;
  readonly scheduler: string;
  readonly filters: readonly string[];
  readonly ties: readonly string[];
  readonly preemption: Decision['preemption'];
  detail: Decision['detail'];
  private columns: Columns | undefined;

  constructor(queued: Pick<QueuedPod, 'key' | 'uid' | 'attempts'>, atMs: number, outcome: Outcome, room: Room) {
    const { feasible, statuses, ties } = outcome;
    this.pod = queued.key;
    this.uid = queued.uid;
    this.attempt = queued.attempts;
    this.atMs = atMs;
    this.chosen = outcome.chosen?.name ?? '';
    this.message = outcome.message;
    this.nodeCount = outcome.nodeCount;
    this.feasibleCount = feasible.length;
    this.rejectedCount = statuses.rejections.size;
    this.scheduler = outcome.schedulerName;
    this.filters = outcome.filterNames;
    this.ties = ties.length > 1 ? namesOf(ties.slice(0, DECISION_LIMITS.nodesInDetail)) : [];
    this.preemption = preemptionRecord(outcome);
    const isSmall = feasible.length + statuses.rejections.size <= DECISION_LIMITS.nodesInDetail;
    this.detail = isSmall ? 'all' : 'best';
    this.columns = columnsOf(outcome, isSmall ? undefined : DECISION_LIMITS.bestNodes, room);
  }

  get verdictCount(): number {
    return this.columns ? this.columns.feasible.length + this.columns.rejections.length : 0;
  }

  /** Drops the verdicts and returns how many they were. */
  forget(): number {
    const count = this.verdictCount;
    this.columns = undefined;
    this.detail = 'none';
    return count;
  }

  nodes(): readonly NodeVerdict[] {
    if (!this.columns) return [];
    const { feasible, rejections, plugins, scores: table, from } = this.columns;
    const half = plugins.length * feasible.length;
    const fits = feasible.map((node, i): NodeVerdict => {
      const scores = plugins.map(({ plugin, weight }, p) => {
        const at = from + p * feasible.length + i;
        return { plugin, weight, raw: table[at]!, normalized: table[half + at]! };
      });
      const total = scores.reduce((sum, score) => sum + score.normalized * score.weight, 0);
      return { node, plugin: '', reasons: [], scores, total };
    });
    const rejected = rejections.map(
      ([node, { plugin, status }]): NodeVerdict => ({ node, plugin, reasons: status.reasons, scores: [], total: 0 }),
    );
    return [...fits, ...rejected];
  }
}

/** @param limit how many of the best nodes to keep; undefined keeps all, rejections too */
function columnsOf(outcome: Outcome, limit: number | undefined, room: Room): Columns {
  const { feasible, scores, statuses } = outcome;
  const kept = limit === undefined ? [...feasible.keys()] : bestOf(outcome, limit);
  const plugins = scores?.plugins ?? [];
  const half = plugins.length * kept.length;
  const { table, from } = room.take(half * 2);
  let at = from;
  for (const { raw, normalized } of plugins) {
    for (const i of kept) {
      table[at] = raw[i]!;
      table[half + at] = normalized[i]!;
      at++;
    }
  }
  return {
    feasible: kept.map((i) => feasible[i]!.name),
    rejections: limit === undefined ? [...statuses.rejections] : firstOf(statuses.rejections, limit),
    plugins: room.weightsOf(plugins),
    scores: table,
    from,
  };
}

/** Indices of the nodes with the highest totals, the chosen one first. */
function bestOf({ chosen, feasible, scores }: Outcome, limit: number): number[] {
  if (!chosen) return [];
  const at = feasible.indexOf(chosen);
  if (!scores) return [at];
  const { totals } = scores;
  const best = [at];
  let least = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < totals.length; i++) {
    const total = totals[i]!;
    if (total <= least || i === at) continue;
    // The first place is the chosen node's; the last one goes when there is no room.
    let place = best.length < limit ? best.push(i) - 1 : limit - 1;
    for (; place > 1 && totals[best[place - 1]!]! < total; place--) best[place] = best[place - 1]!;
    best[place] = i;
    if (best.length === limit) least = totals[best[limit - 1]!]!;
  }
  return best;
}

function firstOf<K, V>(map: ReadonlyMap<K, V>, limit: number): (readonly [K, V])[] {
  const first: (readonly [K, V])[] = [];
  for (const entry of map) {
    if (first.length === limit) break;
    first.push(entry);
  }
  return first;
}
