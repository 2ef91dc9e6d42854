import { scaledValue } from '../../api/intstr.ts';
import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { isPodAvailable, isPodReady } from '../../api/pod.ts';
import type { NodeFit } from './node-fit.ts';
import { templateGenerationOf } from './strategy.ts';

export const HASH_LABEL = 'controller-revision-hash';
export const GENERATION_LABEL = 'pod-template-generation';

/** By what the Pods of a node are judged. */
export interface Yardstick {
  readonly set: DaemonSet;
  /** The hash of the present template. */
  readonly hash: string;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/** A Pod that is over, and where it was. */
export interface OverPod {
  readonly pod: Pod;
  readonly node: string;
}

/** Nodes that should have a Pod, that have one, that have one without need; and what the Pods of the former are. */
export const NO_COUNTS = { desired: 0, current: 0, misscheduled: 0, ready: 0, available: 0, updated: 0 };
export type Counts = Readonly<typeof NO_COUNTS>;

/** How far a change of the template has come on a node: whether its living Pods are old or new, and are available. */
export type Stage =
  | 'none'
  | 'old'
  | 'old, broken'
  | 'both'
  | 'both, new one broken'
  | 'new'
  | 'new, broken'
  | 'several';

/** What is to be done on one node, and what it adds to the counts of all. */
export interface Verdict {
  readonly counts: Counts;
  readonly create: boolean;
  readonly remove: readonly Pod[];
  readonly failed: readonly OverPod[];
  readonly succeeded: readonly OverPod[];
  /** Undefined for a node that neither should have a Pod nor has one. */
  readonly stage: Stage | undefined;
  /** The Pod of an older template, where there is but one. */
  readonly old: Pod | undefined;
  /** Whether time alone can change it: a Pod is ready and not yet available. */
  readonly isWaiting: boolean;
}

/** Of a place where there is nothing. */
export const BLANK: Verdict = {
  ...{ counts: NO_COUNTS, create: false, remove: [], failed: [], succeeded: [] },
  ...{ stage: undefined, old: undefined, isWaiting: false },
};

/** One node of the cluster, or one that is known only by Pods that are meant for it, and the set's Pods there. */
export interface Place {
  readonly name: string;
  /** Undefined where there is no such node. */
  readonly fit: NodeFit | undefined;
  /** The oldest first. */
  readonly pods: readonly Pod[];
}

/** Judges one node. Models podsShouldBeOnNode, and the bodies of the loops in updateDaemonSetStatus and rollingUpdate. */
export function judge(by: Yardstick, { name, fit, pods }: Place): Verdict {
  const pair = pairOf(by, pods);
  const { set, nowMs } = by;
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  return {
    counts: fit ? countNode(by, fit, pods[0]) : NO_COUNTS,
    ...manage(by, name, fit, pods),
    stage: pods.length > 0 || fit?.run ? stageOf(by, pair) : undefined,
    old: pair?.old,
    isWaiting:
      minReadySeconds > 0 && pods.some((pod) => isPodReady(pod) && !isPodAvailable(pod, minReadySeconds, nowMs)),
  };
}

function countNode(by: Yardstick, { run }: NodeFit, pod: Pod | undefined): Counts {
  if (!run) return pod ? { ...NO_COUNTS, misscheduled: 1 } : NO_COUNTS;
  if (!pod) return { ...NO_COUNTS, desired: 1 };
  return {
    ...{ desired: 1, current: 1, misscheduled: 0 },
    ready: Number(isPodReady(pod)),
    available: Number(isAvailable(by, pod)),
    updated: Number(isUpdated(by, pod)),
  };
}

/** Whether a Pod has the present template. Models IsPodUpdated. */
function isUpdated({ set, hash }: Yardstick, { metadata: { labels } }: Pod): boolean {
  return (
    labels?.[GENERATION_LABEL] === String(templateGenerationOf(set)) || (hash !== '' && labels?.[HASH_LABEL] === hash)
  );
}

function isAvailable({ set, nowMs }: Yardstick, pod: Pod): boolean {
  return isPodAvailable(pod, set.spec?.minReadySeconds ?? 0, nowMs);
}

type Management = Pick<Verdict, 'create' | 'remove' | 'failed' | 'succeeded'>;

const NOTHING: Management = { create: false, remove: [], failed: [], succeeded: [] };

function manage(by: Yardstick, node: string, fit: NodeFit | undefined, pods: readonly Pod[]): Management {
  const living = pods.filter((pod) => !isTerminating(pod));
  if (!fit) return { ...NOTHING, remove: living.filter((pod) => !pod.spec?.nodeName) };
  if (fit.run && pods.length === 0) return { ...NOTHING, create: true };
  if (!fit.stay) return { ...NOTHING, remove: living };
  const over = (phase: string): OverPod[] =>
    living.filter((pod) => pod.status?.phase === phase).map((pod) => ({ pod, node }));
  const running = living.filter(({ status }) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded');
  const surges = allowsSurge(by.set);
  return {
    // With surge the next one does not wait until the last one is gone.
    create: running.length === 0 && fit.run && surges,
    remove: surges ? surplusWithSurge(by, running) : running.slice(1),
    failed: over('Failed'),
    succeeded: over('Succeeded'),
  };
}

/** With surge a node has at most one new and one old Pod, and the old one goes once the new one is there. */
function surplusWithSurge(by: Yardstick, running: readonly Pod[]): readonly Pod[] {
  if (running.length <= 1) return [];
  const fresh = running.filter((pod) => pod.metadata.labels?.[HASH_LABEL] === by.hash);
  const old = running.filter((pod) => pod.metadata.labels?.[HASH_LABEL] !== by.hash);
  const surplus = [...fresh.slice(1), ...old.slice(1)];
  const [newest, oldest] = [fresh[0], old[0]];
  if (newest && oldest && (!isPodReady(oldest) || isAvailable(by, newest))) surplus.push(oldest);
  return surplus;
}

function allowsSurge({ spec }: DaemonSet): boolean {
  const { type, rollingUpdate } = spec?.updateStrategy ?? {};
  return type === 'RollingUpdate' && scaledValue(rollingUpdate?.maxSurge ?? 0, 100, true) > 0;
}

/** The new and the old Pod of a node; undefined where there are several of a sort. Models findUpdatedPodsOnNode. */
interface Pair {
  readonly fresh: Pod | undefined;
  readonly old: Pod | undefined;
}

function pairOf(by: Yardstick, pods: readonly Pod[]): Pair | undefined {
  const living = pods.filter((pod) => !isTerminating(pod));
  const fresh = living.filter((pod) => isUpdated(by, pod));
  const old = living.filter((pod) => !isUpdated(by, pod));
  return fresh.length > 1 || old.length > 1 ? undefined : { fresh: fresh[0], old: old[0] };
}

function stageOf(by: Yardstick, pair: Pair | undefined): Stage {
  if (!pair) return 'several';
  const { fresh, old } = pair;
  if (fresh && old) return isAvailable(by, fresh) ? 'both' : 'both, new one broken';
  if (fresh) return isAvailable(by, fresh) ? 'new' : 'new, broken';
  if (old) return isAvailable(by, old) ? 'old' : 'old, broken';
  return 'none';
}
