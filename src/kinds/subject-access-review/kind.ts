import type { SubjectAccessReview } from '../../api/k8s/authorization-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';

/** Models pkg/registry/authorization/subjectaccessreview. */
export const SubjectAccessReviewKind: Kind<SubjectAccessReview> = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SubjectAccessReview',
  plural: 'subjectaccessreviews',
  singular: 'subjectaccessreview',
  namespaced: false,
  schema: 'io.k8s.api.authorization.v1.SubjectAccessReview',
  verbs: ['create'],
  columns: [],
  fidelity: [
    { what: 'whether somebody may do something', level: 'modelled' },
    { what: 'webhook authorizers', level: 'ignored' },
  ],
};

export default SubjectAccessReviewKind;
