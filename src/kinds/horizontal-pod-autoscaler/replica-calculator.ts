import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../../api/pod.ts';
import type { PodMetrics } from './metrics-source.ts';
import { groupPods, type PodGroups, requestsOf } from './pod-groups.ts';

// How many replicas a metric asks for. Models pkg/controller/podautoscaler/replica_calculator.go; amounts are thousandths.

/** How far use may be from the target without a change (--horizontal-pod-autoscaler-tolerance). */
const TOLERANCE: number = CONTROLLER_MANAGER_CONFIG.HPAController.HorizontalPodAutoscalerTolerance;

const MAX_INT32 = 2 ** 31 - 1;
const NO_PODS = 'no pods returned by selector while calculating replica count';
const NO_METRICS = 'did not receive metrics for targeted pods (pods might be unready)';

/** What a target's Pods have to do with a metric. */
export interface Measured {
  readonly pods: readonly Pod[];
  readonly metrics: PodMetrics;
  /** What is measured; '' for a metric that is no resource. */
  readonly resource: string;
  /** Replicas that the target should have now. */
  readonly current: number;
  readonly nowMs: number;
}

/** How many replicas there should be, and what was measured on the average: an amount, and percent of the requests. */
export interface Replicas {
  readonly replicas: number;
  readonly average: number;
  readonly percent?: number;
}

type Values = Map<string, number>;
type Usage = { readonly ratio: number; readonly average: number; readonly percent?: number };

/** By the use of a resource in percent of what is requested. Models GetResourceReplicas. */
export function utilizationReplicas(measured: Measured, targetPercent: number, container: string): Replicas {
  const { groups, values } = countable(measured);
  const requests = requestsOf(measured.pods, container, measured.resource);
  const usage = (all: Values): Usage => utilization(all, requests, targetPercent);
  const fallback = BigInt(Math.max(100, targetPercent));
  const whenMissing = (pod: string): number => Number((BigInt(requests.get(pod) ?? 0) * fallback) / 100n);
  return replicasFor(measured.current, groups, values, usage, whenMissing);
}

/** By the average of a value. Models calcPlainMetricReplicas. */
export function averageReplicas(measured: Measured, target: number): Replicas {
  const { groups, values } = countable(measured);
  const usage = (all: Values): Usage => {
    const average = Math.trunc(sum(all.values()) / all.size);
    return { ratio: average / target, average };
  };
  return replicasFor(measured.current, groups, values, usage, () => target);
}

/** By one value for all Pods together: the ready ones share it. Models getUsageRatioReplicaCount. */
export function valueReplicas(pods: readonly Pod[], current: number, value: number, target: number): number {
  const ratio = value / target;
  if (current === 0) return asCount(ratio);
  if (isTolerable(ratio)) return current;
  if (pods.length === 0) throw new Error(`unable to calculate ready pods: ${NO_PODS}`);
  const ready = pods.filter((pod) => pod.status?.phase === 'Running' && isPodReady(pod)).length;
  return asCount(ratio * ready);
}

/** By one value that is divided by the number of Pods. Models GetObjectPerPodMetricReplicas. @param count Pods that there are */
export function perPodReplicas(count: number, value: number, target: number): Replicas {
  const ratio = value / (target * count);
  return {
    replicas: isTolerable(ratio) ? count : asCount(value / target),
    average: Math.ceil(value / count),
  };
}

function countable({ pods, metrics, resource, nowMs }: Measured): { groups: PodGroups; values: Values } {
  if (pods.length === 0) throw new Error(NO_PODS);
  const groups = groupPods(pods, metrics, resource, nowMs);
  const values: Values = new Map([...metrics].map(([pod, { value }]) => [pod, value]));
  for (const pod of [...groups.ignored, ...groups.unready]) values.delete(pod);
  if (values.size === 0) throw new Error(NO_METRICS);
  return { groups, values };
}

/**
 * Pods without a metric count as using what they may when Pods would go, and nothing when Pods would come; so do unready
 * ones then. A change that turns to the other direction by that is none.
 */
function replicasFor(
  current: number,
  { ready, unready, missing }: PodGroups,
  values: Values,
  usageOf: (values: Values) => Usage,
  whenMissing: (pod: string) => number,
): Replicas {
  const { ratio, ...said } = usageOf(values);
  const withUnready = unready.length > 0 && ratio > 1;
  if (!withUnready && missing.length === 0) {
    return { replicas: isTolerable(ratio) ? current : asCount(ratio * ready), ...said };
  }
  const all = new Map(values);
  if (ratio < 1) for (const pod of missing) all.set(pod, whenMissing(pod));
  else if (ratio > 1) for (const pod of missing) all.set(pod, 0);
  if (withUnready) for (const pod of unready) all.set(pod, 0);
  const next = usageOf(all).ratio;
  const replicas = asCount(next * all.size);
  const turns = (ratio < 1 && next > 1) || (ratio > 1 && next < 1);
  const contradicts = (next < 1 && replicas > current) || (next > 1 && replicas < current);
  return { replicas: isTolerable(next) || turns || contradicts ? current : replicas, ...said };
}

/** Models GetResourceUtilizationRatio. */
function utilization(values: Values, requests: ReadonlyMap<string, number>, targetPercent: number): Usage {
  const known = [...values].filter(([pod]) => requests.has(pod));
  const used = sum(known.map(([, value]) => value));
  const requested = sum(known.map(([pod]) => requests.get(pod)!));
  if (requested === 0) throw new Error('no metrics returned matched known pods');
  const percent = Number((BigInt(used) * 100n) / BigInt(requested));
  return { ratio: percent / targetPercent, percent, average: Math.trunc(used / known.length) };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Both ends belong to it: of 1.1 - 1 too much would be left. */
const isTolerable = (ratio: number): boolean => 1 - TOLERANCE <= ratio && ratio <= 1 + TOLERANCE;
const asCount = (replicas: number): number => Math.min(Math.ceil(replicas), MAX_INT32);
