import type { TokenReview } from '../../api/k8s/authentication-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';

/** Models pkg/registry/authentication/tokenreview. */
export const TokenReviewKind: Kind<TokenReview> = {
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenReview',
  plural: 'tokenreviews',
  singular: 'tokenreview',
  namespaced: false,
  schema: 'io.k8s.api.authentication.v1.TokenReview',
  verbs: ['create'],
  columns: [],
  fidelity: [
    { what: 'whose a token is', level: 'modelled' },
    { what: 'signatures of tokens', level: 'simplified', note: 'a checksum, signed with no secret' },
  ],
};

export default TokenReviewKind;
