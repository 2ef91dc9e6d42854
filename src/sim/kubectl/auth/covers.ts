import type { PolicyRule } from '../../../api/k8s/rbac-v1.gen.ts';
import { breakDown, type Rule } from '../describe/rbac.ts';

/** Whether rules grant all that another one does. Models validation.Covers. */
export function covers(owners: readonly PolicyRule[], servant: PolicyRule): boolean {
  return breakDown(servant).every((part) => owners.some((owner) => coversPart(owner, part)));
}

function coversPart(owner: PolicyRule, part: Rule): boolean {
  const has = (list: readonly string[] | undefined, values: readonly string[]): boolean =>
    list?.includes('*') === true || values.every((value) => list?.includes(value));
  if (!has(owner.verbs, part.verbs)) return false;
  if (part.urls.length > 0) {
    return part.urls.every((url) => (owner.nonResourceURLs ?? []).some((path) => matches(path, url)));
  }
  const names = owner.resourceNames ?? [];
  const named = names.length === 0 || (part.names.length > 0 && part.names.every((name) => names.includes(name)));
  return has(owner.apiGroups, part.apiGroups) && hasResource(owner.resources, part.resources) && named;
}

function hasResource(list: readonly string[] = [], values: readonly string[]): boolean {
  if (list.includes('*')) return true;
  return values.every((value) => list.includes(value) || list.includes(`*/${value.split('/')[1] ?? ' '}`));
}

function matches(path: string, url: string): boolean {
  return path === '*' || path === url || (path.endsWith('*') && url.startsWith(path.slice(0, -1)));
}
