import type { FieldError } from '../../api/field-error.ts';
import {
  duplicateValue,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  tooLong,
} from '../../api/field-errors.ts';
import type { TopologySelectorTerm } from '../../api/k8s/core-v1.gen.ts';
import type { StorageClass } from '../../api/k8s/storage-v1.gen.ts';
import { qualifiedName } from '../../api/names.ts';
import { checkQualifiedName, checkUnique, type Found, IMMUTABLE, reject } from '../../api/validation/basics.ts';
import { deepEqual } from '../../base/equal.ts';
import { utf8Length } from '../../base/utf8.ts';

const MAX_PARAMETERS = 512;
const MAX_PARAMETERS_BYTES = 256 * 1024;

/** Errors of a StorageClass. Models pkg/apis/storage/validation. */
export function validateStorageClass(object: StorageClass): readonly FieldError[] {
  const found: Found = [];
  const { provisioner = '', reclaimPolicy, volumeBindingMode, allowedTopologies = [] } = object;
  if (provisioner === '') found.push(required('provisioner'));
  else reject(qualifiedName(provisioner.toLowerCase()), provisioner, 'provisioner', found);
  checkParameters(object.parameters ?? {}, found);
  if (reclaimPolicy && reclaimPolicy !== 'Delete' && reclaimPolicy !== 'Retain') {
    found.push(notSupported('reclaimPolicy', reclaimPolicy, ['Delete', 'Retain']));
  }
  if (volumeBindingMode === undefined) found.push(required('volumeBindingMode'));
  else if (volumeBindingMode !== 'Immediate' && volumeBindingMode !== 'WaitForFirstConsumer') {
    found.push(notSupported('volumeBindingMode', volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']));
  }
  checkTopologies(allowedTopologies, found);
  return found;
}

/** Errors of an update: little of a class can change. Models ValidateStorageClassUpdate. */
export function validateStorageClassUpdate(next: StorageClass, previous: StorageClass): readonly FieldError[] {
  const found: Found = [...validateStorageClass(next)];
  const forbid = (field: string): void => void found.push(forbiddenField(field, `updates to ${field} are forbidden.`));
  if (!deepEqual(next.parameters, previous.parameters)) forbid('parameters');
  if (next.provisioner !== previous.provisioner) forbid('provisioner');
  if (next.reclaimPolicy !== previous.reclaimPolicy) forbid('reclaimPolicy');
  if (next.volumeBindingMode !== previous.volumeBindingMode) {
    found.push(invalidValue('volumeBindingMode', next.volumeBindingMode ?? null, IMMUTABLE));
  }
  return found;
}

function checkParameters(parameters: Readonly<Record<string, string>>, found: Found): void {
  const names = Object.keys(parameters);
  if (names.length > MAX_PARAMETERS) return void found.push(tooLong('parameters', MAX_PARAMETERS));
  let bytes = 0;
  for (const name of names) {
    if (name === '') found.push(invalidValue('parameters', name, 'field can not be empty.'));
    bytes += utf8Length(name) + utf8Length(parameters[name]!);
  }
  if (bytes > MAX_PARAMETERS_BYTES) found.push(tooLong('parameters', MAX_PARAMETERS_BYTES));
}

/** Models validateAllowedTopologies. */
function checkTopologies(terms: readonly TopologySelectorTerm[], found: Found): void {
  // Upstream begins its list of terms seen with as many empty ones as there are terms.
  const seen: Readonly<Record<string, readonly string[]>>[] = terms.map(() => ({}));
  for (const [i, term] of terms.entries()) {
    const at = `allowedTopologies[${i}].matchLabelExpressions`;
    const values = checkTerm(term, at, found);
    for (const other of seen) if (deepEqual(values, other)) found.push(duplicateValue(at, ''));
    seen.push(values);
  }
}

/** Models ValidateTopologySelectorTerm; returns the values by key. */
function checkTerm(
  { matchLabelExpressions = [] }: TopologySelectorTerm,
  path: string,
  found: Found,
): Readonly<Record<string, readonly string[]>> {
  const byKey: Record<string, readonly string[]> = {};
  for (const [i, { key = '', values = [] }] of matchLabelExpressions.entries()) {
    const at = `${path}[${i}]`;
    if (values.length === 0) found.push(required(`${at}.values`));
    const seen = new Set<string>();
    for (const [j, value] of values.entries()) checkUnique(value, seen, `${at}.values[${j}]`, found);
    checkQualifiedName(key, `${at}.key`, found);
    if (key in byKey) found.push(duplicateValue(`${at}.key`, key));
    byKey[key] = [...seen].sort();
  }
  return byKey;
}
