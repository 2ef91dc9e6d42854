import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import type { HorizontalPodAutoscalerSpec, HPAScalingRules } from '../../api/k8s/autoscaling-v2.gen.ts';
import { parseDuration } from '../../base/duration.ts';
import { changesSince, type History, type Recommendation, remember } from './history.ts';

// What becomes of what the metrics ask for: it is held steady, limited in speed, and kept between minimum and maximum.

/** How long the highest recommendation holds (--horizontal-pod-autoscaler-downscale-stabilization). */
const DOWNSCALE_STABILIZATION_SECONDS: number =
  parseDuration(CONTROLLER_MANAGER_CONFIG.HPAController.HorizontalPodAutoscalerDownscaleStabilizationWindow) / 1000;
/** Without rules a target grows at one time at most by this factor, or to this size. */
const SCALE_UP_FACTOR = 2;
const SCALE_UP_MINIMUM = 4;

/** What is asked for, and within what. */
export interface Wanted {
  readonly current: number;
  readonly desired: number;
  readonly min: number;
  readonly max: number;
}

/** Reason and message of a condition, and whether what was asked for has been changed. */
export interface Verdict {
  readonly replicas: number;
  readonly reason: string;
  readonly message: string;
}

/** The size to have, with what it went by. */
export interface Ruling {
  readonly stabilized: Verdict;
  readonly limited: Verdict;
  readonly recommendations: readonly Recommendation[];
}

const READY = { reason: 'ReadyForNewScale', message: 'recommended size matches current size' };
const UP_STABILIZED = {
  reason: 'ScaleUpStabilized',
  message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
};
const DOWN_STABILIZED = {
  reason: 'ScaleDownStabilized',
  message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
};
const WITHIN = { reason: 'DesiredWithinRange', message: 'the desired count is within the acceptable range' };
const UP_LIMIT = {
  reason: 'ScaleUpLimit',
  message: 'the desired replica count is increasing faster than the maximum scale rate',
};
const DOWN_LIMIT = {
  reason: 'ScaleDownLimit',
  message: 'the desired replica count is decreasing faster than the maximum scale rate',
};
const TOO_MANY = {
  reason: 'TooManyReplicas',
  message: 'the desired replica count is more than the maximum replica count',
};
const TOO_FEW = {
  reason: 'TooFewReplicas',
  message: 'the desired replica count is less than the minimum replica count',
};

/** Decides on a size. Models normalizeDesiredReplicas and normalizeDesiredReplicasWithBehaviors. */
export function rule(wanted: Wanted, spec: HorizontalPodAutoscalerSpec, history: History, nowMs: number): Ruling {
  const { scaleUp = {}, scaleDown = {} } = spec.behavior ?? {};
  const { replicas, reason, recommendations } = spec.behavior
    ? stabilizeBoth(wanted, scaleUp, scaleDown, history.recommendations, nowMs)
    : stabilizeDown(wanted, history.recommendations, nowMs);
  const stabilized = { replicas, ...(replicas === wanted.desired ? READY : reason) };
  const asked = { ...wanted, desired: replicas };
  const limited = spec.behavior ? limitByRules(asked, scaleUp, scaleDown, history, nowMs) : limitBySize(asked);
  return { stabilized, limited, recommendations };
}

type Stabilized = {
  readonly replicas: number;
  readonly reason: typeof READY;
  readonly recommendations: readonly Recommendation[];
};

/** Models stabilizeRecommendation. */
function stabilizeDown({ desired }: Wanted, past: readonly Recommendation[], nowMs: number): Stabilized {
  const cutoffMs = nowMs - DOWNSCALE_STABILIZATION_SECONDS * 1000;
  const recent = past.filter(({ atMs }) => atMs >= cutoffMs);
  return {
    replicas: Math.max(desired, ...recent.map(({ replicas }) => replicas)),
    reason: DOWN_STABILIZED,
    recommendations: remember(past, { replicas: desired, atMs: nowMs }, cutoffMs),
  };
}

