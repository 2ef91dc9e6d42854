import { invalidValue, required } from '../field-errors.ts';
import type { PolicyRule } from '../k8s/rbac-v1.gen.ts';
import type { Found } from '../validation/basics.ts';

/** Errors of the rules of a role. Models ValidatePolicyRule of pkg/apis/rbac/validation. */
export function checkRules(rules: readonly PolicyRule[] | undefined, namespaced: boolean, found: Found): void {
  for (const [i, rule] of (rules ?? []).entries()) checkRule(rule, namespaced, `rules[${i}]`, found);
}

function checkRule(rule: PolicyRule, namespaced: boolean, path: string, found: Found): void {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs: urls = [] } = rule;
  if (verbs.length === 0) found.push(required(`${path}.verbs`, 'verbs must contain at least one value'));
  if (urls.length > 0) {
    const at = `${path}.nonResourceURLs`;
    if (namespaced) found.push(invalidValue(at, urls, 'namespaced rules cannot apply to non-resource URLs'));
    if (apiGroups.length + resources.length + resourceNames.length > 0) {
      found.push(invalidValue(at, urls, 'rules cannot apply to both regular resources and non-resource URLs'));
    }
    return;
  }
  if (apiGroups.length === 0) {
    found.push(required(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
  }
  if (resources.length === 0) {
    found.push(required(`${path}.resources`, 'resource rules must supply at least one resource'));
  }
}
