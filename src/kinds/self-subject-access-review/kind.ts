import type { SelfSubjectAccessReview } from '../../api/k8s/authorization-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';

/** Models pkg/registry/authorization/selfsubjectaccessreview. */
export const SelfSubjectAccessReviewKind: Kind<SelfSubjectAccessReview> = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectAccessReview',
  plural: 'selfsubjectaccessreviews',
  singular: 'selfsubjectaccessreview',
  namespaced: false,
  schema: 'io.k8s.api.authorization.v1.SelfSubjectAccessReview',
  verbs: ['create'],
  columns: [],
  fidelity: [{ what: 'whether the one who asks may do something', level: 'modelled' }],
};

export default SelfSubjectAccessReviewKind;
