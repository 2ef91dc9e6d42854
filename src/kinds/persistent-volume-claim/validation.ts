import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goDiff } from '../../api/go-diff/go-diff.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../api/k8s/core-v1.gen.ts';
import { qualifiedName } from '../../api/names.ts';
import { BETA_CLASS_ANNOTATION } from '../../api/storage.ts';
import { type Found, IMMUTABLE, reject } from '../../api/validation/basics.ts';
import { checkClaimSpec } from '../../api/validation/claim-spec.ts';
import { checkBasicAmount, checkResourceAmount, isNativeResource } from '../../api/validation/resources.ts';
import { deepEqual } from '../../base/equal.ts';
import { compareQuantities } from '../../base/quantity.ts';
import { replace } from '../../base/shared.ts';

type Spec = PersistentVolumeClaimSpec;

const noSpec: Spec = {};

const RESIZE_STATUSES = [
  'ControllerResizeInProgress',
  'ControllerResizeInfeasible',
  'NodeResizeInProgress',
  'NodeResizeInfeasible',
  'NodeResizePending',
];

/** Errors of a claim. Models ValidatePersistentVolumeClaim. */
export function validateClaim(claim: PersistentVolumeClaim): readonly FieldError[] {
  const found: Found = [];
  checkClaimSpec(claim.spec ?? noSpec, 'spec', found);
  return found;
}

/** Errors of an update: nearly all of a claim stays as it was made. Models ValidatePersistentVolumeClaimUpdate. */
export function validateClaimUpdate(
  next: PersistentVolumeClaim,
  previous: PersistentVolumeClaim,
): readonly FieldError[] {
  const found: Found = [];
  const after = next.spec ?? noSpec;
  const before = previous.spec ?? noSpec;
  const anySourceGroup = [before.dataSource, before.dataSourceRef].some((source) => source?.apiGroup !== undefined);
  checkClaimSpec(after, 'spec', found, { anySourceGroup });
  const was = before.volumeName ? before : replace<Spec>(before, { volumeName: after.volumeName });
  const is = comparable(next, previous, after, before, found);
  if (!deepEqual(is, was)) {
    const detail =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    found.push(forbiddenField('spec', `${detail}\n${goDiff('core.PersistentVolumeClaimSpec', was, is)}`));
  }
  checkSize(after, before, previous, found);
  if (after.volumeMode !== before.volumeMode)
    found.push(invalidValue('volumeMode', after.volumeMode ?? null, IMMUTABLE));
  if (after.volumeAttributesClassName !== before.volumeAttributesClassName) {
    const detail = 'update is forbidden when the VolumeAttributesClass feature gate is disabled';
    found.push(forbiddenField('spec.volumeAttributesClassName', detail));
  }
  return found;
}

/** The new spec with what may change taken from the old one. */
function comparable(
  next: PersistentVolumeClaim,
  previous: PersistentVolumeClaim,
  after: Spec,
  before: Spec,
  found: Found,
): Spec {
  let spec = after;
  const annotation = previous.metadata.annotations?.[BETA_CLASS_ANNOTATION];
  const changed = next.metadata.annotations?.[BETA_CLASS_ANNOTATION];
  const { storageClassName: name } = after;
  const unset = before.storageClassName === undefined;
  if (annotation !== undefined && unset && name === annotation && (changed === undefined || changed === annotation)) {
    // The class moves from the annotation into the field.
    spec = replace<Spec>(spec, { storageClassName: undefined });
  } else {
    if ((changed ?? '') !== (annotation ?? '')) {
      found.push(invalidValue(`metadata.annotations.${BETA_CLASS_ANNOTATION}`, changed ?? '', IMMUTABLE));
    }
    if (name !== undefined && unset && (annotation === undefined || name === annotation)) {
      spec = replace<Spec>(spec, { storageClassName: undefined });
    }
  }
  if (next.status?.phase !== 'Bound') return spec;
  if (spec.resources?.requests) {
    const requests = replace<Record<string, string>>(spec.resources.requests, {
      storage: before.resources?.requests?.['storage'],
    });
    spec = { ...spec, resources: { ...spec.resources, requests } };
  }
  if (spec.volumeAttributesClassName === undefined) return spec;
  return replace<Spec>(spec, { volumeAttributesClassName: before.volumeAttributesClassName });
}

/** A claim may shrink only while its expansion has not succeeded. */
function checkSize(after: Spec, before: Spec, { status }: PersistentVolumeClaim, found: Found): void {
  const size = after.resources?.requests?.['storage'] ?? '0';
  if (compareQuantities(size, before.resources?.requests?.['storage'] ?? '0') >= 0) return;
  if (compareQuantities(size, status?.capacity?.['storage'] ?? '0') > 0) return;
  found.push(forbiddenField('spec.resources.requests.storage', 'field can not be less than status.capacity'));
}

/** Errors of an update of the status. Models ValidatePersistentVolumeClaimStatusUpdate. */
export function validateClaimStatusUpdate(next: PersistentVolumeClaim): readonly FieldError[] {
  const found: Found = [];
  const { capacity = {}, allocatedResourceStatuses: statuses = {}, allocatedResources = {} } = next.status ?? {};
  if (!next.spec?.accessModes?.length) found.push(required('Spec.accessModes'));
  for (const name of Object.keys(capacity).sort()) {
    checkBasicAmount(capacity[name]!, `status.capacity[${name}]`, found);
  }
  const at = 'status.allocatedResourceStatus';
  for (const name of Object.keys(statuses).sort()) {
    checkKey(name, at, found);
    // Upstream shows the resource rather than the status.
    if (!RESIZE_STATUSES.includes(statuses[name]!)) found.push(notSupported(at, name, [...RESIZE_STATUSES].sort()));
  }
  for (const name of Object.keys(allocatedResources).sort()) {
    if (!checkKey(name, 'status.allocatedResources', found)) continue;
    const path = `status.allocatedResources[${name}]`;
    const amount = allocatedResources[name]!;
    if (checkBasicAmount(amount, path, found)) checkResourceAmount('storage', amount, path, found);
  }
  return found;
}

/** The name of a resource that a claim can have. */
function checkKey(name: string, path: string, found: Found): boolean {
  const errors = qualifiedName(name);
  reject(errors, name, path, found);
  if (errors.length > 0) return false;
  if (!isNativeResource(name) || name === 'storage') return true;
  found.push(notSupported(path, name, ['storage']));
  return false;
}
