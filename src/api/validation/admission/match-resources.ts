import { duplicateValue, required } from '../../field-errors.ts';
import type { MatchResources, NamedRuleWithOperations } from '../../k8s/admissionregistration-v1.gen.ts';
import { checkLabelSelector, checkOptionOf, type Found } from '../basics.ts';
import { checkRule } from './rules.ts';
import { MATCH_POLICIES } from './webhook.ts';

/** What a policy matches. Models validateMatchResources. */
export function checkMatchResources(match: MatchResources, path: string, found: Found): void {
  const { matchPolicy, namespaceSelector, objectSelector, resourceRules = [], excludeResourceRules = [] } = match;
  if (matchPolicy === undefined) found.push(required(`${path}.matchPolicy`));
  else checkOptionOf(matchPolicy, MATCH_POLICIES, `${path}.matchPolicy`, found);
  if (namespaceSelector) checkLabelSelector(namespaceSelector, `${path}.namespaceSelector`, found);
  else found.push(required(`${path}.namespaceSelector`));
  if (objectSelector) checkLabelSelector(objectSelector, `${path}.objectSelector`, found);
  else found.push(required(`${path}.objectSelector`));
  for (const [i, rule] of resourceRules.entries()) checkNamed(rule, `${path}.resourceRules[${i}]`, found);
  for (const [i, rule] of excludeResourceRules.entries()) checkNamed(rule, `${path}.excludeResourceRules[${i}]`, found);
}

function checkNamed(rule: NamedRuleWithOperations, path: string, found: Found): void {
  checkRule(rule, path, found);
  const seen = new Set<string>();
  for (const [i, name] of (rule.resourceNames ?? []).entries()) {
    if (seen.has(name)) found.push(duplicateValue(`${path}.resourceNames[${i}]`, name));
    seen.add(name);
  }
}
