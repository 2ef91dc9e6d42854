import type { Container, EnvVar, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { ApiError } from '../../../api/status.ts';
import { decodeBase64 } from '../../../api/validation/base64.ts';
import { CONFIG_MAPS, SECRETS } from '../client/known.ts';
import { envValue } from '../describe/env-value.ts';
import type { Invocation } from '../invocation.ts';
import type { Loaded } from './change.ts';

/** What a variable refers to. Models envutil.GetEnvVarRefString. */
export function referenceText(from: NonNullable<EnvVar['valueFrom']>): string {
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = from;
  if (configMapKeyRef) return `configmap ${configMapKeyRef.name ?? ''}, key ${configMapKeyRef.key}`;
  if (secretKeyRef) return `secret ${secretKeyRef.name ?? ''}, key ${secretKeyRef.key}`;
  if (fieldRef) return `field path ${fieldRef.fieldPath}`;
  if (!resourceFieldRef) return 'invalid valueFrom';
  const container = resourceFieldRef.containerName ? `${resourceFieldRef.containerName}/` : '';
  return `resource field ${container}${resourceFieldRef.resource}`;
}

/** The value that a variable gets; `undefined` if it cannot be told. Models envutil.GetEnvVarRefValue. */
export function* resolveReference(
  { api }: Invocation,
  { namespace, object }: Loaded,
  container: Container,
  variable: EnvVar,
): Process<string | undefined> {
  const { configMapKeyRef, secretKeyRef } = variable.valueFrom!;
  const reference = configMapKeyRef ?? secretKeyRef;
  if (!reference) return envValue(variable, container, object as unknown as Pod);
  try {
    const resource = configMapKeyRef ? CONFIG_MAPS : SECRETS;
    const source = yield* api.get({ resource, namespace, name: reference.name ?? '' });
    const value = (source['data'] as Readonly<Record<string, string>> | undefined)?.[reference.key];
    return value === undefined || configMapKeyRef ? value : decodeBase64(value);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return undefined;
  }
}
