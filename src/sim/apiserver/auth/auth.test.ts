import { describe, expect, it } from 'vitest';
import type { Status } from '../../../api/k8s/meta-v1.gen.ts';
import { type ApiWorld, createApiWorld } from '../../testing/api-world.ts';
import type { HttpResponse } from '../request.ts';
import { compacted, ruleText, uncovered } from './policy-rules.ts';
import { issueToken, readToken } from './tokens.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const as = (user: string, more: Record<string, string> = {}): Record<string, string> => ({
  'Impersonate-User': user,
  ...more,
});

function post(world: ApiWorld, path: string, body: object, headers = {}): HttpResponse {
  const response = world.send({ method: 'POST', path, body, headers });
  world.run(10);
  return response;
}

/** A server where jane may read Pods in `default`, and bob may impersonate jane. */
function worldWithRoles(): ApiWorld {
  const world = createApiWorld();
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }];
  post(world, `${RBAC}/namespaces/default/roles`, { metadata: { name: 'reader' }, rules });
  const bind = (name: string, kind: string, role: string, user: string): object => ({
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: role },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user }],
  });
  post(world, `${RBAC}/namespaces/default/rolebindings`, bind('jane-reads', 'Role', 'reader', 'jane'));
  const impersonates = [{ apiGroups: [''], resources: ['users'], resourceNames: ['jane'], verbs: ['impersonate'] }];
  post(world, `${RBAC}/clusterroles`, { metadata: { name: 'as-jane' }, rules: impersonates });
  post(world, `${RBAC}/clusterrolebindings`, bind('bob-as-jane', 'ClusterRole', 'as-jane', 'bob'));
  post(world, `${RBAC}/clusterrolebindings`, bind('broken', 'ClusterRole', 'not-there', 'eve'));
  return world;
}

describe('who may do what', () => {
  const world = worldWithRoles();
  const pods = '/api/v1/namespaces/default/pods';
  const denied = (user: string, verb: string): string =>
    `pods is forbidden: User "${user}" cannot ${verb} resource "pods" in API group "" in the namespace "default"`;
  const table: [name: string, request: { path: string; headers?: Record<string, string>; user?: string }, string][] = [
    ['the administrator everything', { path: pods }, '200'],
    ['jane what her role says', { path: pods, headers: as('jane') }, '200'],
    ['jane no other verb', { path: `${pods}?watch=1`, headers: as('jane') }, denied('jane', 'watch')],
    [
      'jane nothing in the whole cluster',
      { path: '/api/v1/pods', headers: as('jane') },
      'pods is forbidden: User "jane" cannot list resource "pods" in API group "" at the cluster scope',
    ],
    [
      'jane no subresource',
      { path: `${pods}/p/log`, headers: as('jane') },
      'pods "p" is forbidden: User "jane" cannot get resource "pods/log" in API group "" in the namespace "default"',
    ],
    [
      'a namespace is in itself',
      { path: '/api/v1/namespaces/demo', headers: as('jane') },
      'namespaces "demo" is forbidden: User "jane" cannot get resource "namespaces" in API group "" in the namespace "demo"',
    ],
    ['everyone discovery', { path: '/apis', headers: as('jane') }, '200'],
    [
      'nobody other paths',
      { path: '/metrics', headers: as('jane') },
      'forbidden: User "jane" cannot get path "/metrics"',
    ],
    ['bob may be jane', { path: pods, user: 'bob', headers: as('jane') }, '200'],
    [
      'bob may be nobody else',
      { path: pods, user: 'bob', headers: as('admin') },
      'users "admin" is forbidden: User "bob" cannot impersonate resource "users" in API group "" at the cluster scope',
    ],
    [
      'bob may not be jane in other groups',
      { path: pods, user: 'bob', headers: as('jane', { 'Impersonate-Group': 'system:masters' }) },
      'groups "system:masters" is forbidden: User "bob" cannot impersonate resource "groups" in API group "" at the cluster scope',
    ],
    [
      'a group of masters everything',
      { path: pods, headers: as('x', { 'Impersonate-Group': 'system:masters' }) },
      '200',
    ],
    [
      'a group needs a user',
      { path: pods, headers: { 'Impersonate-Group': 'devs' } },
      'Internal error occurred: requested [{Group  devs    }] without impersonating a user',
    ],
    [
      'a binding to a role that is not there is told of',
      { path: pods, headers: as('eve') },
      `${denied('eve', 'list')}: RBAC: clusterrole.rbac.authorization.k8s.io "not-there" not found`,
    ],
    [
      'a kubelet not the Nodes of others',
      { path: '/api/v1/nodes', user: 'system:node:n1' },
      `nodes is forbidden: User "system:node:n1" cannot list resource "nodes" in API group "" at the cluster scope: node 'n1' cannot read all nodes, only its own Node object`,
    ],
    [
      'a kubelet not the Pods of others',
      { path: '/api/v1/pods', user: 'system:node:n1' },
      'pods is forbidden: User "system:node:n1" cannot list resource "pods" in API group "" at the cluster scope: can only list/watch pods with spec.nodeName field selector',
    ],
    [
      'a kubelet its own Pods',
      { path: '/api/v1/pods?fieldSelector=spec.nodeName%3Dn1', user: 'system:node:n1' },
      '200',
    ],
    [
      'a kubelet no secret that its Pods do not use',
      { path: '/api/v1/namespaces/default/secrets/s', user: 'system:node:n1' },
      `secrets "s" is forbidden: User "system:node:n1" cannot get resource "secrets" in API group "" in the namespace "default": no relationship found between node 'n1' and this object`,
    ],
    ['an unknown token nothing', { path: pods, headers: { Authorization: 'Bearer nonsense' } }, 'Unauthorized'],
    ['nobody nothing', { path: pods, headers: { Authorization: '' } }, denied('system:anonymous', 'list')],
  ];
  it.each(table)('%s', (_name, request, expected) => {
    const { code, body } = world.send(request);
    expect(code === 200 ? '200' : (body as Status).message).toBe(expected);
  });
});

