import type { Outcome } from './decide.ts';
import { type Decision, type NodeVerdict, namesOf, preemptionRecord, type QueueMove } from './decision.ts';
import type { Rejection } from './framework.ts';
import type { QueuedPod } from './queued-pod.ts';
import { createRecency, type Link } from './recency.ts';
import type { PluginScores } from './score-nodes.ts';

/** The rule by which old decisions go. */
export const DECISION_LIMITS = {
  /** Attempts kept for a Pod: the last ones. */
  attemptsPerPod: 3,
  /** Queue moves kept for a Pod: the last ones. */
  movesPerPod: 12,
  /** Pods with decisions: those that were decided on last. */
  pods: 20_000,
  /** Decisions that looked at more nodes keep only the best. */
  nodesInDetail: 200,
  bestNodes: 20,
  /** Verdicts on nodes kept in all; the oldest decisions lose theirs first. */
  verdicts: 200_000,
} as const;

/** The decisions of the run that are still kept, by Pod. */
export interface DecisionLog {
  record(queued: QueuedPod, atMs: number, outcome: Outcome): void;
  recordMove(queued: QueuedPod, move: QueueMove): void;
  /** The last attempts of a Pod, newest first. */
  decisions(podKey: string): readonly Decision[];
  /** The last moves of a Pod in the queue, newest last. */
  moves(podKey: string): readonly QueueMove[];
}

interface Entry {
  readonly key: string;
  readonly uid: string;
  readonly link: Link<string>;
  decisions: StoredDecision[];
  moves: QueueMove[];
}

/** Makes an empty log. */
export function createDecisionLog(): DecisionLog {
  const byPod = new Map<string, Entry>();
  const recency = createRecency<string>();
  const room = createRoom();
  // Decisions with verdicts in the order in which they were taken, from `oldest` on.
  let detailed: (StoredDecision | undefined)[] = [];
  let oldest = 0;
  let verdicts = 0;

  const entryOf = (queued: QueuedPod): Entry => {
    const { key, uid } = queued;
    let entry = byPod.get(key);
    if (entry?.uid === uid) {
      recency.touch(entry.link);
      return entry;
    }
    if (entry) recency.remove(entry.link);
    entry = { key, uid, link: recency.add(key), decisions: [], moves: [] };
    byPod.set(key, entry);
    if (byPod.size > DECISION_LIMITS.pods) {
      const oldest = byPod.get(recency.oldest()!)!;
      recency.remove(oldest.link);
      byPod.delete(oldest.key);
    }
    return entry;
  };
  const dropOldDetail = (): void => {
    while (verdicts > DECISION_LIMITS.verdicts && oldest < detailed.length) {
      verdicts -= detailed[oldest]?.forget() ?? 0;
      detailed[oldest++] = undefined;
    }
    if (oldest < 1_000) return;
    detailed = detailed.slice(oldest);
    oldest = 0;
  };

  return {
    record(queued, atMs, outcome) {
      const entry = entryOf(queued);
      const decision = new StoredDecision(queued, atMs, outcome, room);
      entry.decisions = [decision, ...entry.decisions.slice(0, DECISION_LIMITS.attemptsPerPod - 1)];
      detailed.push(decision);
      verdicts += decision.verdictCount;
      dropOldDetail();
    },
    recordMove(queued, move) {
      const entry = entryOf(queued);
      if (entry.moves.length >= DECISION_LIMITS.movesPerPod) entry.moves.shift();
      entry.moves.push(move);
    },
    decisions: (podKey) => byPod.get(podKey)?.decisions ?? [],
    moves: (podKey) => byPod.get(podKey)?.moves ?? [],
  };
}

type PluginWeight = Pick<PluginScores, 'plugin' | 'weight'>;

/** What decisions share. */
interface Room {
  /** Names and weights of plugins; nearly always they are those of the decision before, and then the same list. */
  weightsOf(plugins: readonly PluginScores[]): readonly PluginWeight[];
  /** Room for as many numbers: a small table for each decision would cost more than all that is in it. */
  take(length: number): { readonly table: Int32Array; readonly from: number };
}

/** How many numbers are in a table that decisions share. */
const TABLE = 16_384;

function createRoom(): Room {
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

class StoredDecision implements Decision {
  readonly pod: string;
  readonly uid: string;
  readonly attempt: number;
  readonly atMs: number;
  readonly chosen: string;
  readonly message: string;
  readonly nodeCount: number;
  readonly feasibleCount: number;
  readonly rejectedCount: number;
  readonly ties: readonly string[];
  readonly preemption: Decision['preemption'];
  detail: Decision['detail'];
  private columns: Columns | undefined;

  constructor(queued: QueuedPod, atMs: number, outcome: Outcome, room: Room) {
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
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < totals.length; i++) {
    if (totals[i]! <= least || i === at) continue;
    let place = best.length;
    while (place > 0 && totals[best[place - 1]!]! < totals[i]!) place--;
    best.splice(place, 0, i);
    if (best.length === limit) best.pop();
    if (best.length === limit - 1) least = totals[best.at(-1)!]!;
  }
  return [at, ...best];
}

function firstOf<K, V>(map: ReadonlyMap<K, V>, limit: number): (readonly [K, V])[] {
  const first: (readonly [K, V])[] = [];
  for (const entry of map) {
    if (first.length === limit) break;
    first.push(entry);
  }
  return first;
}
