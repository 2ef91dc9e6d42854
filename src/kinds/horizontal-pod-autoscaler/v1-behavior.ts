import type { HorizontalPodAutoscalerBehavior, HPAScalingRules } from '../../api/k8s/autoscaling-v2.gen.ts';
import { present } from './v1-types.ts';

// The annotation holds the struct inside the server, whose fields have their Go names: upstream cannot go back on that.

interface GoRules {
  readonly StabilizationWindowSeconds: number | null;
  readonly SelectPolicy: string | null;
  readonly Policies:
    | readonly { readonly Type: string; readonly Value: number; readonly PeriodSeconds: number }[]
    | null;
}

function rulesToGo(rules: HPAScalingRules | undefined): GoRules | null {
  if (!rules) return null;
  return {
    StabilizationWindowSeconds: rules.stabilizationWindowSeconds ?? null,
    SelectPolicy: rules.selectPolicy ?? null,
    Policies:
      rules.policies?.map(({ type, value, periodSeconds }) => ({
        Type: type,
        Value: value,
        PeriodSeconds: periodSeconds,
      })) ?? null,
  };
}

/** The text of the annotation. */
export function behaviorText({ scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior): string {
  return JSON.stringify({ ScaleUp: rulesToGo(scaleUp), ScaleDown: rulesToGo(scaleDown) });
}

function rulesFromGo(rules: Partial<GoRules> | null | undefined): HPAScalingRules | undefined {
  if (!rules) return undefined;
  return present<HPAScalingRules>({
    stabilizationWindowSeconds: rules.StabilizationWindowSeconds ?? undefined,
    selectPolicy: rules.SelectPolicy ?? undefined,
    policies: rules.Policies?.map(({ Type, Value, PeriodSeconds }) => ({
      type: Type,
      value: Value,
      periodSeconds: PeriodSeconds,
    })),
  });
}

/** What the annotation says; undefined if that is nothing. */
export function behaviorFrom(value: unknown): HorizontalPodAutoscalerBehavior | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { ScaleUp, ScaleDown } = value as { readonly ScaleUp?: GoRules; readonly ScaleDown?: GoRules };
  if (!ScaleUp && !ScaleDown) return undefined;
  return present<HorizontalPodAutoscalerBehavior>({ scaleUp: rulesFromGo(ScaleUp), scaleDown: rulesFromGo(ScaleDown) });
}
