import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, required, tooLong } from '../../api/field-errors.ts';
import { parseJson } from '../../api/json-text.ts';
import type { Secret } from '../../api/k8s/core-v1.gen.ts';
import { configMapKey } from '../../api/names.ts';
import { base64Length, decodeBase64 } from '../../api/validation/base64.ts';
import { type Found, IMMUTABLE, reject } from '../../api/validation/basics.ts';
import { deepEqual } from '../../base/equal.ts';

const MAX_BYTES = 1024 * 1024;
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';

type Data = Readonly<Record<string, string>>;

function needsKeys(data: Data, keys: readonly string[], found: Found): void {
  for (const key of keys) if (data[key] === undefined) found.push(required(`data[${key}]`));
}

function needsJson(data: Data, key: string, found: Found): void {
  const value = data[key];
  if (value === undefined) return void found.push(required(`data[${key}]`));
  const error = jsonMapError(decodeBase64(value));
  if (error) found.push(invalidValue(`data[${key}]`, '<secret contents redacted>', error));
}

/** What Go's decoder says of a text that should be a JSON object; undefined if it is one (or null). */
function jsonMapError(text: string): string | undefined {
  try {
    const { value } = parseJson(text);
    if (typeof value === 'object' && !Array.isArray(value)) return undefined;
    const what = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    return `json: cannot unmarshal ${what} into Go value of type map[string]interface {}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What each type of Secret must hold. */
const BY_TYPE: Readonly<Record<string, (data: Data, secret: Secret, found: Found) => void>> = {
  'kubernetes.io/service-account-token'(_data, secret, found) {
    if (!secret.metadata.annotations?.[ACCOUNT_NAME]) found.push(required(`metadata.annotations[${ACCOUNT_NAME}]`));
  },
  'kubernetes.io/dockercfg': (data, _secret, found) => needsJson(data, '.dockercfg', found),
  'kubernetes.io/dockerconfigjson': (data, _secret, found) => needsJson(data, '.dockerconfigjson', found),
  'kubernetes.io/basic-auth'(data, _secret, found) {
    if (data['username'] === undefined && data['password'] === undefined) {
      needsKeys(data, ['username', 'password'], found);
    }
  },
  'kubernetes.io/ssh-auth'(data, _secret, found) {
    if (!data['ssh-privatekey']) found.push(required('data[ssh-privatekey]'));
  },
  'kubernetes.io/tls': (data, _secret, found) => needsKeys(data, ['tls.crt', 'tls.key'], found),
};

/** Errors of a Secret. Models ValidateSecret. */
export function validateSecret(secret: Secret): readonly FieldError[] {
  const found: Found = [];
  const { data = {} } = secret;
  let bytes = 0;
  for (const key of Object.keys(data).sort()) {
    reject(configMapKey(key), key, `data[${key}]`, found);
    bytes += base64Length(data[key]!);
  }
  if (bytes > MAX_BYTES) found.push(tooLong('data', MAX_BYTES));
  BY_TYPE[secret.type ?? '']?.(data, secret, found);
  return found;
}

/** Errors of an update: what never changes, then the object's. Models ValidateSecretUpdate. */
export function validateSecretUpdate(next: Secret, previous: Secret): readonly FieldError[] {
  const found: Found = [];
  if (next.type !== previous.type) found.push(invalidValue('type', next.type ?? '', IMMUTABLE));
  if (previous.immutable) {
    const detail = 'field is immutable when `immutable` is set';
    if (!next.immutable) found.push(forbiddenField('immutable', detail));
    if (!deepEqual(next.data ?? {}, previous.data ?? {})) found.push(forbiddenField('data', detail));
  }
  found.push(...validateSecret(next));
  return found;
}
