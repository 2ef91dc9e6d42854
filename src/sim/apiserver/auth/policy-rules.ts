import type { PolicyRule } from '../../../api/k8s/rbac-v1.gen.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { Attributes } from './attributes.ts';

const ALL = '*';

/** Whether a rule allows something. Models RuleAllows of plugin/pkg/auth/authorizer/rbac. */
export function ruleAllows(attributes: Attributes, rule: PolicyRule): boolean {
  const { verb, path, group, name } = attributes;
  if (!hasOrAll(rule.verbs, verb)) return false;
  if (path !== undefined) return rule.nonResourceURLs?.some((url) => urlCovers(url, path)) ?? false;
  if (!hasOrAll(rule.apiGroups, group) || !resourceMatches(rule.resources, attributes)) return false;
  return (rule.resourceNames?.length ?? 0) === 0 || rule.resourceNames!.includes(name);
}

function resourceMatches(resources: readonly string[] | undefined, { resource, subresource }: Attributes): boolean {
  if (!resources) return false;
  const whole = subresource === '' ? resource : `${resource}/${subresource}`;
  return resources.some(
    (each) => each === ALL || each === whole || (subresource !== '' && each === `*/${subresource}`),
  );
}

function hasOrAll(list: readonly string[] | undefined, wanted: string): boolean {
  return list !== undefined && (list.includes(wanted) || list.includes(ALL));
}

function urlCovers(owner: string, path: string): boolean {
  return owner === ALL || owner === path || (owner.endsWith('*') && path.startsWith(owner.replace(/\*+$/, '')));
}

/**
 * The parts of `wanted` that `owned` does not cover, one verb, resource and name each.
 * Models Covers of component-helpers/auth/rbac/validation.
 */
export function uncovered(owned: readonly PolicyRule[], wanted: readonly PolicyRule[]): readonly PolicyRule[] {
  return wanted.flatMap(broken).filter((part) => !owned.some((rule) => covers(rule, part)));
}

function broken(rule: PolicyRule): PolicyRule[] {
  const parts: PolicyRule[] = [];
  for (const group of rule.apiGroups ?? []) {
    for (const resource of rule.resources ?? []) {
      for (const verb of rule.verbs) {
        const part = { apiGroups: [group], resources: [resource], verbs: [verb] };
        if (!rule.resourceNames?.length) parts.push(part);
        else for (const name of rule.resourceNames) parts.push({ ...part, resourceNames: [name] });
      }
    }
  }
  for (const url of rule.nonResourceURLs ?? []) {
    for (const verb of rule.verbs) parts.push({ nonResourceURLs: [url], verbs: [verb] });
  }
  return parts;
}

function covers(owner: PolicyRule, part: PolicyRule): boolean {
  const all = (list: readonly string[] | undefined, wanted: readonly string[] | undefined): boolean =>
    list?.includes(ALL) || (wanted ?? []).every((each) => list?.includes(each));
  const resources = (part.resources ?? []).every((each) => {
    if (owner.resources?.includes(ALL) || owner.resources?.includes(each)) return true;
    const slash = each.indexOf('/');
    return slash >= 0 && owner.resources?.includes(`*${each.slice(slash)}`);
  });
  const urls = (part.nonResourceURLs ?? []).every((path) => owner.nonResourceURLs?.some((url) => urlCovers(url, path)));
  const anyName = (owner.resourceNames?.length ?? 0) === 0;
  const names = part.resourceNames ? anyName || all(owner.resourceNames, part.resourceNames) : anyName;
  return all(owner.verbs, part.verbs) && all(owner.apiGroups, part.apiGroups) && resources && names && urls;
}

/** Rules of one resource and no names put together. Models CompactRules of pkg/registry/rbac/validation. */
export function compacted(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const simple = new Map<string, PolicyRule>();
  const others: PolicyRule[] = [];
  for (const rule of rules) {
    const { apiGroups, resources, resourceNames, nonResourceURLs, verbs } = rule;
    if (resourceNames?.length || nonResourceURLs?.length || apiGroups?.length !== 1 || resources?.length !== 1) {
      others.push(rule);
      continue;
    }
    const key = `${resources[0]}.${apiGroups[0]}`;
    const before = simple.get(key);
    simple.set(key, before ? { ...before, verbs: [...before.verbs, ...verbs] } : rule);
  }
  return [...others, ...simple.values()];
}

/** A rule as messages show it: `{APIGroups:[""], Resources:["pods"], Verbs:["get"]}`. Models CompactString. */
export function ruleText({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const part = (name: string, list: readonly string[] | undefined): string[] =>
    list?.length ? [`${name}:[${list.map(goQuote).join(' ')}]`] : [];
  const parts = [
    ...part('APIGroups', apiGroups),
    ...part('Resources', resources),
    ...part('NonResourceURLs', nonResourceURLs),
    ...part('ResourceNames', resourceNames),
    ...part('Verbs', verbs),
  ];
  return `{${parts.join(', ')}}`;
}
