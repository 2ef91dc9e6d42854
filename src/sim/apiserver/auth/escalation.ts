import type { ClusterRole, PolicyRule, Role, RoleBinding } from '../../../api/k8s/rbac-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { forbidden } from '../../../api/status.ts';
import { deepEqual } from '../../../base/equal.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { type Call, type Server, userOf } from '../server.ts';
import { compacted, ruleText, uncovered } from './policy-rules.ts';
import { RBAC_GROUP } from './rule-resolver.ts';
import { MASTERS, type User } from './user.ts';

const EVERYTHING: readonly PolicyRule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
];

/**
 * Refuses a role with rules that its author does not have himself, unless he may `escalate`. Throws ApiError.
 * Models policybased of pkg/registry/rbac/role and clusterrole.
 */
export function checkRole(server: Server, call: Call, next: KubeObject, previous: KubeObject | undefined): void {
  const user = userOf(call.request);
  if (user.groups.includes(MASTERS) || mayEscalate(server, call, user)) return;
  const { rules = [], aggregationRule } = next as unknown as ClusterRole;
  const before = previous as unknown as ClusterRole | undefined;
  const sameAggregation = deepEqual(aggregationRule, before?.aggregationRule);
  if (before && deepEqual(rules, (before as unknown as Role).rules ?? []) && sameAggregation) return;
  const { kind } = call.resource;
  const name = next.metadata.name ?? '';
  const missing = missingText(server, call, user, rules);
  if (missing !== undefined) throw forbidden(kind, name, missing);
  if (!aggregationRule || (before && sameAggregation)) return;
  if (missingText(server, call, user, EVERYTHING) === undefined) return;
  throw forbidden(kind, name, 'must have cluster-admin privileges to use the aggregationRule');
}

/**
 * Refuses a binding to a role with rules that its author does not have himself, unless he may `bind` the role. Throws
 * ApiError. Models policybased of pkg/registry/rbac/rolebinding and clusterrolebinding.
 */
export function checkBinding(server: Server, call: Call, next: KubeObject, previous: KubeObject | undefined): void {
  const user = userOf(call.request);
  if (user.groups.includes(MASTERS)) return;
  const { roleRef, subjects } = next as unknown as RoleBinding;
  const before = previous as unknown as RoleBinding | undefined;
  if (before && deepEqual(roleRef, before.roleRef) && deepEqual(subjects, before.subjects)) return;
  const { namespace = '', name = '' } = next.metadata;
  const { kind: roleKind, name: roleName = '' } = roleRef ?? {};
  const resource = roleKind === 'ClusterRole' ? 'clusterroles' : 'roles';
  const bind = { user, verb: 'bind', group: RBAC_GROUP, version: '*', resource, subresource: '', namespace };
  if (server.authorizer.authorize({ ...bind, name: roleName }).allowed) return;
  const rules = server.authorizer.resolver.rulesOf(roleRef, namespace);
  const missing = missingText(server, call, user, rules);
  if (missing !== undefined) throw forbidden(call.resource.kind, name, missing);
}

function mayEscalate(server: Server, { request, resource }: Call, user: User): boolean {
  const { group, plural } = resource.kind;
  const { name = '', namespace = '' } = request.verb === 'create' ? { ...request, name: '' } : request;
  const asked = { user, verb: 'escalate', group, version: '*', resource: plural, subresource: '', namespace, name };
  return server.authorizer.authorize(asked).allowed;
}

/** What of some rules a user does not have, in words; undefined when he has it all. Models ConfirmNoEscalation. */
function missingText(server: Server, { request }: Call, user: User, rules: readonly PolicyRule[]): string | undefined {
  const { rules: owned, errors } = server.authorizer.resolver.rulesFor(user, request.namespace ?? '');
  const missing = uncovered(owned, rules);
  if (missing.length === 0) return undefined;
  const lines = [...new Set(compacted(missing).map(ruleText))].sort();
  const groups = `[${user.groups.map(goQuote).join(' ')}]`;
  const who = `user ${goQuote(user.name)} (groups=${groups})`;
  const text = `${who} is attempting to grant RBAC permissions not currently held:\n${lines.join('\n')}`;
  if (errors.length === 0) return text;
  return `${text}; resolution errors: [${errors.map(({ message }) => message).join(' ')}]`;
}
