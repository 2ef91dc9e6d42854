import { invalidValue, required } from '../../field-errors.ts';
import type { EnvFromSource, EnvVar, EnvVarSource } from '../../k8s/core-v1.gen.ts';
import { configMapKey, dns1123Subdomain, envVarName, maskTrailingDash } from '../../names.ts';
import { checkPresent, type Found, reject } from '../basics.ts';
import { checkFieldRef, checkResourceFieldRef, ENV_FIELDS } from './field-refs.ts';

/** Environment variables of a container. Models ValidateEnv. */
export function checkEnv(variables: readonly EnvVar[] | undefined, path: string, found: Found): void {
  for (const [i, variable] of (variables ?? []).entries()) {
    const at = `${path}[${i}]`;
    if (checkPresent(variable.name, `${at}.name`, found)) {
      reject(envVarName(variable.name), variable.name, `${at}.name`, found);
    }
    if (variable.valueFrom) checkValueFrom(variable.valueFrom, variable.value, `${at}.valueFrom`, found);
  }
}

function checkValueFrom(source: EnvVarSource, value: string | undefined, path: string, found: Found): void {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = source;
  if (fieldRef) checkFieldRef(fieldRef, ENV_FIELDS, `${path}.fieldRef`, found);
  if (resourceFieldRef) checkResourceFieldRef(resourceFieldRef, false, `${path}.resourceFieldRef`, found);
  if (configMapKeyRef) checkKeyRef(configMapKeyRef, `${path}.configMapKeyRef`, found);
  if (secretKeyRef) checkKeyRef(secretKeyRef, `${path}.secretKeyRef`, found);
  const count = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef].filter(Boolean).length;
  if (count === 0) {
    const detail = 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    found.push(invalidValue(path, '', detail));
  } else if (value) found.push(invalidValue(path, '', 'may not be specified when `value` is not empty'));
  else if (count > 1) found.push(invalidValue(path, '', 'may not have more than one field specified at a time'));
}

function checkKeyRef(ref: { readonly name?: string; readonly key: string }, path: string, found: Found): void {
  reject(dns1123Subdomain(ref.name ?? ''), ref.name ?? '', `${path}.name`, found);
  if (!ref.key) found.push(required(`${path}.key`));
  else reject(configMapKey(ref.key), ref.key, `${path}.key`, found);
}

/** Sources of many variables. Models ValidateEnvFrom. */
export function checkEnvFrom(sources: readonly EnvFromSource[] | undefined, path: string, found: Found): void {
  for (const [i, { prefix, configMapRef, secretRef }] of (sources ?? []).entries()) {
    const at = `${path}[${i}]`;
    if (prefix) reject(envVarName(prefix), prefix, `${at}.prefix`, found);
    if (configMapRef) checkSourceName(configMapRef.name, `${at}.configMapRef.name`, found);
    if (secretRef) checkSourceName(secretRef.name, `${at}.secretRef.name`, found);
    if (!configMapRef && !secretRef) {
      found.push(invalidValue(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    } else if (configMapRef && secretRef) {
      found.push(invalidValue(path, '', 'may not have more than one field specified at a time'));
    }
  }
}

function checkSourceName(name: string | undefined, path: string, found: Found): void {
  if (!checkPresent(name, path, found)) return;
  reject(dns1123Subdomain(maskTrailingDash(name!)), name!, path, found);
}
