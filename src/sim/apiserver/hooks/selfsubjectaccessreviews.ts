import type { SelfSubjectAccessReview } from '../../../api/k8s/authorization-v1.gen.ts';
import { answerAccessReview, reviewOf, validateAccessSpec, validateNoMetadata } from '../auth/access-review.ts';
import type { HooksDefinition } from '../hooks.ts';
import { userOf } from '../server.ts';

/** Whether the one who asks may do something: `kubectl auth can-i`. Models pkg/registry/authorization/selfsubjectaccessreview. */
const selfSubjectAccessReviews: HooksDefinition = {
  group: 'authorization.k8s.io',
  plural: 'selfsubjectaccessreviews',
  create: (server) => ({
    serve: {
      *create(call) {
        const { spec, metadata } = reviewOf<SelfSubjectAccessReview>(call);
        const errors = [...validateAccessSpec(spec ?? {}), ...validateNoMetadata(metadata)];
        return answerAccessReview(server, call, userOf(call.request), errors);
      },
    },
  }),
};

export default selfSubjectAccessReviews;
