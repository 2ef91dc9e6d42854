/** What preemption found for a Pod; Pods are named namespace/name. */
export interface PreemptionRow {
  /** '' when it found nothing. */
  readonly nominatedNode: string;
  readonly victims: readonly string[];
  /** The one that hurts least first. */
  readonly candidates: readonly {
    readonly node: string;
    readonly victims: readonly string[];
    /** Of the victims, in their order. */
    readonly priorities: readonly number[];
    readonly pdbViolations: number;
  }[];
}

/** A Pod's move from one part of the scheduling queue to another. */
export interface QueueMoveRow {
  readonly atMs: number;
  readonly to: 'active' | 'backoff' | 'unschedulable' | 'gated';
  /** The cluster event, or what the queue itself did. */
  readonly cause: string;
}

/** One scheduling attempt of a Pod, as the scheduler kept it. */
export interface DecisionRow {
  readonly atMs: number;
  readonly attempt: number;
  /** The node chosen, '' when none fits. */
  readonly chosen: string;
  readonly message: string;
  /** How many nodes there were, and on how many of those looked at the Pod fits. */
  readonly nodeCount: number;
  readonly feasibleCount: number;
  /** How many nodes were turned down; with none that fits and none turned down, the Pod was refused before. */
  readonly rejectedCount: number;
  /** Name of the profile. */
  readonly scheduler: string;
  /** The profile's filters, in the order in which they were asked. */
  readonly filters: readonly string[];
  /** The plugins that scored, with their weights, in the profile's order. */
  readonly plugins: readonly { readonly name: string; readonly weight: number }[];
  /** Nodes that shared the highest total, when there were several. */
  readonly ties: readonly string[];
  /** What preemption found, null when it was not tried. */
  readonly preemption: PreemptionRow | null;
  readonly nodes: readonly {
    readonly node: string;
    /** First plugin that refused it and why, '' when it fits. */
    readonly plugin: string;
    readonly reasons: readonly string[];
    /** Weighted score by plugin, in the profile's order. */
    readonly scores: Readonly<Record<string, number>>;
    /** What the plugins said before it was brought to 0…100. */
    readonly raw: Readonly<Record<string, number>>;
    readonly total: number;
  }[];
}

/** Why a Pod waits, worked out by the scheduler's own filters on the cluster as it is now. */
export interface PendingRow {
  readonly sentence: string;
  /** What would have to change, and on which nodes that would do; what asks for least first. */
  readonly ways: readonly { readonly text: string; readonly nodes: readonly string[] }[];
}

/** What the scheduler would decide now, in thought. */
export interface WhatIfRow {
  readonly decision: DecisionRow;
  /** The node in question, '' for none, and all that speaks against it. */
  readonly node: string;
  readonly refusals: readonly { readonly plugin: string; readonly reasons: readonly string[] }[];
}
