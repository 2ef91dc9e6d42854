import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goIntOrString, goSyntax } from '../../api/go-syntax.ts';
import type { Deployment, DeploymentSpec, DeploymentStatus, DeploymentStrategy } from '../../api/k8s/apps-v1.gen.ts';
import { validPercent } from '../../api/names.ts';
import { checkNonNegative, type Found, IS_NEGATIVE } from '../../api/validation/basics.ts';
import {
  checkAtMost,
  checkCounts,
  checkOwnSelector,
  checkSameSelector,
  checkSelectedTemplate,
} from '../../api/validation/controller-spec.ts';

/** Errors of a Deployment. Models ValidateDeployment of pkg/apis/apps/validation. */
export function validateDeployment(object: Deployment): readonly FieldError[] {
  const found: Found = [];
  checkSpec(object.spec ?? ({} as DeploymentSpec), found);
  return found;
}

/** Errors of an update: the spec's, then a changed selector. */
export function validateDeploymentUpdate(next: Deployment, previous: Deployment): readonly FieldError[] {
  const found: Found = [];
  checkSpec(next.spec ?? ({} as DeploymentSpec), found);
  checkSameSelector(next.spec?.selector, previous.spec?.selector, 'spec.selector', found);
  return found;
}

function checkSpec(spec: DeploymentSpec, found: Found): void {
  checkNonNegative(spec.replicas, 'spec.replicas', found);
  checkOwnSelector(spec.selector ?? undefined, 'spec.selector', found);
  checkSelectedTemplate(spec.selector, spec.template, 'spec', found);
  checkStrategy(spec.strategy ?? {}, 'spec.strategy', found);
  checkNonNegative(spec.minReadySeconds, 'spec.minReadySeconds', found);
  checkNonNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit', found);
  const deadline = spec.progressDeadlineSeconds;
  if (deadline === undefined) return;
  checkNonNegative(deadline, 'spec.progressDeadlineSeconds', found);
  if (deadline <= (spec.minReadySeconds ?? 0)) {
    found.push(invalidValue('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
  }
}

function goStrategy({ type = '', rollingUpdate }: DeploymentStrategy): string {
  const pointer = `(*apps.RollingUpdateDeployment)(${rollingUpdate ? '0xc000000000' : 'nil'})`;
  return `apps.DeploymentStrategy{Type:"${type}", RollingUpdate:${pointer}}`;
}

function checkStrategy(strategy: DeploymentStrategy, path: string, found: Found): void {
  const { type, rollingUpdate } = strategy;
  const at = `${path}.rollingUpdate`;
  if (type === 'Recreate') {
    if (rollingUpdate) found.push(forbiddenField(at, "may not be specified when strategy `type` is 'Recreate'"));
  } else if (type !== 'RollingUpdate') {
    found.push(notSupported(path, goSyntax(goStrategy(strategy)), ['Recreate', 'RollingUpdate']));
  } else if (!rollingUpdate) found.push(required(at, 'this should be defaulted and never be nil'));
  else checkRolling(rollingUpdate.maxUnavailable ?? 0, rollingUpdate.maxSurge ?? 0, at, found);
}

function checkRolling(maxUnavailable: number | string, maxSurge: number | string, path: string, found: Found): void {
  const at = `${path}.maxUnavailable`;
  checkAmount(maxUnavailable, at, found);
  checkAmount(maxSurge, `${path}.maxSurge`, found);
  if (numberOf(maxUnavailable) === 0 && numberOf(maxSurge) === 0) {
    found.push(invalidValue(at, goIntOrString(maxUnavailable), 'may not be 0 when `maxSurge` is 0'));
  }
  if (isPercent(maxUnavailable) && numberOf(maxUnavailable) > 100) {
    found.push(invalidValue(at, goIntOrString(maxUnavailable), 'must not be greater than 100%'));
  }
}

const isPercent = (value: number | string): value is string =>
  typeof value === 'string' && validPercent(value).length === 0;

/** What Go's Atoi makes of a text without percent sign is 0 unless it is a number. */
function numberOf(value: number | string): number {
  if (typeof value === 'number') return value;
  if (isPercent(value)) return Number.parseInt(value, 10);
  return /^[+-]?\d+$/.test(value) ? Number(value) : 0;
}

function checkAmount(value: number | string, path: string, found: Found): void {
  if (typeof value === 'number') {
    if (value < 0) found.push(invalidValue(path, value, IS_NEGATIVE));
    return;
  }
  for (const message of validPercent(value)) found.push(invalidValue(path, goIntOrString(value), message));
}

const COUNTS = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'collisionCount',
] as const;

/** Errors of a new status. Models ValidateDeploymentStatusUpdate. */
export function validateDeploymentStatusUpdate(next: Deployment, previous: Deployment): readonly FieldError[] {
  const found: Found = [];
  const status: DeploymentStatus = next.status ?? {};
  checkCounts(status, COUNTS, 'status', found);
  for (const name of ['updatedReplicas', 'readyReplicas', 'availableReplicas'] as const) {
    checkAtMost(status[name], status.replicas, `status.${name}`, 'status.replicas', found);
  }
  checkAtMost(status.availableReplicas, status.readyReplicas, 'status.availableReplicas', 'readyReplicas', found);
  const before = previous.status?.collisionCount;
  if (before !== undefined && (status.collisionCount ?? -1) < before) {
    found.push(invalidValue('status.collisionCount', status.collisionCount ?? 0, 'cannot be decremented'));
  }
  return found;
}
