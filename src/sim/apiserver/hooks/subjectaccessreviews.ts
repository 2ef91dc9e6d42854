import type { SubjectAccessReview } from '../../../api/k8s/authorization-v1.gen.ts';
import {
  answerAccessReview,
  reviewOf,
  subjectOf,
  validateNoMetadata,
  validateSubjectSpec,
} from '../auth/access-review.ts';
import type { HooksDefinition } from '../hooks.ts';

/** Whether somebody may do something. Models pkg/registry/authorization/subjectaccessreview. */
const subjectAccessReviews: HooksDefinition = {
  group: 'authorization.k8s.io',
  plural: 'subjectaccessreviews',
  create: (server) => ({
    serve: {
      *create(call) {
        const { spec = {}, metadata } = reviewOf<SubjectAccessReview>(call);
        const errors = [...validateSubjectSpec(spec), ...validateNoMetadata(metadata)];
        return answerAccessReview(server, call, subjectOf(spec), errors);
      },
    },
  }),
};

export default subjectAccessReviews;
