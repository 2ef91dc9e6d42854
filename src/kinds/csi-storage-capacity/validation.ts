import type { FieldError } from '../../api/field-error.ts';
import { invalidValue } from '../../api/field-errors.ts';
import { goLabelSelector } from '../../api/go-syntax.ts';
import type { CSIStorageCapacity } from '../../api/k8s/storage-v1.gen.ts';
import { dns1123Subdomain } from '../../api/names.ts';
import { checkLabelSelector, type Found, IMMUTABLE, IS_NEGATIVE, reject } from '../../api/validation/basics.ts';
import { deepEqual } from '../../base/equal.ts';
import { canonicalQuantity, compareQuantities } from '../../base/quantity.ts';

/** Errors of a capacity. Models ValidateCSIStorageCapacity. */
export function validateCapacity(object: CSIStorageCapacity): readonly FieldError[] {
  const found: Found = [];
  const { nodeTopology, storageClassName = '', capacity, maximumVolumeSize } = object;
  checkLabelSelector(nodeTopology, 'nodeTopology', found);
  reject(dns1123Subdomain(storageClassName), storageClassName, 'storageClassName', found);
  for (const [field, amount] of Object.entries({ capacity, maximumVolumeSize })) {
    if (amount === undefined || compareQuantities(amount, '0') >= 0) continue;
    found.push(invalidValue(field, canonicalQuantity(amount), IS_NEGATIVE));
  }
  return found;
}

/** Errors of an update: what the capacity is of stays. Models ValidateCSIStorageCapacityUpdate. */
export function validateCapacityUpdate(next: CSIStorageCapacity, previous: CSIStorageCapacity): readonly FieldError[] {
  const found: Found = [...validateCapacity(next)];
  if (!deepEqual(next.nodeTopology, previous.nodeTopology)) {
    const shown = next.nodeTopology ? goLabelSelector(next.nodeTopology) : null;
    found.push(invalidValue('nodeTopology', shown, IMMUTABLE));
  }
  if (next.storageClassName !== previous.storageClassName) {
    found.push(invalidValue('storageClassName', next.storageClassName ?? '', IMMUTABLE));
  }
  return found;
}
