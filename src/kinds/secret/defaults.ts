import type { Secret } from '../../api/k8s/core-v1.gen.ts';
import { encodeBase64 } from '../../api/validation/base64.ts';

/** Completes a Secret: Opaque by default; stringData goes into data. Models pkg/apis/core/v1 defaults and conversion. */
export function defaultSecret(object: Secret): Secret {
  if (object.type && !object.stringData) return object;
  const { stringData, ...rest } = object;
  const type = object.type || 'Opaque';
  if (!stringData || Object.keys(stringData).length === 0) return { ...rest, type };
  const data: Record<string, string> = { ...object.data };
  for (const [key, value] of Object.entries(stringData)) data[key] = encodeBase64(value);
  return { ...rest, data, type };
}
