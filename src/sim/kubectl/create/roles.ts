import type { AnyObject } from '../client/resource.ts';
import type { FlagSpec, Flags } from '../flags.ts';
import { generatorCommand, newMetadata } from './generator.ts';
import { resourceRules, resourcesOf, verbsOf } from './role-rules.ts';

const RBAC = 'rbac.authorization.k8s.io';
const RULE_FLAGS: readonly FlagSpec[] = [
  { name: 'verb', type: 'list' },
  { name: 'resource', type: 'list' },
  { name: 'resource-name', type: 'array' },
];

/** `kubectl create role`. Models kubectl/pkg/cmd/create/create_role. */
export const createRoleCommand = generatorCommand({
  name: 'role',
  flags: RULE_FLAGS,
  *object(invocation, name) {
    const verbs = verbsOf(invocation);
    const resources = resourcesOf(invocation);
    if (resources.length === 0) throw new Error('at least one resource must be specified');
    const rules = yield* resourceRules(invocation, verbs, resources);
    return { kind: 'Role', apiVersion: `${RBAC}/v1`, metadata: newMetadata(name), rules };
  },
});

const URL_VERBS = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options'];

/** `kubectl create clusterrole`. Models kubectl/pkg/cmd/create/create_clusterrole. */
export const createClusterRoleCommand = generatorCommand({
  name: 'clusterrole',
  flags: [...RULE_FLAGS, { name: 'non-resource-url', type: 'list' }, { name: 'aggregation-rule', type: 'pairs' }],
  *object(invocation, name) {
    const { flags } = invocation;
    const metadata = newMetadata(name);
    const head = { kind: 'ClusterRole', apiVersion: `${RBAC}/v1`, metadata };
    const urls = flags.list('non-resource-url');
    if (flags.given('aggregation-rule')) {
      if ([...flags.list('verb'), ...flags.list('resource'), ...flags.list('resource-name'), ...urls].length > 0) {
        throw new Error(
          'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
        );
      }
      const matchLabels = pairsOf(flags.list('aggregation-rule'));
      return { ...head, rules: null, aggregationRule: { clusterRoleSelectors: [{ matchLabels }] } };
    }
    const verbs = verbsOf(invocation);
    const resources = resourcesOf(invocation);
    if (resources.length === 0 && urls.length === 0) {
      throw new Error('one of resource or nonResourceURL must be specified');
    }
    const rules = resources.length ? yield* resourceRules(invocation, verbs, resources) : [];
    if (urls.length > 0) checkUrls(verbs, urls);
    return { ...head, rules: [...rules, ...(urls.length ? [{ verbs, nonResourceURLs: urls }] : [])] };
  },
});

function pairsOf(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
}

function checkUrls(verbs: readonly string[], urls: readonly string[]): void {
  const odd = verbs.find((verb) => !URL_VERBS.includes(verb));
  if (odd !== undefined) throw new Error(`invalid verb: '${odd}' for nonResourceURL`);
  for (const url of urls) {
    if (url === '*') continue;
    if (!url.startsWith('/')) throw new Error('nonResourceURL should start with /');
    if (url.slice(0, -1).includes('*')) {
      throw new Error("nonResourceURL only supports wildcard matches when '*' is at the end");
    }
  }
}

const SUBJECT_FLAGS: readonly FlagSpec[] = [
  { name: 'user', type: 'array' },
  { name: 'group', type: 'array' },
  { name: 'serviceaccount', type: 'array' },
];

function bindingOf(kind: string, name: string, role: { kind: string; name: string }, flags: Flags): AnyObject {
  const accounts = flags.list('serviceaccount').map((text) => {
    const [namespace, account, ...more] = text.split(':') as [string, string?];
    if (!account || more.length > 0) throw new Error('serviceaccount must be <namespace>:<name>');
    return { kind: 'ServiceAccount', name: account, namespace };
  });
  const subjects = [
    ...flags.list('user').map((user) => ({ kind: 'User', apiGroup: RBAC, name: user })),
    ...flags.list('group').map((group) => ({ kind: 'Group', apiGroup: RBAC, name: group })),
    ...accounts,
  ];
  return {
    kind,
    apiVersion: `${RBAC}/v1`,
    metadata: newMetadata(name),
    ...(subjects.length ? { subjects } : {}),
    roleRef: { apiGroup: RBAC, ...role },
  };
}

/** `kubectl create rolebinding`. Models kubectl/pkg/cmd/create/create_rolebinding. */
export const createRoleBindingCommand = generatorCommand({
  name: 'rolebinding',
  flags: [{ name: 'role', type: 'string' }, { name: 'clusterrole', type: 'string' }, ...SUBJECT_FLAGS],
  failure: 'failed to create rolebinding: ',
  *object({ flags }, name) {
    const [role, clusterRole] = [flags.string('role'), flags.string('clusterrole')];
    if ((role === '') === (clusterRole === '')) {
      throw new Error('exactly one of clusterrole or role must be specified');
    }
    const reference = role ? { kind: 'Role', name: role } : { kind: 'ClusterRole', name: clusterRole };
    return bindingOf('RoleBinding', name, reference, flags);
  },
});

/** `kubectl create clusterrolebinding`. Models kubectl/pkg/cmd/create/create_clusterrolebinding. */
export const createClusterRoleBindingCommand = generatorCommand({
  name: 'clusterrolebinding',
  flags: [{ name: 'clusterrole', type: 'string' }, ...SUBJECT_FLAGS],
  required: ['clusterrole'],
  failure: 'failed to create clusterrolebinding: ',
  *object({ flags }, name) {
    return bindingOf('ClusterRoleBinding', name, { kind: 'ClusterRole', name: flags.string('clusterrole') }, flags);
  },
});
