import type { Outcome } from './decide.ts';
import type { Decision, QueueMove } from './decision.ts';
import { DECISION_LIMITS } from './decision-limits.ts';
import type { QueuedPod } from './queued-pod.ts';
import { createRecency, type Link } from './recency.ts';
import { createRoom, StoredDecision } from './stored-decision.ts';

/** What is kept of a Pod. */
export interface PodRecord {
  /** namespace/name */
  readonly key: string;
  readonly uid: string;
  /** The log's version when the Pod was first heard of, and when it was last. */
  readonly createdVersion: number;
  readonly version: number;
  readonly createdAtMs: number;
  /** The last attempts, newest first. */
  readonly decisions: readonly Decision[];
  /** The last moves in the queue, oldest first. */
  readonly moves: readonly QueueMove[];
}

/** A change of the log: a Pod's record came, changed, or made room for others. */
export interface LogChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly record: PodRecord;
}

/** The decisions of the run that are still kept, by Pod. */
export interface DecisionLog {
  record(queued: QueuedPod, atMs: number, outcome: Outcome): void;
  recordMove(queued: QueuedPod, move: QueueMove): void;
  /** The last attempts of a Pod, newest first. */
  decisions(podKey: string): readonly Decision[];
  /** The last moves of a Pod in the queue, newest last. */
  moves(podKey: string): readonly QueueMove[];
  /** Grows with every change. */
  readonly version: number;
  /** The version at which a record was last removed. */
  readonly removedVersion: number;
  get(podKey: string): PodRecord | undefined;
  /** All records, in no particular order. */
  all(): Iterable<PodRecord>;
  /** Calls back with every change from now on, until the function that it returns is called. */
  onChange(listener: (change: LogChange) => void): () => void;
}

interface Entry extends PodRecord {
  readonly link: Link<string>;
  version: number;
  decisions: StoredDecision[];
  moves: QueueMove[];
}

/** Makes an empty log. */
export function createDecisionLog(): DecisionLog {
  const byPod = new Map<string, Entry>();
  const recency = createRecency<string>();
  const room = createRoom();
  const detail = createDetailLimit();
  const listeners = new Set<(change: LogChange) => void>();
  let version = 1;
  let removedVersion = 0;

  const tell = (type: LogChange['type'], record: Entry): void => {
    record.version = ++version;
    for (const listener of listeners) listener({ type, record });
  };
  const remove = (entry: Entry): void => {
    recency.remove(entry.link);
    byPod.delete(entry.key);
    tell('DELETED', entry);
    removedVersion = version;
  };
  const change = (queued: QueuedPod, atMs: number, work: (entry: Entry) => void): void => {
    const { key, uid } = queued;
    const known = byPod.get(key);
    if (known?.uid === uid) {
      recency.touch(known.link);
      work(known);
      tell('MODIFIED', known);
      return;
    }
    if (known) remove(known);
    const times = { createdVersion: version + 1, version, createdAtMs: atMs };
    const entry: Entry = { key, uid, link: recency.add(key), ...times, decisions: [], moves: [] };
    byPod.set(key, entry);
    work(entry);
    tell('ADDED', entry);
    if (byPod.size > DECISION_LIMITS.pods) remove(byPod.get(recency.oldest()!)!);
  };

  return {
    record: (queued, atMs, outcome) =>
      change(queued, atMs, (entry) => {
        const decision = new StoredDecision(queued, atMs, outcome, room);
        entry.decisions = [decision, ...entry.decisions.slice(0, DECISION_LIMITS.attemptsPerPod - 1)];
        detail.add(decision);
      }),
    recordMove: (queued, move) =>
      change(queued, move.atMs, ({ moves }) => {
        if (moves.length >= DECISION_LIMITS.movesPerPod) moves.shift();
        moves.push(move);
      }),
    decisions: (podKey) => byPod.get(podKey)?.decisions ?? [],
    moves: (podKey) => byPod.get(podKey)?.moves ?? [],
    get version() {
      return version;
    },
    get removedVersion() {
      return removedVersion;
    },
    get: (podKey) => byPod.get(podKey),
    all: () => byPod.values(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Keeps the number of verdicts on nodes in bounds: the oldest decisions lose theirs. */
function createDetailLimit(): { add(decision: StoredDecision): void } {
  // Decisions with verdicts in the order in which they were taken, from `oldest` on.
  let detailed: (StoredDecision | undefined)[] = [];
  let oldest = 0;
  let verdicts = 0;
  return {
    add(decision) {
      detailed.push(decision);
      verdicts += decision.verdictCount;
      while (verdicts > DECISION_LIMITS.verdicts && oldest < detailed.length) {
        verdicts -= detailed[oldest]?.forget() ?? 0;
        detailed[oldest++] = undefined;
      }
      if (oldest < 1_000) return;
      detailed = detailed.slice(oldest);
      oldest = 0;
    },
  };
}
