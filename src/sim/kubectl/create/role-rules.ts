import type { Process } from '../../../api/process.ts';
import type { ApiResource } from '../client/resource.ts';
import { PlainError, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';

/** A resource as `--resource` names it: `deployments.apps/scale`. */
export interface RuleResource {
  readonly resource: string;
  readonly group: string;
  readonly subresource: string;
}

const RESOURCE_VERBS = [
  '*',
  ...['get', 'delete', 'list', 'create', 'update', 'patch', 'watch', 'proxy', 'deletecollection'],
  ...['use', 'bind', 'escalate', 'impersonate'],
];
const RBAC = 'rbac.authorization.k8s.io';
const ROLES = [`roles.${RBAC}`, `clusterroles.${RBAC}`];
/** Verbs that only make sense for some resources. */
const SPECIAL_VERBS: Readonly<Record<string, readonly string[]>> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: ROLES,
  escalate: ROLES,
  impersonate: ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io'],
};

/** The verbs of `--verb`, each once; `*` stands for all. */
export function verbsOf(invocation: Invocation): readonly string[] {
  const verbs = [...new Set(invocation.flags.list('verb').map((verb) => verb.trim()))].filter((verb) => verb !== '');
  if (verbs.length === 0) throw new Error('at least one verb must be specified');
  return verbs.includes('*') ? ['*'] : verbs;
}

/** The resources of `--resource`. */
export function resourcesOf(invocation: Invocation): readonly RuleResource[] {
  const found: RuleResource[] = [];
  for (const text of invocation.flags.list('resource')) {
    const [name, ...subresource] = text.split('/') as [string, ...string[]];
    const [resource, ...group] = name.split('.') as [string, ...string[]];
    const each = { resource, group: group.join('.'), subresource: subresource.join('/') };
    if (resource === '*' && group.length === 0 && subresource.length === 0) return [each];
    found.push(each);
  }
  return found;
}

/**
 * The rules for resources, one a group, after checking verbs and resources. Odd verbs are warned about.
 * Models CreateRoleOptions.Validate and generateResourcePolicyRules.
 */
export function* resourceRules(
  invocation: Invocation,
  verbs: readonly string[],
  resources: readonly RuleResource[],
): Process<unknown[]> {
  for (const verb of verbs) {
    if (!RESOURCE_VERBS.includes(verb)) invocation.err(`Warning: '${verb}' is not a standard resource verb\n`);
  }
  const byGroup = new Map<string, string[]>();
  for (const each of resources) {
    const known = yield* checkedResource(invocation, verbs, each);
    const name = each.subresource ? `${known.plural}/${each.subresource}` : known.plural;
    byGroup.set(known.group, [...(byGroup.get(known.group) ?? []), name]);
  }
  const resourceNames = [...new Set(invocation.flags.list('resource-name'))];
  return [...byGroup.keys()].sort().map((group) => ({
    verbs,
    apiGroups: [group],
    resources: [...new Set(byGroup.get(group))],
    ...(resourceNames.length ? { resourceNames } : {}),
  }));
}

function* checkedResource(
  invocation: Invocation,
  verbs: readonly string[],
  { resource, group, subresource }: RuleResource,
): Process<Pick<ApiResource, 'plural' | 'group'>> {
  if (resource === '') throw new Error('resource must be specified if apiGroup/subresource specified');
  if (resource === '*') return { plural: '*', group };
  let known: Pick<ApiResource, 'plural' | 'group'> = { plural: resource, group };
  let failure: unknown;
  try {
    known = yield* invocation.mapper.byName(group ? `${resource}.${group}` : resource);
  } catch (error) {
    failure = new PlainError(textOf(error));
  }
  const special = verbs.filter((verb) => SPECIAL_VERBS[verb] !== undefined);
  for (const verb of special) {
    if (!SPECIAL_VERBS[verb]!.includes(`${known.plural}.${known.group}`)) {
      throw new Error(`can not perform '${verb}' on '${known.plural}' in group '${known.group}'`);
    }
    failure = undefined;
  }
  if (failure !== undefined && subresource !== '*') throw failure;
  return known;
}
