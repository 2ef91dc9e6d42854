import type { Client } from '../../api/client.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process, Waitable } from '../../api/process.ts';
import type { Random } from '../../base/random.ts';
import type { EventRegistration } from './cluster-event.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { QueuedPod } from './queued-pod.ts';
import type { Snapshot } from './snapshot.ts';
import type { Status } from './status.ts';

/** Highest score of a node after NormalizeScore. */
export const MAX_NODE_SCORE = 100;

/** Says at PreFilter or PreScore that the plugin has nothing to do for this Pod. */
export const SKIP = 'Skip';

/** What PreFilter found: nothing to do, a rejection of all nodes, or the state that Filter uses. */
export type PreFilterResult<F> =
  | typeof SKIP
  | { readonly status: Status }
  | {
      readonly state: F;
      /** Only these nodes need to be looked at. */
      readonly nodeNames?: ReadonlySet<string>;
    };

/** Says at PreScore that all nodes get the same, raw and brought to 0…100: nothing is computed node by node. */
export interface Uniform {
  readonly uniformRaw: number;
  readonly uniformScore: number;
}

/** Makes a uniform score. */
export function uniform(uniformRaw: number, uniformScore: number): Uniform {
  return { uniformRaw, uniformScore };
}

/** A node on which preemption would help, with those who would have to go. */
export interface PreemptionCandidate {
  readonly node: string;
  readonly victims: readonly Pod[];
  readonly pdbViolations: number;
}

/** What PostFilter proposes for a Pod that fits nowhere. */
export interface PostFilterResult {
  readonly success: boolean;
  /** Appended to the failure's message. */
  readonly message: string;
  /** The node to nominate; '' clears an earlier nomination, undefined leaves it. */
  readonly nominatedNode?: string;
  readonly victims?: readonly Pod[];
  readonly candidates?: readonly PreemptionCandidate[];
}

/** What would have to change for a plugin to accept a node that it refuses. */
export interface Relaxation {
  /** `430m CPU more` … */
  readonly what: string;
  /** … and how that goes on with the node's name: `on`. */
  readonly how: string;
  /** How much is asked for: a change of one thing counts 1. */
  readonly cost: number;
  /** The Pod or the node with the change made; with neither the plugin is not asked again. */
  readonly pod?: PodInfo;
  readonly node?: NodeInfo;
}

/** The nodes that Filter turned down; nodes that were not looked at have `absent`. */
export interface NodeToStatus {
  readonly rejections: ReadonlyMap<string, Rejection>;
  readonly absent: Status;
}

/** Why a node does not fit: the first plugin that said so. */
export interface Rejection {
  readonly plugin: string;
  readonly status: Status;
}

/** Runs the profile's filters for one Pod against nodes that a plugin has changed in thought. Used by preemption. */
export interface FilterTrial {
  /** A copy whose states can be changed without harm to the original. */
  clone(): FilterTrial;
  addPod(added: PodInfo, node: NodeInfo): void;
  removePod(removed: PodInfo, node: NodeInfo): void;
  /** How many of the nodes from `from` up to `to` the Pod fits for certain, in a row; 0 when it has to be tried. */
  acceptsRun(nodes: readonly NodeInfo[], from: number, to: number): number;
  /** First rejection with the Pods nominated to the node counted in, or undefined when the Pod fits. */
  run(node: NodeInfo): Rejection | undefined;
}

/** Scores of nodes, in the order of a list of nodes: whole numbers. */
export type Scores = Float64Array;

/** What a plugin may use besides its arguments. */
export interface Handle {
  readonly random: Random;
  /** Unix milliseconds. */
  nowMs(): number;
  /** The scheduler's own cache of objects of a kind; empty when the cluster does not serve that kind. */
  list<T extends KubeObject>(kind: string, namespace?: string): Iterable<T>;
  get<T extends KubeObject>(kind: string, key: string): T | undefined;
}

/** Permit's answer: go on (undefined), reject, or wait until the waitable settles with a rejection or undefined. */
export type PermitResult = Status | Waitable<Status | undefined> | undefined;

/**
 * A scheduler plugin: any of upstream's extension points. F is the state from PreFilter to Filter, S that from PreScore
 * to Score. A plugin without PreFilter or PreScore gets `undefined` as its state.
 * Models staging/src/k8s.io/kube-scheduler/framework/interface.go.
 */
