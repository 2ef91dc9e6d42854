import type {
  NonResourceRule,
  ResourceRule,
  SelfSubjectRulesReview,
  SubjectRulesReviewStatus,
} from '../../../api/k8s/authorization-v1.gen.ts';
import { badRequest } from '../../../api/status.ts';
import { reviewOf } from '../auth/access-review.ts';
import { nodeOf } from '../auth/user.ts';
import type { HooksDefinition } from '../hooks.ts';
import { userOf } from '../server.ts';

/** What the one who asks may do in a namespace: `kubectl auth can-i --list`. Models pkg/registry/authorization/selfsubjectrulesreview. */
const selfSubjectRulesReviews: HooksDefinition = {
  group: 'authorization.k8s.io',
  plural: 'selfsubjectrulesreviews',
  create: (server) => ({
    serve: {
      *create(call) {
        const review = reviewOf<SelfSubjectRulesReview>(call);
        const { namespace } = review.spec ?? {};
        if (!namespace) throw badRequest('no namespace on request');
        const user = userOf(call.request);
        const { rules, errors } = server.authorizer.resolver.rulesFor(user, namespace);
        const resourceRules = rules
          .filter(({ resources }) => resources?.length)
          .map(({ verbs, apiGroups, resources, resourceNames }): ResourceRule => {
            const names = resourceNames ? { resourceNames } : {};
            return { verbs, ...(apiGroups ? { apiGroups } : {}), ...(resources ? { resources } : {}), ...names };
          });
        const nonResourceRules = rules
          .filter(({ nonResourceURLs }) => nonResourceURLs?.length)
          .map(({ verbs, nonResourceURLs }): NonResourceRule => ({ verbs, nonResourceURLs: nonResourceURLs! }));
        const isNode = nodeOf(user) !== undefined;
        const texts = errors.map(({ message }) => message);
        if (isNode) texts.unshift('node authorizer does not support user rule resolution');
        const status: SubjectRulesReviewStatus = {
          resourceRules,
          nonResourceRules,
          incomplete: isNode || errors.length > 0,
          ...(texts.length > 0 ? { evaluationError: texts.join(', ') } : {}),
        };
        return { code: 201, body: { ...review, status } };
      },
    },
  }),
};

export default selfSubjectRulesReviews;
