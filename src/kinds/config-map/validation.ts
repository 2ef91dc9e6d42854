import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, tooLong } from '../../api/field-errors.ts';
import type { ConfigMap } from '../../api/k8s/core-v1.gen.ts';
import { configMapKey } from '../../api/names.ts';
import { base64Length } from '../../api/validation/base64.ts';
import { type Found, reject } from '../../api/validation/basics.ts';
import { deepEqual } from '../../base/equal.ts';
import { utf8Length } from '../../base/utf8.ts';

const MAX_BYTES = 1024 * 1024;

/** Errors of a ConfigMap. Models ValidateConfigMap. */
export function validateConfigMap({ data = {}, binaryData = {} }: ConfigMap): readonly FieldError[] {
  const found: Found = [];
  let bytes = 0;
  for (const key of Object.keys(data).sort()) {
    reject(configMapKey(key), key, `data[${key}]`, found);
    if (key in binaryData) found.push(invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData'));
    bytes += utf8Length(data[key]!);
  }
  for (const key of Object.keys(binaryData).sort()) {
    reject(configMapKey(key), key, `binaryData[${key}]`, found);
    bytes += base64Length(binaryData[key]!);
  }
  // Upstream's empty path, which stands for the whole object, prints as brackets.
  if (bytes > MAX_BYTES) found.push(tooLong('[]', MAX_BYTES));
  return found;
}

/** Errors of an update: what an immutable one may not change, then the object's. Models ValidateConfigMapUpdate. */
export function validateConfigMapUpdate(next: ConfigMap, previous: ConfigMap): readonly FieldError[] {
  if (!previous.immutable) return validateConfigMap(next);
  const found: Found = [];
  const detail = 'field is immutable when `immutable` is set';
  if (!next.immutable) found.push(forbiddenField('immutable', detail));
  if (!deepEqual(next.data ?? {}, previous.data ?? {})) found.push(forbiddenField('data', detail));
  if (!deepEqual(next.binaryData ?? {}, previous.binaryData ?? {})) found.push(forbiddenField('binaryData', detail));
  found.push(...validateConfigMap(next));
  return found;
}
