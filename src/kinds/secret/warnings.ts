import type { Secret } from '../../api/k8s/core-v1.gen.ts';
import { keyPairError } from '../../api/tls/key-pair.ts';
import { decodeBase64 } from '../../api/validation/base64.ts';

/** Warns of a TLS Secret whose certificate and key are no pair. Models warningsForSecret. */
export function secretWarnings({ type, data = {} }: Secret): readonly string[] {
  if (type !== 'kubernetes.io/tls') return [];
  const text = (key: string): string => decodeBase64(data[key] ?? '');
  const error = keyPairError(text('tls.crt'), text('tls.key'));
  return error === undefined ? [] : [error];
}
