import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goIntOrString, goLabelSelector, goStringMap, goSyntax } from '../../api/go-syntax.ts';
import type { DaemonSet, DaemonSetSpec, DaemonSetStatus, DaemonSetUpdateStrategy } from '../../api/k8s/apps-v1.gen.ts';
import type { PodSpec } from '../../api/k8s/core-v1.gen.ts';
import { checkAmount, checkAtMostAll, numberIn } from '../../api/validation/amounts.ts';
import { checkLabelSelector, checkNonNegative, type Found } from '../../api/validation/basics.ts';
import {
  checkCollisionCount,
  checkCounts,
  checkSameSelector,
  matcherOf,
} from '../../api/validation/controller-spec.ts';
import { checkPodTemplate } from '../../api/validation/pod-spec/pod-template.ts';
import { templateGenerationOf } from './strategy.ts';

/** Errors of a DaemonSet. Models ValidateDaemonSet of pkg/apis/apps/validation. */
export function validateDaemonSet(object: DaemonSet): readonly FieldError[] {
  const found: Found = [];
  checkSpec(object, found);
  return found;
}

/** Errors of an update: the spec's, which upstream finds twice, then a changed selector. */
export function validateDaemonSetUpdate(next: DaemonSet, previous: DaemonSet): readonly FieldError[] {
  const found: Found = [];
  checkSpec(next, found);
  checkSpec(next, found);
  checkSameSelector(next.spec?.selector, previous.spec?.selector, 'spec.selector', found);
  return found;
}

function checkSpec(object: DaemonSet, found: Found): void {
  const spec = object.spec ?? ({} as DaemonSetSpec);
  const selector = spec.selector ?? undefined;
  const labels = spec.template?.metadata?.labels;
  checkLabelSelector(selector, 'spec.selector', found);
  const matcher = matcherOf(selector);
  if (matcher && !matcher.matches(labels)) {
    const detail = '`selector` does not match template `labels`';
    found.push(invalidValue('spec.template.metadata.labels', goSyntax(goStringMap(labels)), detail));
  }
  if (selector && !selector.matchExpressions?.length && Object.keys(selector.matchLabels ?? {}).length === 0) {
    found.push(invalidValue('spec.selector', goLabelSelector(selector), 'empty selector is invalid for daemonset'));
  }
  checkPodTemplate(spec.template ?? {}, 'spec.template', found);
  checkForever(spec.template?.spec ?? ({} as PodSpec), 'spec.template.spec', found);
  checkNonNegative(spec.minReadySeconds, 'spec.minReadySeconds', found);
  checkNonNegative(templateGenerationOf(object), 'spec.templateGeneration', found);
  checkStrategy(spec.updateStrategy ?? {}, 'spec.updateStrategy', found);
  checkNonNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit', found);
}

function checkForever({ restartPolicy = '', activeDeadlineSeconds }: PodSpec, path: string, found: Found): void {
  if (restartPolicy !== 'Always') found.push(notSupported(`${path}.restartPolicy`, restartPolicy, ['Always']));
  if (activeDeadlineSeconds === undefined) return;
  const detail = 'activeDeadlineSeconds in DaemonSet is not Supported';
  found.push(forbiddenField(`${path}.activeDeadlineSeconds`, detail));
}

function goStrategy({ type = '', rollingUpdate }: DaemonSetUpdateStrategy): string {
  const pointer = `(*apps.RollingUpdateDaemonSet)(${rollingUpdate ? '0xc000000000' : 'nil'})`;
  return `apps.DaemonSetUpdateStrategy{Type:"${type}", RollingUpdate:${pointer}}`;
}

function checkStrategy(strategy: DaemonSetUpdateStrategy, path: string, found: Found): void {
  const { type, rollingUpdate } = strategy;
  if (type === 'OnDelete') return;
  if (type !== 'RollingUpdate') {
    found.push(notSupported(path, goSyntax(goStrategy(strategy)), ['RollingUpdate', 'OnDelete']));
  } else if (!rollingUpdate) found.push(required(`${path}.rollingUpdate`));
  else checkRolling(rollingUpdate.maxUnavailable ?? 0, rollingUpdate.maxSurge ?? 0, `${path}.rollingUpdate`, found);
}

/** Either the old Pod goes first or the new one comes first. */
function checkRolling(maxUnavailable: number | string, maxSurge: number | string, path: string, found: Found): void {
  checkAmount(maxUnavailable, `${path}.maxUnavailable`, found);
  checkAmount(maxSurge, `${path}.maxSurge`, found);
  checkAtMostAll(maxUnavailable, `${path}.maxUnavailable`, found);
  checkAtMostAll(maxSurge, `${path}.maxSurge`, found);
  const takes = numberIn(maxUnavailable) !== 0;
  const surges = numberIn(maxSurge) !== 0;
  if (takes && surges) {
    const detail = 'may not be set when maxUnavailable is non-zero';
    found.push(invalidValue(`${path}.maxSurge`, goIntOrString(maxSurge), detail));
  } else if (!takes && !surges) found.push(required(`${path}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
}

const COUNTS = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
  'observedGeneration',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
  'collisionCount',
] as const;

/** Errors of a new status. Models ValidateDaemonSetStatusUpdate. */
export function validateDaemonSetStatusUpdate(next: DaemonSet, previous: DaemonSet): readonly FieldError[] {
  const found: Found = [];
  checkCounts<Partial<DaemonSetStatus>>(next.status ?? {}, COUNTS, 'status', found);
  checkCollisionCount(next.status?.collisionCount, previous.status?.collisionCount, found);
  return found;
}
