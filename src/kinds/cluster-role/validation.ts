import type { FieldError } from '../../api/field-error.ts';
import { required } from '../../api/field-errors.ts';
import type { ClusterRole } from '../../api/k8s/rbac-v1.gen.ts';
import { checkRules } from '../../api/rbac/rules.ts';
import { checkLabelSelector, type Found } from '../../api/validation/basics.ts';

/** Errors of a ClusterRole, on create and update. Models ValidateClusterRole. */
export function validateClusterRole({ rules, aggregationRule }: ClusterRole): readonly FieldError[] {
  const found: Found = [];
  checkRules(rules, false, found);
  if (!aggregationRule) return found;
  const path = 'aggregationRule.clusterRoleSelectors';
  const { clusterRoleSelectors: selectors = [] } = aggregationRule;
  if (selectors.length === 0) {
    found.push(required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil'));
  }
  for (const [i, selector] of selectors.entries()) checkLabelSelector(selector, `${path}[${i}]`, found);
  return found;
}
