/** The rule by which old decisions go. */
export const DECISION_LIMITS = {
  /** Attempts kept for a Pod: the last ones. */
  attemptsPerPod: 3,
  /** Queue moves kept for a Pod: the last ones. */
  movesPerPod: 12,
  /** Pods of which anything is kept: those that were heard of last. */
  pods: 20_000,
  /** Decisions that looked at more nodes keep only the best. */
  nodesInDetail: 200,
  bestNodes: 20,
  /** Verdicts on nodes kept in all; the oldest decisions lose theirs first. */
  verdicts: 200_000,
} as const;
