import type { ObjectMeta } from '../../../api/k8s/meta-v1.gen.ts';
import type {
  ClusterRole,
  ClusterRoleBinding,
  PolicyRule,
  Role,
  RoleBinding,
  Subject,
} from '../../../api/k8s/rbac-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import policy from './policy.json' with { type: 'json' };

const GROUP = 'rbac.authorization.k8s.io';
const API_VERSION = `${GROUP}/v1`;
const annotations = { 'rbac.authorization.kubernetes.io/autoupdate': 'true' };
const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const aggregationLabel = (to: string): string => `rbac.authorization.k8s.io/aggregate-to-${to}`;

/** A role as the table has it: its rules, or that it gathers those of others; and to which it gives its own. */
interface RoleEntry {
  readonly rules?: readonly PolicyRule[];
  readonly aggregates?: boolean;
  readonly aggregateTo?: string;
}

/** A binding as the table has it; subjects as `Group/system:masters`, accounts are those of kube-system. */
interface BindingEntry {
  readonly role: string;
  readonly subjects: readonly string[];
}

/** The roles and bindings that a fresh cluster has. Models plugin/pkg/auth/authorizer/rbac/bootstrappolicy. */
export function policyObjects(): readonly KubeObject[] {
  const objects: (ClusterRole | ClusterRoleBinding | Role | RoleBinding)[] = [
    ...entries<RoleEntry>(policy.clusterRoles).map(([name, entry]) => clusterRole(name, entry)),
    ...entries<BindingEntry>(policy.clusterRoleBindings).map(
      ([name, { role, subjects }]): ClusterRoleBinding => ({
        apiVersion: API_VERSION,
        kind: 'ClusterRoleBinding',
        metadata: { name, annotations, labels },
        roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role },
        ...(subjects.length > 0 ? { subjects: subjects.map(subject) } : {}),
      }),
    ),
    ...entries<RoleEntry>(policy.roles).map(
      ([key, { rules = [] }]): Role => ({ apiVersion: API_VERSION, kind: 'Role', metadata: namespaced(key), rules }),
    ),
    ...entries<BindingEntry>(policy.roleBindings).map(
      ([key, { role, subjects }]): RoleBinding => ({
        apiVersion: API_VERSION,
        kind: 'RoleBinding',
        metadata: namespaced(key),
        roleRef: { apiGroup: GROUP, kind: 'Role', name: role },
        subjects: subjects.map(subject),
      }),
    ),
  ];
  return objects;
}

function clusterRole(name: string, { rules, aggregates, aggregateTo }: RoleEntry): ClusterRole {
  const own = aggregateTo ? { ...labels, [aggregationLabel(aggregateTo)]: 'true' } : labels;
  const selector = { matchLabels: { [aggregationLabel(name)]: 'true' } };
  return {
    apiVersion: API_VERSION,
    kind: 'ClusterRole',
    metadata: { name, annotations, labels: own },
    ...(rules ? { rules } : {}),
    ...(aggregates ? { aggregationRule: { clusterRoleSelectors: [selector] } } : {}),
  };
}

function namespaced(key: string): ObjectMeta {
  const slash = key.indexOf('/');
  return { name: key.slice(slash + 1), namespace: key.slice(0, slash), annotations, labels };
}

function subject(text: string): Subject {
  const slash = text.indexOf('/');
  const [kind, name] = [text.slice(0, slash), text.slice(slash + 1)];
  return kind === 'ServiceAccount' ? { kind, name, namespace: 'kube-system' } : { apiGroup: GROUP, kind, name };
}

function entries<T>(table: Readonly<Record<string, unknown>>): [string, T][] {
  return Object.entries(table) as [string, T][];
}
