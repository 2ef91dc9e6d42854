import type { AffinityTerm } from './affinity-terms.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';

/** How many Pods of some sort are on each node and in each topology domain. Kept up to date as Pods come and go. */
export interface PodCounts {
  on(node: NodeInfo): number;
  /** Nodes with at least one such Pod. */
  entries(): Iterable<readonly [NodeInfo, number]>;
  /** Pods by the value of a node label; nodes without the label are left out. */
  byTopology(topologyKey: string): ReadonlyMap<string, number>;
}

/** Which Pods to count. */
export interface CountQuery {
  /** Queries of equal keys share their counts. */
  readonly key: string;
  readonly namespaces: readonly string[];
  /** A label that every match has, if there is one: spares asking the others. */
  readonly label?: readonly [key: string, value: string] | undefined;
  matches(pod: PodInfo): boolean;
}

/** Equal affinity terms of Pods on nodes, counted by the value of the term's topology key. */
export interface TermGroup {
  readonly term: AffinityTerm;
  /** Weight of a preferred term, negative for anti-affinity; 0 for required terms. */
  readonly weight: number;
  readonly byValue: ReadonlyMap<string, number>;
}

/** The affinity terms of the Pods on nodes. */
export interface ExistingTerms {
  readonly requiredAffinity: ReadonlyMap<string, TermGroup>;
  readonly requiredAntiAffinity: ReadonlyMap<string, TermGroup>;
  readonly preferred: ReadonlyMap<string, TermGroup>;
}

/** An image on nodes. */
export interface ImageState {
  readonly sizeBytes: number;
  readonly nodeCount: number;
}

/** The domains into which a label divides the nodes. */
export interface Topology {
  /** How many nodes have each value of the label. */
  readonly domains: ReadonlyMap<string, number>;
  /** Whether all nodes have the label. */
  readonly isComplete: boolean;
}

/** How many nodes have what many plugins look for in vain: with none of them, the plugin has nothing to do. */
export interface Census {
  readonly cordoned: number;
  /** With taints that keep Pods off. */
  readonly forbidding: number;
  /** With taints that make them less welcome. */
  readonly discouraging: number;
}

/**
 * The cluster as one decision sees it. A decision takes no virtual time while it computes, so that the scheduler's cache
 * itself serves as the snapshot and nothing is copied.
 */
export interface Snapshot {
  /** All nodes, zones interleaved. */
  readonly nodes: readonly NodeInfo[];
  node(name: string): NodeInfo | undefined;
  readonly census: Census;
  image(name: string): ImageState | undefined;
  counts(query: CountQuery): PodCounts;
  readonly existingTerms: ExistingTerms;
  topology(topologyKey: string): Topology;
}