/** Models stabilizeRecommendationWithBehaviors. */
function stabilizeBoth(
  { current, desired }: Wanted,
  up: HPAScalingRules,
  down: HPAScalingRules,
  past: readonly Recommendation[],
  nowMs: number,
): Stabilized {
  const upCutoffMs = nowMs - (up.stabilizationWindowSeconds ?? 0) * 1000;
  const downCutoffMs = nowMs - (down.stabilizationWindowSeconds ?? DOWNSCALE_STABILIZATION_SECONDS) * 1000;
  const since = (cutoffMs: number): number[] =>
    past.filter(({ atMs }) => atMs > cutoffMs).map(({ replicas }) => replicas);
  const lowest = Math.min(desired, ...since(upCutoffMs));
  const highest = Math.max(desired, ...since(downCutoffMs));
  return {
    replicas: Math.min(Math.max(current, lowest), highest),
    reason: desired >= current ? UP_STABILIZED : DOWN_STABILIZED,
    recommendations: remember(past, { replicas: desired, atMs: nowMs }, Math.min(upCutoffMs, downCutoffMs)),
  };
}

/** Models convertDesiredReplicasWithRules. */
function limitBySize({ current, desired, min, max }: Wanted): Verdict {
  const speed = Math.max(SCALE_UP_FACTOR * current, SCALE_UP_MINIMUM);
  if (desired < min) return { replicas: min, ...TOO_FEW };
  if (max > speed && desired > speed) return { replicas: speed, ...UP_LIMIT };
  if (max <= speed && desired > max) return { replicas: max, ...TOO_MANY };
  return { replicas: desired, ...WITHIN };
}

/** Models convertDesiredReplicasWithBehaviorRate. */
function limitByRules(
  { current, desired, min, max }: Wanted,
  up: HPAScalingRules,
  down: HPAScalingRules,
  history: History,
  nowMs: number,
): Verdict {
  if (desired > current) {
    const speed = Math.max(current, fastest(current, up, history, nowMs, 1));
    const most = Math.min(max, speed);
    if (desired > most) return { replicas: most, ...(max > speed ? UP_LIMIT : TOO_MANY) };
  } else if (desired < current) {
    const speed = Math.min(current, fastest(current, down, history, nowMs, -1));
    const least = Math.max(min, speed);
    if (desired < least) return { replicas: least, ...(min < speed ? DOWN_LIMIT : TOO_FEW) };
  }
  return { replicas: desired, ...WITHIN };
}

/** How far the policies let a target grow (`sign` 1) or shrink (-1). Models calculateScale{Up,Down}Limit…. */
function fastest(current: number, rules: HPAScalingRules, history: History, nowMs: number, sign: 1 | -1): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = (rules.policies ?? []).map(({ type, value, periodSeconds }) => {
    const added = changesSince(history.scaleUps, periodSeconds, nowMs);
    const removed = changesSince(history.scaleDowns, periodSeconds, nowMs);
    const before = current - added + removed;
    if (type === 'Pods') return before + sign * value;
    // Growth is rounded up, as it might come to nothing else; shrinking drops the fraction.
    return sign > 0 ? Math.ceil(before * (1 + value / 100)) : Math.trunc(before * (1 - value / 100));
  });
  const smallestChange = rules.selectPolicy === 'Min';
  return smallestChange === sign > 0 ? Math.min(...limits) : Math.max(...limits);
}

/** The history with a change of size. Without rules none is kept, as nothing would ask for it. Models storeScaleEvent. */
export function withScaling(
  history: History,
  spec: HorizontalPodAutoscalerSpec,
  from: number,
  to: number,
  nowMs: number,
): History {
  if (!spec.behavior) return history;
  const longest = (rules: HPAScalingRules | undefined): number =>
    Math.max(0, ...(rules?.policies ?? []).map(({ periodSeconds }) => periodSeconds));
  const event = { change: Math.abs(to - from), atMs: nowMs };
  const cutoffMs = (rules: HPAScalingRules | undefined): number => nowMs - longest(rules) * 1000;
  const { scaleUp, scaleDown } = spec.behavior;
  return to > from
    ? { ...history, scaleUps: remember(history.scaleUps, event, cutoffMs(scaleUp)) }
    : { ...history, scaleDowns: remember(history.scaleDowns, event, cutoffMs(scaleDown)) };
}
