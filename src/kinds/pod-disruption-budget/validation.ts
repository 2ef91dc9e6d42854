import type { FieldError } from '../../api/field-error.ts';
import { invalidValue, notSupported } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetSpec } from '../../api/k8s/policy-v1.gen.ts';
import { checkAmount, checkAtMostAll } from '../../api/validation/amounts.ts';
import { checkLabelSelector, type Found } from '../../api/validation/basics.ts';
import { checkConditions } from '../../api/validation/conditions.ts';
import { checkCounts } from '../../api/validation/controller-spec.ts';

const EVICTION_POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

function goSpec({
  minAvailable,
  selector,
  maxUnavailable,
  unhealthyPodEvictionPolicy,
}: PodDisruptionBudgetSpec): string {
  const pointer = (name: string, type: string, value: unknown): string =>
    `${name}:(*${type})(${value === undefined ? 'nil' : '0xc000000000'})`;
  const fields = [
    pointer('MinAvailable', 'intstr.IntOrString', minAvailable),
    pointer('Selector', 'v1.LabelSelector', selector),
    pointer('MaxUnavailable', 'intstr.IntOrString', maxUnavailable),
    pointer('UnhealthyPodEvictionPolicy', 'policy.UnhealthyPodEvictionPolicyType', unhealthyPodEvictionPolicy),
  ];
  return `policy.PodDisruptionBudgetSpec{${fields.join(', ')}}`;
}

/** Errors of a disruption budget, new or changed. Models ValidatePodDisruptionBudget of pkg/apis/policy/validation. */
export function validatePodDisruptionBudget({ spec = {} }: PodDisruptionBudget): readonly FieldError[] {
  const found: Found = [];
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy: policy } = spec;
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    found.push(invalidValue('spec', goSyntax(goSpec(spec)), 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const name of ['minAvailable', 'maxUnavailable'] as const) {
    const amount = spec[name];
    if (amount === undefined) continue;
    checkAmount(amount, `spec.${name}`, found);
    checkAtMostAll(amount, `spec.${name}`, found);
  }
  checkLabelSelector(spec.selector ?? undefined, 'spec.selector', found);
  if (policy !== undefined && !EVICTION_POLICIES.includes(policy)) {
    found.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, EVICTION_POLICIES));
  }
  return found;
}

const COUNTS = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const;

/** Errors of a new status. Models ValidatePodDisruptionBudgetStatusUpdate. */
export function validatePodDisruptionBudgetStatusUpdate({ status }: PodDisruptionBudget): readonly FieldError[] {
  const found: Found = [];
  checkConditions(status?.conditions, 'status.conditions', found);
  checkCounts(status ?? ({} as NonNullable<typeof status>), COUNTS, 'status', found);
  return found;
}
