import type { SelfSubjectRulesReview } from '../../api/k8s/authorization-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';

/** Models pkg/registry/authorization/selfsubjectrulesreview. */
export const SelfSubjectRulesReviewKind: Kind<SelfSubjectRulesReview> = {
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectRulesReview',
  plural: 'selfsubjectrulesreviews',
  singular: 'selfsubjectrulesreview',
  namespaced: false,
  schema: 'io.k8s.api.authorization.v1.SelfSubjectRulesReview',
  verbs: ['create'],
  columns: [],
  fidelity: [{ what: 'the rules that the one who asks has in a namespace', level: 'modelled' }],
};

export default SelfSubjectRulesReviewKind;
