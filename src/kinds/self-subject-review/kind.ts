import type { SelfSubjectReview } from '../../api/k8s/authentication-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';

/** Models pkg/registry/authentication/selfsubjectreview. */
export const SelfSubjectReviewKind: Kind<SelfSubjectReview> = {
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectReview',
  plural: 'selfsubjectreviews',
  singular: 'selfsubjectreview',
  namespaced: false,
  schema: 'io.k8s.api.authentication.v1.SelfSubjectReview',
  verbs: ['create'],
  columns: [],
  fidelity: [{ what: 'who the one is that asks', level: 'modelled' }],
};

export default SelfSubjectReviewKind;