describe('reviews', () => {
  const world = worldWithRoles();
  const review = (group: string, plural: string, body: object, headers = {}): Record<string, unknown> => {
    const path = `/apis/${group}.k8s.io/v1/${plural}`;
    return post(world, path, body, headers).body as Record<string, unknown>;
  };
  it('say who one is', () => {
    const { status } = review('authentication', 'selfsubjectreviews', {}, as('jane', { 'Impersonate-Uid': '7' }));
    expect(status).toEqual({ userInfo: { username: 'jane', uid: '7', groups: ['system:authenticated'] } });
  });
  it('say what somebody may do, and why', () => {
    const resourceAttributes = { verb: 'list', resource: 'pods', namespace: 'default' };
    const { status } = review('authorization', 'subjectaccessreviews', { spec: { user: 'jane', resourceAttributes } });
    expect(status).toEqual({
      allowed: true,
      reason: 'RBAC: allowed by RoleBinding "jane-reads/default" of Role "reader" to User "jane"',
    });
  });
  it('refuse a review of nothing', () => {
    const { message } = review('authorization', 'selfsubjectaccessreviews', { spec: {} });
    expect(message).toBe(
      'SelfSubjectAccessReview.authorization.k8s.io "" is invalid: spec.resourceAttributes: Invalid value: "null": exactly one of nonResourceAttributes or resourceAttributes must be specified',
    );
  });
  it('list the rules of a user', () => {
    const { status } = review(
      'authorization',
      'selfsubjectrulesreviews',
      { spec: { namespace: 'default' } },
      as('jane'),
    );
    expect((status as { resourceRules: unknown[] }).resourceRules).toContainEqual({
      verbs: ['get', 'list'],
      apiGroups: [''],
      resources: ['pods'],
    });
  });
});

describe('tokens of service accounts', () => {
  const world = createApiWorld();
  const path = '/api/v1/namespaces/default/serviceaccounts/default/token';
  const issued = post(world, path, { spec: { expirationSeconds: 600 } }).body as { status: { token: string } };
  const headers = { Authorization: `Bearer ${issued.status.token}` };
  it('are those of the account until they expire or it is deleted', () => {
    const outcome = (): string =>
      (world.send({ path: '/api/v1/namespaces/default/pods', headers }).body as Status).message ?? '';
    const before = outcome();
    world.run(601_000);
    expect([before, outcome()]).toEqual([
      'pods is forbidden: User "system:serviceaccount:default:default" cannot list resource "pods" in API group "" in the namespace "default"',
      'Unauthorized',
    ]);
  });
  it('last ten minutes at least', () => {
    const { message } = post(world, path, { spec: { expirationSeconds: 599 } }).body as Status;
    expect(message).toBe(
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes',
    );
  });
  it('are not what they were when one letter is changed', () => {
    const claims = {
      aud: ['a'],
      exp: 2,
      iat: 1,
      iss: 'i',
      jti: 'j',
      'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'x', uid: 'u' } },
      nbf: 1,
      sub: 's',
    };
    const token = issueToken(claims);
    const end = token.endsWith('A') ? 'B' : 'A';
    expect([readToken(token), readToken(token.slice(0, -1) + end)]).toEqual([claims, undefined]);
  });
});

describe('rules that a user does not have', () => {
  const pods = { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] };
  const table: [string, Parameters<typeof uncovered>[0], Parameters<typeof uncovered>[1], string[]][] = [
    ['nothing of what is covered by a star', [{ ...pods, resources: ['*'] }], [pods], []],
    ['verbs of one resource in one line', [], [pods], ['{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}']],
    [
      'names one by one',
      [pods],
      [{ ...pods, verbs: ['delete'], resourceNames: ['a', 'b'] }],
      [
        '{APIGroups:[""], Resources:["pods"], ResourceNames:["a"], Verbs:["delete"]}',
        '{APIGroups:[""], Resources:["pods"], ResourceNames:["b"], Verbs:["delete"]}',
      ],
    ],
    [
      'a rule with names does not cover one without',
      [{ ...pods, resourceNames: ['a'] }],
      [{ ...pods, verbs: ['get'] }],
      ['{APIGroups:[""], Resources:["pods"], Verbs:["get"]}'],
    ],
    [
      'paths below one with a star are covered',
      [{ nonResourceURLs: ['/a/*'], verbs: ['get'] }],
      [{ nonResourceURLs: ['/a/b', '/c'], verbs: ['get'] }],
      ['{NonResourceURLs:["/c"], Verbs:["get"]}'],
    ],
  ];
  it.each(table)('%s', (_name, owned, wanted, expected) => {
    expect(compacted(uncovered(owned, wanted)).map(ruleText)).toEqual(expected);
  });
});
