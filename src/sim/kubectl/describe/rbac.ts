import type { ClusterRole, PolicyRule, RoleBinding } from '../../../api/k8s/rbac-v1.gen.ts';
import type { Describer } from './context.ts';
import { clusterMetadataLines } from './metadata.ts';
import { line } from './text.ts';

/** Models RoleDescriber and ClusterRoleDescriber. */
export const describeRole: Describer<ClusterRole> = function* ({ metadata, rules }) {
  const rows = compact((rules ?? []).flatMap(breakDown)).map(({ resources, apiGroups, urls, names, verbs }) =>
    line(
      1,
      `${resourceText(resources[0], apiGroups[0])}\t[${urls.join(' ')}]\t[${names.join(' ')}]\t[${verbs.join(' ')}]`,
    ),
  );
  return [
    clusterMetadataLines(metadata as never),
    line(0, 'PolicyRule:'),
    line(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs'),
    line(1, '---------\t-----------------\t--------------\t-----'),
    ...rows,
  ].join('');
};

/** A rule about one resource, or about one path. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly names: readonly string[];
  readonly urls: readonly string[];
  readonly verbs: readonly string[];
}

/** Models validation.BreakdownRule. */
export function breakDown(rule: PolicyRule): Rule[] {
  const named = rule.resourceNames?.length ? rule.resourceNames.map((name) => [name]) : [[]];
  const resources = (rule.apiGroups ?? []).flatMap((group) =>
    (rule.resources ?? []).flatMap((resource) =>
      rule.verbs.flatMap((verb) =>
        named.map((names) => ({ apiGroups: [group], resources: [resource], names, urls: [], verbs: [verb] })),
      ),
    ),
  );
  const urls = (rule.nonResourceURLs ?? []).flatMap((url) =>
    rule.verbs.map((verb) => ({ apiGroups: [], resources: [], names: [], urls: [url], verbs: [verb] })),
  );
  return [...resources, ...urls];
}

/** Joins the verbs of rules about the same resource; sorts by Go's text form. Models validation.CompactRules. */
export function compact(rules: readonly Rule[]): Rule[] {
  const simple = new Map<string, Rule>();
  const others: Rule[] = [];
  for (const rule of rules) {
    if (rule.urls.length > 0) {
      others.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.names]);
    const known = simple.get(key);
    simple.set(key, known ? { ...known, verbs: [...new Set([...known.verbs, ...rule.verbs])] } : rule);
  }
  return [...others, ...simple.values()].sort((a, b) => (goText(a) < goText(b) ? -1 : goText(a) > goText(b) ? 1 : 0));
}

function goText({ verbs, apiGroups, resources, names, urls }: Rule): string {
  const list = (values: readonly string[]): string => `[${values.join(' ')}]`;
  return `Verbs:${list(verbs)},APIGroups:${list(apiGroups)},Resources:${list(resources)},ResourceNames:${list(names)},NonResourceURLs:${list(urls)}`;
}

/** `deployments.apps/scale`. Models CombineResourceGroup. */
export function resourceText(resource: string | undefined, group: string | undefined): string {
  if (resource === undefined) return '';
  const slash = resource.indexOf('/');
  const [name, subresource] = slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash)];
  return `${name}${group ? `.${group}` : ''}${subresource}`;
}

/** Models RoleBindingDescriber and ClusterRoleBindingDescriber. */
export const describeRoleBinding: Describer<RoleBinding> = function* ({ metadata, roleRef, subjects }) {
  return [
    clusterMetadataLines(metadata as never),
    line(0, 'Role:'),
    line(1, `Kind:\t${roleRef.kind}`),
    line(1, `Name:\t${roleRef.name}`),
    line(0, 'Subjects:'),
    line(1, 'Kind\tName\tNamespace'),
    line(1, '----\t----\t---------'),
    ...(subjects ?? []).map(({ kind, name, namespace }) => line(1, `${kind}\t${name}\t${namespace ?? ''}`)),
  ].join('');
};
