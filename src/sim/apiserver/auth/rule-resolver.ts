import type {
  ClusterRole,
  ClusterRoleBinding,
  PolicyRule,
  Role,
  RoleBinding,
  RoleRef,
  Subject,
} from '../../../api/k8s/rbac-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { type ApiError, notFound } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { Resources } from '../resource.ts';
import { accountUserName, type User } from './user.ts';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** Called with each rule that a user has, and where it is from, or with what went wrong; returns false to end. */
export type RuleVisitor = (rule: PolicyRule | undefined, source: () => string, error: ApiError | undefined) => boolean;

/** Finds the rules of a user in the caches of the API server. Models DefaultRuleResolver of pkg/registry/rbac/validation. */
export interface RuleResolver {
  /** Visits the rules for the whole cluster, then those for a namespace if it is not ''. */
  visit(user: User, namespace: string, visitor: RuleVisitor): void;
  /** The rules of the role that a binding names. Throws ApiError when there is none. */
  rulesOf(reference: RoleRef, namespace: string): readonly PolicyRule[];
  rulesFor(
    user: User,
    namespace: string,
  ): { readonly rules: readonly PolicyRule[]; readonly errors: readonly ApiError[] };
}

/** Makes a resolver over the caches of a server. */
export function createRuleResolver(resources: Resources): RuleResolver {
  const all = (plural: string, namespace = ''): readonly KubeObject[] => {
    const resource = resources.named(RBAC_GROUP, plural);
    if (!resource) return [];
    const from = namespace ? `${resource.prefix}${namespace}/` : resource.prefix;
    return resource.cache.list(from, `${from}\uffff`);
  };
  const one = (plural: string, key: string, name: string): KubeObject => {
    const resource = resources.named(RBAC_GROUP, plural);
    const found = resource?.cache.get(resource.prefix + key);
    if (!found) throw notFound({ group: RBAC_GROUP, plural: plural.slice(0, -1) }, name);
    return found;
  };
  const rulesOf = ({ kind, name }: RoleRef, namespace: string): readonly PolicyRule[] =>
    (kind === 'Role'
      ? (one('roles', `${namespace}/${name}`, name) as unknown as Role)
      : (one('clusterroles', name, name) as unknown as ClusterRole)
    ).rules ?? [];
  const visitBinding = (
    { subjects = [], roleRef, metadata }: RoleBinding | ClusterRoleBinding,
    user: User,
    namespace: string,
    visitor: RuleVisitor,
  ): boolean => {
    const subject = subjects.find((each) => isSubject(user, each, namespace));
    if (!subject) return true;
    const source = (): string => {
      const binding = namespace
        ? `RoleBinding ${goQuote(`${metadata.name}/${namespace}`)}`
        : `ClusterRoleBinding ${goQuote(metadata.name!)}`;
      return `${binding} of ${roleRef.kind} ${goQuote(roleRef.name)} to ${subjectText(subject, namespace)}`;
    };
    let rules: readonly PolicyRule[];
    try {
      rules = rulesOf(roleRef, namespace);
    } catch (error) {
      return visitor(undefined, source, error as ApiError);
    }
    return rules.every((rule) => visitor(rule, source, undefined));
  };
  const visit = (user: User, namespace: string, visitor: RuleVisitor): void => {
    for (const each of all('clusterrolebindings')) {
      if (!visitBinding(each as unknown as ClusterRoleBinding, user, '', visitor)) return;
    }
    if (namespace === '') return;
    for (const each of all('rolebindings', namespace)) {
      if (!visitBinding(each as unknown as RoleBinding, user, namespace, visitor)) return;
    }
  };
  return {
    visit,
    rulesOf,
    rulesFor(user, namespace) {
      const rules: PolicyRule[] = [];
      const errors: ApiError[] = [];
      visit(user, namespace, (rule, _source, error) => {
        if (rule) rules.push(rule);
        if (error) errors.push(error);
        return true;
      });
      return { rules, errors };
    },
  };
}

function isSubject(user: User, { kind, name, namespace }: Subject, bindingNamespace: string): boolean {
  if (kind === 'User') return user.name === name;
  if (kind === 'Group') return user.groups.includes(name);
  if (kind !== 'ServiceAccount') return false;
  const of = namespace || bindingNamespace;
  return of !== '' && user.name === accountUserName(of, name);
}

function subjectText({ kind, name, namespace }: Subject, bindingNamespace: string): string {
  return `${kind} ${goQuote(kind === 'ServiceAccount' ? `${name}/${namespace || bindingNamespace}` : name)}`;
}
