import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goIntOrString, goSyntax } from '../../api/go-syntax.ts';
import type { Deployment, DeploymentSpec, DeploymentStatus, DeploymentStrategy } from '../../api/k8s/apps-v1.gen.ts';
import { checkAmount, checkAtMostAll, numberIn } from '../../api/validation/amounts.ts';
import { checkNonNegative, type Found } from '../../api/validation/basics.ts';
import {
  checkAtMost,
  checkCollisionCount,
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
  if (numberIn(maxUnavailable) === 0 && numberIn(maxSurge) === 0) {
    found.push(invalidValue(at, goIntOrString(maxUnavailable), 'may not be 0 when `maxSurge` is 0'));
  }
  checkAtMostAll(maxUnavailable, at, found);
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
  checkCollisionCount(status.collisionCount, previous.status?.collisionCount, found);
  return found;
}
