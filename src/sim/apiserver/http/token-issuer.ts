import { ISSUER, issuerKey } from '../auth/tokens.ts';
import type { HttpResponse } from '../request.ts';

/** Where the API server tells how the tokens of service accounts are verified. */
export const ISSUER_PATHS = ['/.well-known/openid-configuration', '/openid/v1/jwks'] as const;

const [CONFIGURATION, KEYS] = ISSUER_PATHS;

/** Answers those paths; undefined for every other. Models pkg/routes/openidmetadata.go. */
export function tokenIssuer(path: string, address: string): HttpResponse | undefined {
  switch (path.replace(/\/$/, '')) {
    case CONFIGURATION:
      return document('application/json', {
        issuer: ISSUER,
        jwks_uri: `https://${address}${KEYS}`,
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    case KEYS:
      return document('application/jwk-set+json', { keys: [issuerKey()] });
    default:
      return undefined;
  }
}

function document(type: string, body: unknown): HttpResponse {
  return { code: 200, headers: { 'Content-Type': type, 'Cache-Control': 'public, max-age=3600' }, body };
}
