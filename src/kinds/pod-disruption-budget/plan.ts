import { scaledValue } from '../../api/intstr.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Condition } from '../../api/k8s/meta-v1.gen.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../api/k8s/policy-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { isPodReady } from '../../api/pod.ts';
import { deepEqual } from '../../base/equal.ts';
import { parseTime, rfc3339 } from '../../base/time.ts';

/** How long an evicted Pod may take to be seen terminating. */
export const DELETION_TIMEOUT_MS = 2 * 60_000;

/** Pods that evictions were allowed for and that are not seen going yet. */
export interface Disrupted {
  readonly pods: Readonly<Record<string, string>>;
  /** Evicted long ago and still there. */
  readonly overdue: readonly Pod[];
  /** When to look again, Unix milliseconds. */
  readonly recheckMs: number | undefined;
}

/** What remains of status.disruptedPods. Models buildDisruptedPodMap. */
export function stillDisrupted(pdb: PodDisruptionBudget, pods: readonly Pod[], nowMs: number): Disrupted {
  const noted = pdb.status?.disruptedPods ?? {};
  const kept: Record<string, string> = {};
  const overdue: Pod[] = [];
  let recheckMs: number | undefined;
  for (const pod of pods) {
    const name = pod.metadata.name ?? '';
    const since = noted[name];
    if (since === undefined || isTerminating(pod)) continue;
    const expected = parseTime(since) + DELETION_TIMEOUT_MS;
    if (expected < nowMs) overdue.push(pod);
    else {
      recheckMs = Math.min(recheckMs ?? expected, expected);
      kept[name] = since;
    }
  }
  return { pods: kept, overdue, recheckMs };
}

/** Pods that count as healthy: ready and not about to go. Models countHealthyPods. */
export function countHealthy(pods: readonly Pod[], disrupted: Disrupted['pods'], nowMs: number): number {
  return pods.filter((pod) => {
    if (isTerminating(pod)) return false;
    const since = disrupted[pod.metadata.name ?? ''];
    if (since !== undefined && parseTime(since) + DELETION_TIMEOUT_MS > nowMs) return false;
    return isPodReady(pod);
  }).length;
}

/** Whether the budget is a share of what the Pods' controllers want, rather than of the Pods there are. */
export function needsScale({ spec }: PodDisruptionBudget): boolean {
  return spec?.maxUnavailable !== undefined || typeof spec?.minAvailable === 'string';
}

/** How many Pods there should be healthy. @param expected how many there should be. Models getExpectedPodCount. */
export function desiredHealthy({ spec }: PodDisruptionBudget, expected: number): number {
  if (spec?.maxUnavailable !== undefined) {
    return Math.max(0, expected - scaledValue(spec.maxUnavailable, expected, true));
  }
  return spec?.minAvailable === undefined ? 0 : scaledValue(spec.minAvailable, expected, true);
}

/** The status after a sync; undefined if it says what the present one says. Models updatePdbStatus. */
export function planStatus(
  pdb: PodDisruptionBudget,
  counts: { readonly healthy: number; readonly desired: number; readonly expected: number },
  disrupted: Disrupted['pods'],
  nowMs: number,
): PodDisruptionBudgetStatus | undefined {
  const { healthy, desired, expected } = counts;
  const allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
  const generation = pdb.metadata.generation ?? 0;
  const condition = {
    type: 'DisruptionAllowed',
    status: allowed > 0 ? 'True' : 'False',
    reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
    message: '',
    observedGeneration: generation,
  };
  const status: PodDisruptionBudgetStatus = {
    currentHealthy: healthy,
    desiredHealthy: desired,
    expectedPods: expected,
    disruptionsAllowed: allowed,
    observedGeneration: generation,
    conditions: setCondition(pdb.status?.conditions ?? [], condition, nowMs),
    ...(Object.keys(disrupted).length > 0 ? { disruptedPods: disrupted } : {}),
  };
  return deepEqual(status, pdb.status) ? undefined : status;
}

/** The status when the sync failed: no disruption is allowed until it is known better. Models failSafe. */
export function failSafeStatus(pdb: PodDisruptionBudget, error: Error, nowMs: number): PodDisruptionBudgetStatus {
  const present = pdb.status ?? { currentHealthy: 0, desiredHealthy: 0, expectedPods: 0, disruptionsAllowed: 0 };
  const condition = {
    type: 'DisruptionAllowed',
    status: 'False',
    reason: 'SyncFailed',
    message: error.message,
    observedGeneration: present.observedGeneration ?? 0,
  };
  return { ...present, disruptionsAllowed: 0, conditions: setCondition(present.conditions ?? [], condition, nowMs) };
}

function setCondition(
  conditions: readonly Condition[],
  next: Omit<Condition, 'lastTransitionTime'>,
  nowMs: number,
): readonly Condition[] {
  const index = conditions.findIndex(({ type }) => type === next.type);
  const present = conditions[index];
  const since = present && present.status === next.status ? present.lastTransitionTime : rfc3339(nowMs);
  const whole: Condition = { ...next, lastTransitionTime: since };
  return present ? conditions.with(index, whole) : [...conditions, whole];
}