export interface Plugin<F = unknown, S = unknown> {
  /** Keeps a Pod out of the active queue for as long as it returns a status. */
  preEnqueue?(pod: Pod): Status | undefined;
  /** QueueSort: whether `a` is to be scheduled before `b`. */
  less?(a: QueuedPod, b: QueuedPod): boolean;
  /** The cluster events after which a Pod that this plugin rejected is worth another try. */
  readonly events?: readonly EventRegistration[];

  preFilter?(pod: PodInfo, snapshot: Snapshot): PreFilterResult<F>;
  /** Whether `filter` would accept every node for a Pod, so that it need not run; a short cut, not of upstream. */
  acceptsAll?(pod: PodInfo, snapshot: Snapshot): boolean;
  filter?(pod: PodInfo, node: NodeInfo, state: F): Status | undefined;
  /** How many of the nodes from `from` up to `to` `filter` would accept for certain, in a row; a short cut, not of upstream. */
  acceptsRun?(pod: PodInfo, nodes: readonly NodeInfo[], from: number, to: number): number;
  /** What would have to change for a node that `filter` has just refused, to tell a person; not of upstream. */
  relax?(pod: PodInfo, node: NodeInfo, snapshot: Snapshot): Relaxation | undefined;
  /** PreFilterExtensions: a state of its own for trials that add and remove Pods. */
  cloneState?(state: F): F;
  addPod?(state: F, pod: PodInfo, added: PodInfo, node: NodeInfo): void;
  removePod?(state: F, pod: PodInfo, removed: PodInfo, node: NodeInfo): void;

  postFilter?(pod: PodInfo, snapshot: Snapshot, statuses: NodeToStatus, trial: FilterTrial): PostFilterResult;

  preScore?(pod: PodInfo, nodes: readonly NodeInfo[], snapshot: Snapshot): S | Uniform | typeof SKIP;
  /** Raw score: a whole number. */
  score?(pod: PodInfo, node: NodeInfo, state: S): number;
  /** In place of `score`, for plugins that run in nearly every decision: all nodes at once, `scores[i]` for `nodes[i]`. */
  scoreAll?(pod: PodInfo, nodes: readonly NodeInfo[], state: S, scores: Scores): void;
  /** Brings the raw scores to 0…100, in place; `scores[i]` belongs to `nodes[i]`. */
  normalizeScore?(scores: Scores, nodes: readonly NodeInfo[], state: S): void;

  reserve?(pod: PodInfo, node: NodeInfo): Status | undefined;
  unreserve?(pod: PodInfo, node: NodeInfo): void;
  permit?(pod: PodInfo, node: NodeInfo): PermitResult;
  /** Throws what has gone wrong. */
  preBind?(pod: PodInfo, node: string, client: Client): Process<Status | undefined>;
  /** Binds, or returns false to leave it to the next Bind plugin. Throws what the API server refused with. */
  bind?(pod: PodInfo, node: string, client: Client): Process<boolean>;
  postBind?(pod: PodInfo, node: string): void;
}

/** Makes a plugin for a profile. Default export of plugins/<plugin>/plugin.ts. */
export interface PluginFactory {
  /** Upstream's name, as in KubeSchedulerConfiguration. */
  readonly name: string;
  /** @param args the profile's pluginConfig for this plugin, merged over the defaults */
  create(args: Readonly<Record<string, unknown>>, handle: Handle): Plugin;
}

/** A plugin with states of its own types, as the core sees it. */
export function plugin<F, S>(typed: Plugin<F, S>): Plugin {
  return typed as Plugin;
}

/** Scales scores so that the highest is 100, or the lowest when reversed. Models helper.DefaultNormalizeScore. */
export function defaultNormalizeScore(scores: Scores, reverse: boolean): void {
  let max = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! > max) max = scores[i]!;
  for (let i = 0; i < scores.length; i++) {
    if (max === 0) {
      if (reverse) scores[i] = MAX_NODE_SCORE;
      continue;
    }
    const scaled = Math.trunc((MAX_NODE_SCORE * scores[i]!) / max);
    scores[i] = reverse ? MAX_NODE_SCORE - scaled : scaled;
  }
}
