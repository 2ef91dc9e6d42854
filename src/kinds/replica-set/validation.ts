import type { FieldError } from '../../api/field-error.ts';
import type { ReplicaSet, ReplicaSetSpec } from '../../api/k8s/apps-v1.gen.ts';
import { checkNonNegative, type Found } from '../../api/validation/basics.ts';
import {
  checkOwnSelector,
  checkReplicaStatus,
  checkSameSelector,
  checkSelectedTemplate,
} from '../../api/validation/controller-spec.ts';

/** Errors of a ReplicaSet. Models ValidateReplicaSet of pkg/apis/apps/validation. */
export function validateReplicaSet(object: ReplicaSet): readonly FieldError[] {
  const found: Found = [];
  checkSpec(object.spec ?? ({} as ReplicaSetSpec), found);
  return found;
}

/** Errors of an update: the spec's, which upstream finds twice, then a changed selector. */
export function validateReplicaSetUpdate(next: ReplicaSet, previous: ReplicaSet): readonly FieldError[] {
  const found: Found = [];
  checkSpec(next.spec ?? ({} as ReplicaSetSpec), found);
  checkSpec(next.spec ?? ({} as ReplicaSetSpec), found);
  checkSameSelector(next.spec?.selector, previous.spec?.selector, 'spec.selector', found);
  return found;
}

function checkSpec(spec: ReplicaSetSpec, found: Found): void {
  checkNonNegative(spec.replicas, 'spec.replicas', found);
  checkNonNegative(spec.minReadySeconds, 'spec.minReadySeconds', found);
  checkOwnSelector(spec.selector ?? undefined, 'spec.selector', found);
  checkSelectedTemplate(spec.selector, spec.template, 'spec', found);
}

/** Errors of a new status. Models ValidateReplicaSetStatusUpdate. */
export function validateReplicaSetStatusUpdate(next: ReplicaSet): readonly FieldError[] {
  const found: Found = [];
  checkReplicaStatus(next.status ?? {}, found);
  return found;
}
