import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { DecisionRow, PreemptionRow } from '../../protocol/decisions.ts';
import type { Outcome } from './decide.ts';
import type { NodeInfo } from './node-info.ts';
import type { QueuePlace } from './queue.ts';

/** One plugin's say on one node. */
export interface PluginScore {
  readonly plugin: string;
  readonly raw: number;
  /** 0…100. */
  readonly normalized: number;
  readonly weight: number;
}

/** What became of one node in a decision. */
export interface NodeVerdict {
  readonly node: string;
  /** First plugin that turned the node down, '' when it fits. */
  readonly plugin: string;
  readonly reasons: readonly string[];
  /** In the profile's order; empty when nothing had to be scored. */
  readonly scores: readonly PluginScore[];
  /** Weighted sum. */
  readonly total: number;
}

/** A Pod that would have to go. */
export interface Victim {
  /** namespace/name */
  readonly pod: string;
  readonly priority: number;
}

/** What preemption proposed. */
export interface PreemptionRecord {
  /** '' when it found nothing. */
  readonly nominatedNode: string;
  readonly victims: readonly Victim[];
  /** The one that hurts least first. */
  readonly candidates: readonly {
    readonly node: string;
    readonly victims: readonly Victim[];
    readonly pdbViolations: number;
  }[];
}

/** One attempt to schedule a Pod. */
export interface Decision {
  /** namespace/name of the Pod. */
  readonly pod: string;
  readonly uid: string;
  readonly attempt: number;
  /** Engine milliseconds. */
  readonly atMs: number;
  /** '' when no node fits. */
  readonly chosen: string;
  /** The failure in upstream's words, '' for success. */
  readonly message: string;
  readonly nodeCount: number;
  readonly feasibleCount: number;
  readonly rejectedCount: number;
  /** Name of the profile. */
  readonly scheduler: string;
  /** The profile's filters, in order. */
  readonly filters: readonly string[];
  /** Nodes that shared the highest total, when there were several. */
  readonly ties: readonly string[];
  readonly preemption: PreemptionRecord | undefined;
  /** 'all' nodes looked at, only the 'best', or 'none' any more. */
  readonly detail: 'all' | 'best' | 'none';
  /** Verdicts of the nodes, those that fit first. Computed when asked for. */
  nodes(): readonly NodeVerdict[];
}

/** A Pod's move from one part of the queue to another. */
export interface QueueMove {
  readonly atMs: number;
  readonly to: QueuePlace;
  /** The cluster event or what the queue itself did, e.g. NodeAdd, BackoffComplete. */
  readonly cause: string;
}

/** The names of the nodes. */
export function namesOf(nodes: readonly NodeInfo[]): string[] {
  return nodes.map(({ name }) => name);
}

/** What preemption found, in names. */
export function preemptionRecord({ postFilter }: Outcome): PreemptionRecord | undefined {
  if (!postFilter?.candidates) return undefined;
  const names = (pods: readonly Pod[]): Victim[] =>
    pods.map(({ metadata, spec }) => ({
      pod: `${metadata.namespace}/${metadata.name}`,
      priority: spec?.priority ?? 0,
    }));
  return {
    nominatedNode: postFilter.nominatedNode ?? '',
    victims: names(postFilter.victims ?? []),
    candidates: postFilter.candidates.map(({ node, victims, pdbViolations }) => ({
      node,
      victims: names(victims),
      pdbViolations,
    })),
  };
}

/** A decision as the page gets it; `upAtMs` is the engine's time at which the run's clock was 0. */
export function toDecisionRow(decision: Decision, upAtMs: number): DecisionRow {
  const nodes = decision.nodes();
  return {
    atMs: decision.atMs - upAtMs,
    attempt: decision.attempt,
    chosen: decision.chosen,
    message: decision.message,
    nodeCount: decision.nodeCount,
    feasibleCount: decision.feasibleCount,
    rejectedCount: decision.rejectedCount,
    scheduler: decision.scheduler,
    filters: decision.filters,
    plugins: (nodes[0]?.scores ?? []).map(({ plugin, weight }) => ({ name: plugin, weight })),
    ties: decision.ties,
    preemption: decision.preemption ? toPreemptionRow(decision.preemption) : null,
    nodes: nodes.map(({ node, plugin, reasons, scores, total }) => ({
      node,
      plugin,
      reasons,
      scores: Object.fromEntries(scores.map((s) => [s.plugin, s.normalized * s.weight])),
      raw: Object.fromEntries(scores.map((s) => [s.plugin, s.raw])),
      total,
    })),
  };
}

function toPreemptionRow({ nominatedNode, victims, candidates }: PreemptionRecord): PreemptionRow {
  const names = (all: readonly Victim[]): string[] => all.map(({ pod }) => pod);
  return {
    nominatedNode,
    victims: names(victims),
    candidates: candidates.map((candidate) => ({
      node: candidate.node,
      victims: names(candidate.victims),
      priorities: candidate.victims.map(({ priority }) => priority),
      pdbViolations: candidate.pdbViolations,
    })),
  };
}
