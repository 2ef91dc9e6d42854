import type { SelfSubjectReview } from '../../../api/k8s/authentication-v1.gen.ts';
import { reviewOf } from '../auth/access-review.ts';
import { userInfo } from '../auth/user-info.ts';
import type { HooksDefinition } from '../hooks.ts';
import { userOf } from '../server.ts';

/** Who the one is that asks: `kubectl auth whoami`. Models pkg/registry/authentication/selfsubjectreview. */
const selfSubjectReviews: HooksDefinition = {
  group: 'authentication.k8s.io',
  plural: 'selfsubjectreviews',
  create: (server) => ({
    serve: {
      *create(call) {
        const { apiVersion, kind } = reviewOf<SelfSubjectReview>(call);
        const metadata = { creationTimestamp: server.timestamp() };
        const status = { userInfo: userInfo(userOf(call.request)) };
        return { code: 201, body: { apiVersion, kind, metadata, status } };
      },
    },
  }),
};

export default selfSubjectReviews;
