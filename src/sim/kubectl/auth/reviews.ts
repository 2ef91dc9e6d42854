import type { ApiResource } from '../client/resource.ts';

const review = (group: string, kind: string): ApiResource => ({
  group,
  version: 'v1',
  kind,
  plural: `${kind.toLowerCase()}s`,
  singular: kind.toLowerCase(),
  shortNames: [],
  categories: [],
  namespaced: false,
  verbs: [],
});

// Questions to the server, asked by creating them.
export const ACCESS_REVIEWS = review('authorization.k8s.io', 'SelfSubjectAccessReview');
export const RULES_REVIEWS = review('authorization.k8s.io', 'SelfSubjectRulesReview');
export const SUBJECT_REVIEWS = review('authentication.k8s.io', 'SelfSubjectReview');
