import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goIntOrString, goLabelSelector, goStringMap, goSyntax } from '../../api/go-syntax.ts';
import type {
  RollingUpdateStatefulSetStrategy,
  StatefulSet,
  StatefulSetSpec,
  StatefulSetUpdateStrategy,
} from '../../api/k8s/apps-v1.gen.ts';
import type { PodSpec, PodTemplateSpec } from '../../api/k8s/core-v1.gen.ts';
import { checkAmount, checkAtMostAll, numberIn } from '../../api/validation/amounts.ts';
import { checkAnnotations, checkLabels, checkNonNegative, type Found } from '../../api/validation/basics.ts';
import {
  checkAtMost,
  checkCollisionCount,
  checkCounts,
  checkOwnSelector,
  matcherOf,
} from '../../api/validation/controller-spec.ts';
import { checkPodAnnotations } from '../../api/validation/pod-spec/annotations.ts';
import { deepEqual } from '../../base/equal.ts';
import { replace } from '../../base/shared.ts';

const RETENTION = ['Retain', 'Delete'];
const noSpec = {} as StatefulSetSpec;

/** Errors of a StatefulSet. Models ValidateStatefulSet of pkg/apis/apps/validation. */
export function validateStatefulSet(object: StatefulSet): readonly FieldError[] {
  const found: Found = [];
  checkSpec(object.spec ?? noSpec, found);
  return found;
}

/** Errors of an update: the spec's, then changes of what stays. */
export function validateStatefulSetUpdate(next: StatefulSet, previous: StatefulSet): readonly FieldError[] {
  const found: Found = [];
  const spec = next.spec ?? noSpec;
  const before = previous.spec ?? noSpec;
  checkSpec(spec, found);
  const rest = replace<StatefulSetSpec>(spec, {
    replicas: before.replicas,
    template: before.template,
    updateStrategy: before.updateStrategy,
    minReadySeconds: before.minReadySeconds,
    ordinals: before.ordinals,
    persistentVolumeClaimRetentionPolicy: before.persistentVolumeClaimRetentionPolicy,
  });
  if (!deepEqual(rest, before)) {
    const fields =
      "'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds'";
    found.push(forbiddenField('spec', `updates to statefulset spec for fields other than ${fields} are forbidden`));
  }
  return found;
}

function checkSpec(spec: StatefulSetSpec, found: Found): void {
  const policy = spec.podManagementPolicy;
  if (!policy) found.push(required('spec.podManagementPolicy'));
  else if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    found.push(invalidValue('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'"));
  }
  checkStrategy(spec.updateStrategy ?? {}, 'spec.updateStrategy', found);
  const retention = spec.persistentVolumeClaimRetentionPolicy;
  for (const name of ['whenDeleted', 'whenScaled'] as const) {
    const value = retention?.[name] ?? '';
    if (!retention || RETENTION.includes(value)) continue;
    found.push(notSupported(`spec.persistentVolumeClaimRetentionPolicy.${name}`, value, RETENTION));
  }
  checkNonNegative(spec.replicas, 'spec.replicas', found);
  checkNonNegative(spec.minReadySeconds, 'spec.minReadySeconds', found);
  checkNonNegative(spec.ordinals?.start, 'spec.ordinals.start', found);
  checkOwnSelector(spec.selector ?? undefined, 'spec.selector', found, 'statefulset');
  checkTemplate(spec, spec.template ?? {}, 'spec.template', found);
}

/** The Pods' specs are not looked into: their volumes come from claims that are not among them. */
function checkTemplate({ selector }: StatefulSetSpec, template: PodTemplateSpec, path: string, found: Found): void {
  const { labels, annotations } = template.metadata ?? {};
  const podSpec = template.spec ?? ({} as PodSpec);
  const matcher = matcherOf(selector);
  if (!matcher) found.push(invalidValue('spec.selector', goLabelSelector(selector), ''));
  else {
    if (!matcher.empty && !matcher.matches(labels)) {
      const detail = '`selector` does not match template `labels`';
      found.push(invalidValue(`${path}.metadata.labels`, goSyntax(goStringMap(labels)), detail));
    }
    checkLabels(labels, `${path}.labels`, found);
    checkAnnotations(annotations, `${path}.annotations`, found);
    checkPodAnnotations(annotations, podSpec, `${path}.annotations`, found);
  }
  const { restartPolicy = '', activeDeadlineSeconds } = podSpec;
  if (restartPolicy !== 'Always') found.push(notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always']));
  if (activeDeadlineSeconds === undefined) return;
  const detail = 'activeDeadlineSeconds in StatefulSet is not Supported';
  found.push(forbiddenField(`${path}.spec.activeDeadlineSeconds`, detail));
}

function goRolling({ partition = 0, maxUnavailable }: RollingUpdateStatefulSetStrategy): string {
  const pointer = `(*intstr.IntOrString)(${maxUnavailable === undefined ? 'nil' : '0xc000000000'})`;
  return `apps.RollingUpdateStatefulSetStrategy{Partition:${partition}, MaxUnavailable:${pointer}}`;
}

function goStrategy({ type = '', rollingUpdate }: StatefulSetUpdateStrategy): string {
  const pointer = `(*apps.RollingUpdateStatefulSetStrategy)(${rollingUpdate ? '0xc000000000' : 'nil'})`;
  return `apps.StatefulSetUpdateStrategy{Type:"${type}", RollingUpdate:${pointer}}`;
}

function checkStrategy(strategy: StatefulSetUpdateStrategy, path: string, found: Found): void {
  const { type, rollingUpdate } = strategy;
  const at = `${path}.rollingUpdate`;
  if (!type) found.push(required(path));
  else if (type === 'OnDelete') {
    if (!rollingUpdate) return;
    found.push(invalidValue(at, goSyntax(goRolling(rollingUpdate)), "only allowed for updateStrategy 'RollingUpdate'"));
  } else if (type === 'RollingUpdate') {
    if (rollingUpdate) checkRolling(rollingUpdate, at, found);
  } else found.push(invalidValue(path, goSyntax(goStrategy(strategy)), "must be 'RollingUpdate' or 'OnDelete'"));
}

function checkRolling(
  { partition, maxUnavailable }: RollingUpdateStatefulSetStrategy,
  path: string,
  found: Found,
): void {
  checkNonNegative(partition, `${path}.partition`, found);
  if (maxUnavailable === undefined) return;
  const at = `${path}.maxUnavailable`;
  checkAmount(maxUnavailable, at, found);
  if (numberIn(maxUnavailable) === 0) found.push(invalidValue(at, goIntOrString(maxUnavailable), 'cannot be 0'));
  checkAtMostAll(maxUnavailable, at, found);
}

const COUNTS = [
  'replicas',
  'readyReplicas',
  'currentReplicas',
  'updatedReplicas',
  'availableReplicas',
  'observedGeneration',
  'collisionCount',
] as const;

/** Errors of a new status. Models ValidateStatefulSetStatusUpdate. */
export function validateStatefulSetStatusUpdate(next: StatefulSet, previous: StatefulSet): readonly FieldError[] {
  const found: Found = [];
  const status = next.status ?? { replicas: 0 };
  checkCounts(status, COUNTS, 'status', found);
  for (const name of ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'] as const) {
    checkAtMost(status[name], status.replicas, `status.${name}`, 'status.replicas', found);
  }
  checkAtMost(
    status.availableReplicas,
    status.readyReplicas,
    'status.availableReplicas',
    'status.readyReplicas',
    found,
  );
  checkCollisionCount(status.collisionCount, previous.status?.collisionCount, found);
  return found;
}
