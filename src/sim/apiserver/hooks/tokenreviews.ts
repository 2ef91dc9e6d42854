import type { TokenReview, TokenReviewStatus } from '../../../api/k8s/authentication-v1.gen.ts';
import { badRequest } from '../../../api/status.ts';
import { reviewOf } from '../auth/access-review.ts';
import { userOfToken } from '../auth/authentication.ts';
import { ISSUER } from '../auth/tokens.ts';
import { userInfo } from '../auth/user-info.ts';
import type { HooksDefinition } from '../hooks.ts';

/** Whose a token is. Models pkg/registry/authentication/tokenreview. */
const tokenReviews: HooksDefinition = {
  group: 'authentication.k8s.io',
  plural: 'tokenreviews',
  create: (server) => ({
    serve: {
      *create(call) {
        const review = reviewOf<TokenReview>(call);
        if (review.metadata?.namespace)
          throw badRequest(`namespace is not allowed on this type: ${review.metadata.namespace}`);
        const { token, audiences } = review.spec ?? {};
        if (!token) throw badRequest('token is required for TokenReview in authentication');
        const wanted = audiences?.length ? audiences : [ISSUER];
        const user = userOfToken(server, token, wanted);
        const status: TokenReviewStatus =
          typeof user === 'string'
            ? { user: {}, error: user }
            : { authenticated: true, user: userInfo(user), audiences: wanted };
        return { code: 201, body: { ...review, status } };
      },
    },
  }),
};

export default tokenReviews;
