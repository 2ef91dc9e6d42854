import type { FieldError } from '../../api/field-error.ts';
import { invalidValue } from '../../api/field-errors.ts';
import type { Lease } from '../../api/k8s/coordination-v1.gen.ts';
import { checkNonNegative, type Found } from '../../api/validation/basics.ts';

/** Errors of a Lease, on create and update. Models ValidateLeaseSpec. */
export function validateLease(object: Lease): readonly FieldError[] {
  const found: Found = [];
  const seconds = object.spec?.leaseDurationSeconds;
  if (seconds !== undefined && seconds <= 0) {
    found.push(invalidValue('spec.leaseDurationSeconds', seconds, 'must be greater than 0'));
  }
  checkNonNegative(object.spec?.leaseTransitions, 'spec.leaseTransitions', found);
  return found;
}
