import type { HorizontalPodAutoscalerCondition } from '../../api/k8s/autoscaling-v2.gen.ts';
import { rfc3339 } from '../../base/time.ts';

/** The condition types, in the order in which a sync comes to them. */
export type ConditionType = 'AbleToScale' | 'ScalingActive' | 'ScalingLimited';

/** What a sync says of an autoscaler; conditions keep the time of their last transition. Models setConditionInList. */
export interface Conditions {
  set(type: ConditionType, status: 'True' | 'False', reason: string, message: string): void;
  list(): readonly HorizontalPodAutoscalerCondition[];
}

/** Starts with what was said before. */
export function createConditions(
  before: readonly HorizontalPodAutoscalerCondition[] | undefined,
  nowMs: number,
): Conditions {
  const conditions = [...(before ?? [])];
  return {
    set(type, status, reason, message) {
      const index = conditions.findIndex((each) => each.type === type);
      const present = conditions[index];
      const lastTransitionTime = present?.status === status ? present.lastTransitionTime! : rfc3339(nowMs);
      const condition = { type, status, lastTransitionTime, reason, message };
      if (index < 0) conditions.push(condition);
      else conditions[index] = condition;
    },
    list: () => conditions,
  };
}
