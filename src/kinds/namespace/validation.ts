import type { FieldError } from '../../api/field-error.ts';
import { invalidValue } from '../../api/field-errors.ts';
import type { Namespace } from '../../api/k8s/core-v1.gen.ts';
import { checkQualifiedName, type Found } from '../../api/validation/basics.ts';

const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** Errors of a Namespace: its finalizers' names. Models ValidateNamespace. */
export function validateNamespace(object: Namespace): readonly FieldError[] {
  const found: Found = [];
  for (const name of object.spec?.finalizers ?? []) {
    checkQualifiedName(name, 'spec.finalizers', found);
    if (name.includes('/') || STANDARD_FINALIZERS.has(name)) continue;
    const detail = 'name is neither a standard finalizer name nor is it fully qualified';
    found.push(invalidValue('spec.finalizers', name, detail));
  }
  return found;
}

/** The phase must say what the deletion timestamp says. Models ValidateNamespaceStatusUpdate. */
export function validateNamespaceStatusUpdate(next: Namespace): readonly FieldError[] {
  const phase = next.status?.phase ?? '';
  const deleted = next.metadata.deletionTimestamp !== undefined;
  if (phase === (deleted ? 'Terminating' : 'Active')) return [];
  const detail = deleted
    ? "may only be 'Terminating' if `deletionTimestamp` is not empty"
    : "may only be 'Active' if `deletionTimestamp` is empty";
  return [invalidValue('status.Phase', phase, detail)];
}
