import type { Controller, ControllerContext, Informer } from '../../../api/controller.ts';
import type { ClusterRole, PolicyRule } from '../../../api/k8s/rbac-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { labelMatcher } from '../../../api/selectors.ts';
import { deepEqual } from '../../../base/equal.ts';
import ClusterRoleKind from '../../../kinds/cluster-role/kind.ts';

const WORKERS = 5;

/** Roles such as `admin` have the rules of all roles with certain labels. Models pkg/controller/clusterroleaggregation. */
export const clusterRoleAggregationController: Controller = {
  name: 'clusterrole-aggregation-controller',
  start(context) {
    const roles = context.informers.of(ClusterRoleKind);
    const queue = context.queue('ClusterRoleAggregator');
    const wantAll = (): void => {
      for (const { aggregationRule, metadata } of roles.list()) if (aggregationRule) queue.add(metadata.name!);
    };
    roles.addHandler({ onAdd: wantAll, onUpdate: wantAll, onDelete: wantAll });
    context.run(queue, WORKERS, (name) => aggregate(context, roles, name));
  },
};

export default clusterRoleAggregationController;

function* aggregate({ client }: ControllerContext, roles: Informer<ClusterRole>, name: string): Process<void> {
  const role = roles.get(name);
  if (!role?.aggregationRule) return;
  const rules = gatheredRules(role, [...roles.list()]);
  if (deepEqual(rules, role.rules ?? [])) return;
  yield* client.update(ClusterRoleKind, { ...role, rules });
}

/** The rules of the roles that a role's selectors choose, each once, roles by name. */
export function gatheredRules({ metadata, aggregationRule }: ClusterRole, all: readonly ClusterRole[]): PolicyRule[] {
  const sorted = all.toSorted((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1));
  const rules: PolicyRule[] = [];
  for (const selector of aggregationRule?.clusterRoleSelectors ?? []) {
    const matcher = labelMatcher(selector);
    for (const role of sorted) {
      if (role.metadata.name === metadata.name || !matcher.matches(role.metadata.labels)) continue;
      for (const rule of role.rules ?? []) if (!rules.some((each) => deepEqual(each, rule))) rules.push(rule);
    }
  }
  return rules;
}
