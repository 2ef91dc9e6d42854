import type { Condition } from '../../../api/k8s/meta-v1.gen.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../../api/k8s/policy-v1.gen.ts';
import { ApiError, forbidden } from '../../../api/status.ts';

/** More evictions than this may not wait to be noticed by the controller. */
const MAX_DISRUPTED_PODS = 2000;
const BUDGETS = { group: 'policy', plural: 'poddisruptionbudget' };

const NO_STATUS: PodDisruptionBudgetStatus = {
  disruptionsAllowed: 0,
  currentHealthy: 0,
  desiredHealthy: 0,
  expectedPods: 0,
};

/** 429: the budget does not let the Pod go, with the reason as a cause. */
function tooMany(message: string, retryAfterSeconds?: number): ApiError {
  const text = "Cannot evict pod as it would violate the pod's disruption budget.";
  return new ApiError(429, 'TooManyRequests', text, {
    causes: [{ reason: 'DisruptionBudget', message }],
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
  });
}

/** The refusal while the controller has not yet seen a budget as it is now. */
export function stillProcessed(name: string): ApiError {
  return tooMany(`The disruption budget ${name} is still being processed by the server.`, 10);
}

/** What an unready Pod's budget says of it: such a Pod is not counted, so that it may go without being counted. */
export function letsUnhealthyGo({ spec, status = NO_STATUS }: PodDisruptionBudget): boolean {
  if (spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy, desiredHealthy } = status;
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}

/**
 * The budget with one disruption less, in which the Pod is noted until the controller has seen it go. Throws ApiError
 * when there is none left. Models checkAndDecrement of EvictionREST.
 */
export function decremented(budget: PodDisruptionBudget, podName: string, now: string): PodDisruptionBudget {
  const { metadata, status = NO_STATUS } = budget;
  const name = metadata.name ?? '';
  const { disruptionsAllowed, disruptedPods = {}, desiredHealthy, currentHealthy, observedGeneration = 0 } = status;
  if (observedGeneration < (metadata.generation ?? 0)) throw stillProcessed(name);
  if (disruptionsAllowed < 0) throw forbidden(BUDGETS, name, 'pdb disruptions allowed is negative');
  if (Object.keys(disruptedPods).length > MAX_DISRUPTED_PODS) {
    const why = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller';
    throw forbidden(BUDGETS, name, why);
  }
  if (disruptionsAllowed === 0) {
    throw tooMany(
      `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
    );
  }
  const left = disruptionsAllowed - 1;
  const conditions = left === 0 ? exhausted(status.conditions, observedGeneration, now) : status.conditions;
  return {
    ...budget,
    status: {
      ...status,
      disruptionsAllowed: left,
      disruptedPods: { ...disruptedPods, [podName]: now },
      ...(conditions ? { conditions } : {}),
    },
  };
}

/** The conditions with the one that says that nothing may be disrupted. Models UpdateDisruptionAllowedCondition. */
function exhausted(
  conditions: readonly Condition[] = [],
  observedGeneration: number,
  now: string,
): readonly Condition[] {
  const type = 'DisruptionAllowed';
  const index = conditions.findIndex((each) => each.type === type);
  const present = conditions[index];
  const condition: Condition = {
    type,
    status: 'False',
    observedGeneration,
    lastTransitionTime: present?.status === 'False' ? present.lastTransitionTime : now,
    reason: 'InsufficientPods',
    message: '',
  };
  return present ? conditions.with(index, condition) : [...conditions, condition];
}
