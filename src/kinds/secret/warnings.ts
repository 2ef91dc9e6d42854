import type { Secret } from '../../api/k8s/core-v1.gen.ts';
import { decodeBase64 } from '../../api/validation/base64.ts';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

const isKey = (type: string): boolean => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY');

/** Why a text has no PEM block of the kind that is looked for; undefined if it has one. */
function pemError(text: string, wanted: string, input: string, fits: (type: string) => boolean): string | undefined {
  const types = [...text.matchAll(BLOCK)].map((match) => match[1]!);
  if (types.some(fits)) return undefined;
  if (types.length === 0) return `tls: failed to find any PEM data in ${input} input`;
  const skipped = `after skipping PEM blocks of the following types: [${types.join(' ')}]`;
  return `tls: failed to find ${wanted} in ${input} input ${skipped}`;
}

/**
 * Warns of a TLS Secret that cannot be one. Whether its key fits its certificate is not looked at. Models
 * warningsForSecret.
 */
export function secretWarnings({ type, data = {} }: Secret): readonly string[] {
  if (type !== 'kubernetes.io/tls') return [];
  const text = (key: string): string => decodeBase64(data[key] ?? '');
  const error =
    pemError(text('tls.crt'), '"CERTIFICATE" PEM block', 'certificate', (found) => found === 'CERTIFICATE') ??
    pemError(text('tls.key'), 'PEM block with type ending in "PRIVATE KEY"', 'key', isKey);
  return error ? [error] : [];
}
