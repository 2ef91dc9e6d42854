import type { LocalSubjectAccessReview } from '../../api/k8s/authorization-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';

/** Models pkg/registry/authorization/localsubjectaccessreview. */
export const LocalSubjectAccessReviewKind: Kind<LocalSubjectAccessReview> = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'LocalSubjectAccessReview',
  plural: 'localsubjectaccessreviews',
  singular: 'localsubjectaccessreview',
  namespaced: true,
  schema: 'io.k8s.api.authorization.v1.LocalSubjectAccessReview',
  verbs: ['create'],
  columns: [],
  fidelity: [{ what: 'whether somebody may do something in a namespace', level: 'modelled' }],
};

export default LocalSubjectAccessReviewKind;
