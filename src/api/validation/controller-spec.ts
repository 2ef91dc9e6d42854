import { deepEqual } from '../../base/equal.ts';
import { type BadValue, invalidValue, required } from '../field-errors.ts';
import { goLabelSelector } from '../go-syntax.ts';
import type { PodTemplateSpec } from '../k8s/core-v1.gen.ts';
import type { LabelSelector } from '../k8s/meta-v1.gen.ts';
import { type LabelMatcher, labelMatcher } from '../selectors.ts';
import { checkLabelSelector, checkNonNegative, type Found, IMMUTABLE } from './basics.ts';
import { checkRunningTemplate } from './pod-spec/pod-template.ts';

/** A selector that must be there and select something. The text says deployment for ReplicaSets too, as upstream's. */
export function checkOwnSelector(
  selector: LabelSelector | undefined,
  path: string,
  found: Found,
  owner = 'deployment',
): void {
  if (!selector) return void found.push(required(path));
  checkLabelSelector(selector, path, found);
  const count = Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length;
  if (count > 0) return;
  found.push(invalidValue(path, goLabelSelector(selector), `empty selector is invalid for ${owner}`));
}

/** The matcher of a selector; undefined if it cannot be one. */
export function matcherOf(selector: LabelSelector | undefined): LabelMatcher | undefined {
  try {
    return labelMatcher(selector ?? undefined);
  } catch {
    return undefined;
  }
}

/** The template must carry the labels that the selector asks for, and run for ever. */
export function checkSelectedTemplate(
  selector: LabelSelector | undefined,
  template: PodTemplateSpec | undefined,
  path: string,
  found: Found,
): void {
  const matcher = matcherOf(selector);
  if (matcher) checkRunningTemplate(template, matcher, `${path}.template`, found);
  else found.push(invalidValue(`${path}.selector`, goLabelSelector(selector!), 'invalid label selector'));
}

/** The selector of apps/v1 kinds never changes. */
export function checkSameSelector(
  next: LabelSelector | undefined,
  previous: LabelSelector | undefined,
  path: string,
  found: Found,
): void {
  if (deepEqual(next, previous)) return;
  found.push(invalidValue(path, next ? goLabelSelector(next) : null, IMMUTABLE));
}

const REPLICA_COUNTS = [
  'replicas',
  'fullyLabeledReplicas',
  'readyReplicas',
  'availableReplicas',
  'observedGeneration',
] as const;

/** Errors of the status of a ReplicaSet or ReplicationController. Models ValidateReplicaSetStatus. */
export function checkReplicaStatus(
  status: Partial<Record<(typeof REPLICA_COUNTS)[number], number>>,
  found: Found,
): void {
  checkCounts(status, REPLICA_COUNTS, 'status', found);
  for (const name of ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'] as const) {
    checkAtMost(status[name], status.replicas, `status.${name}`, 'status.replicas', found);
  }
  checkAtMost(status.availableReplicas, status.readyReplicas, 'status.availableReplicas', 'readyReplicas', found);
}

/** A count of hash collisions does not go down. */
export function checkCollisionCount(next: number | undefined, previous: number | undefined, found: Found): void {
  if (previous === undefined || (next ?? -1) >= previous) return;
  found.push(invalidValue('status.collisionCount', next ?? 0, 'cannot be decremented'));
}

/** A field that never changes; `show` writes what it would become. Models ValidateImmutableField. */
export function checkImmutable<T>(
  next: T | undefined,
  previous: T | undefined,
  path: string,
  show: (value: T) => BadValue,
  found: Found,
): void {
  if (deepEqual(next ?? null, previous ?? null)) return;
  found.push(invalidValue(path, next === undefined || next === null ? null : show(next), IMMUTABLE));
}

/** Counts of a status: each named one not negative. */
export function checkCounts<T extends object>(
  status: T,
  names: readonly (keyof T & string)[],
  path: string,
  found: Found,
): void {
  for (const name of names) checkNonNegative(status[name] as number | undefined, `${path}.${name}`, found);
}

/** A count of a status that may not be above another. */
export function checkAtMost(
  value: number | undefined,
  max: number | undefined,
  field: string,
  maxName: string,
  found: Found,
): void {
  if ((value ?? 0) <= (max ?? 0)) return;
  found.push(invalidValue(field, value ?? 0, `cannot be greater than ${maxName}`));
}
