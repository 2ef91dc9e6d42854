import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  HPAScalingPolicy,
  HPAScalingRules,
} from '../../api/k8s/autoscaling-v2.gen.ts';
import { type Found, NOT_POSITIVE } from '../../api/validation/basics.ts';
import { checkCounts } from '../../api/validation/controller-spec.ts';
import { checkMetric } from './metric-validation.ts';
import { checkReference } from './reference-validation.ts';

const MAX_PERIOD_SECONDS = 1800;
const MAX_WINDOW_SECONDS = 3600;
const SELECT_POLICIES = ['Disabled', 'Max', 'Min'];
const POLICY_TYPES = ['Percent', 'Pods'];

const noSpec = {} as HorizontalPodAutoscalerSpec;

/** Errors of an autoscaler. Models ValidateHorizontalPodAutoscaler of pkg/apis/autoscaling/validation. */
export function validateHorizontalPodAutoscaler(object: HorizontalPodAutoscaler): readonly FieldError[] {
  const found: Found = [];
  checkSpec(object.spec ?? noSpec, 1, found);
  return found;
}

/** Errors of an update: one that may scale to zero already still may. */
export function validateHorizontalPodAutoscalerUpdate(
  next: HorizontalPodAutoscaler,
  previous: HorizontalPodAutoscaler,
): readonly FieldError[] {
  const found: Found = [];
  checkSpec(next.spec ?? noSpec, previous.spec?.minReplicas === 0 ? 0 : 1, found);
  return found;
}

function checkSpec(spec: HorizontalPodAutoscalerSpec, lowest: number, found: Found): void {
  const { minReplicas, maxReplicas = 0, metrics = [], behavior } = spec;
  if (minReplicas !== undefined && minReplicas < lowest) {
    found.push(invalidValue('spec.minReplicas', minReplicas, `must be greater than or equal to ${lowest}`));
  }
  if (maxReplicas < 1) found.push(invalidValue('spec.maxReplicas', maxReplicas, 'must be greater than 0'));
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    const detail = 'must be greater than or equal to `minReplicas`';
    found.push(invalidValue('spec.maxReplicas', maxReplicas, detail));
  }
  checkReference(spec.scaleTargetRef, 'spec.scaleTargetRef', found);
  for (const [i, metric] of metrics.entries()) checkMetric(metric, `spec.metrics[${i}]`, found);
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    const detail = 'must specify at least one Object or External metric to support scaling to zero replicas';
    found.push(forbiddenField('spec.metrics', detail));
  }
  if (behavior?.scaleUp) checkRules(behavior.scaleUp, 'spec.behavior.scaleUp', found);
  if (behavior?.scaleDown) checkRules(behavior.scaleDown, 'spec.behavior.scaleDown', found);
}

function checkRules(rules: HPAScalingRules, path: string, found: Found): void {
  const { stabilizationWindowSeconds: window = 0, selectPolicy, policies = [] } = rules;
  const at = `${path}.stabilizationWindowSeconds`;
  if (window < 0) found.push(invalidValue(at, window, 'must be greater than or equal to zero'));
  if (window > MAX_WINDOW_SECONDS) {
    found.push(invalidValue(at, window, `must be less than or equal to ${MAX_WINDOW_SECONDS}`));
  }
  if (selectPolicy !== undefined && !SELECT_POLICIES.includes(selectPolicy)) {
    found.push(notSupported(`${path}.selectPolicy`, selectPolicy, SELECT_POLICIES));
  }
  if (policies.length === 0) found.push(required(`${path}.policies`, 'must specify at least one Policy'));
  for (const [i, policy] of policies.entries()) checkPolicy(policy, `${path}.policies[${i}]`, found);
}

function checkPolicy({ type = '', value = 0, periodSeconds = 0 }: HPAScalingPolicy, path: string, found: Found): void {
  if (!POLICY_TYPES.includes(type)) found.push(notSupported(`${path}.type`, type, POLICY_TYPES));
  if (value <= 0) found.push(invalidValue(`${path}.value`, value, NOT_POSITIVE));
  if (periodSeconds <= 0) found.push(invalidValue(`${path}.periodSeconds`, periodSeconds, NOT_POSITIVE));
  if (periodSeconds > MAX_PERIOD_SECONDS) {
    found.push(
      invalidValue(`${path}.periodSeconds`, periodSeconds, `must be less than or equal to ${MAX_PERIOD_SECONDS}`),
    );
  }
}

/** Errors of a new status. Models ValidateHorizontalPodAutoscalerStatusUpdate. */
export function validateHorizontalPodAutoscalerStatusUpdate(next: HorizontalPodAutoscaler): readonly FieldError[] {
  const found: Found = [];
  const status = next.status ?? { desiredReplicas: 0 };
  checkCounts(status, ['currentReplicas', 'desiredReplicas'], 'status', found);
  return found;
}
