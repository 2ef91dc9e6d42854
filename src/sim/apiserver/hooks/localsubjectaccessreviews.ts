import { invalidValue } from '../../../api/field-errors.ts';
import type { LocalSubjectAccessReview } from '../../../api/k8s/authorization-v1.gen.ts';
import {
  answerAccessReview,
  reviewOf,
  shown,
  subjectOf,
  validateNoMetadata,
  validateSubjectSpec,
} from '../auth/access-review.ts';
import { objectOf } from '../body.ts';
import type { HooksDefinition } from '../hooks.ts';

/** Whether somebody may do something in the namespace of the review. Models pkg/registry/authorization/localsubjectaccessreview. */
const localSubjectAccessReviews: HooksDefinition = {
  group: 'authorization.k8s.io',
  plural: 'localsubjectaccessreviews',
  create: (server) => ({
    serve: {
      *create(call) {
        const body = objectOf(call, reviewOf(call));
        const { spec = {}, metadata } = body as unknown as LocalSubjectAccessReview;
        const errors = [...validateSubjectSpec(spec), ...validateNoMetadata(metadata, 'namespace')];
        const { resourceAttributes, nonResourceAttributes } = spec;
        const namespace = resourceAttributes?.namespace ?? '';
        if (resourceAttributes && namespace !== metadata.namespace) {
          errors.push(invalidValue('spec.resourceAttributes.namespace', namespace, 'must match metadata.namespace'));
        }
        if (nonResourceAttributes) {
          const why = 'disallowed on this kind of request';
          errors.push(invalidValue('spec.nonResourceAttributes', shown(nonResourceAttributes), why));
        }
        const local = { ...call, request: { ...call.request, body } };
        return answerAccessReview(server, local, subjectOf(spec), errors);
      },
    },
  }),
};

export default localSubjectAccessReviews;
