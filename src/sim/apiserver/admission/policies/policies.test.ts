import { describe, expect, it } from 'vitest';
import type { Status } from '../../../../api/k8s/meta-v1.gen.ts';
import { type ApiWorld, createApiWorld } from '../../../testing/api-world.ts';
import type { HttpResponse } from '../../request.ts';

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const resourceRules = [{ apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['configmaps'] }];

function send(world: ApiWorld, method: string, path: string, body?: object): HttpResponse {
  const headers = method === 'PATCH' ? { 'Content-Type': 'application/merge-patch+json' } : {};
  const response = world.send({ method, path, headers, ...(body ? { body } : {}) });
  world.run(10);
  return response;
}

function must(response: HttpResponse): void {
  if (response.code >= 300) throw new Error(JSON.stringify(response.body));
}

function worldWith(spec: object, binding: object = {}, others: readonly [path: string, body: object][] = []): ApiWorld {
  const world = createApiWorld();
  for (const [path, body] of others) must(send(world, 'POST', path, body));
  const policy = { metadata: { name: 'p' }, spec: { matchConstraints: { resourceRules }, ...spec } };
  must(send(world, 'POST', `${ADMISSION}/validatingadmissionpolicies`, policy));
  const bound = { metadata: { name: 'b' }, spec: { policyName: 'p', validationActions: ['Deny'], ...binding } };
  must(send(world, 'POST', `${ADMISSION}/validatingadmissionpolicybindings`, bound));
  return world;
}

const configMap = (data: object, labels: object = {}): object => ({ metadata: { name: 'c', labels }, data });
const denied = (why: string, reason = 'Invalid', code = 422): unknown => [
  code,
  reason,
  `configmaps "c" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: ${why}`,
];

function outcome({ code, body }: HttpResponse): unknown {
  const { reason, message } = body as Status;
  return code < 300 ? code : [code, reason, message];
}

interface Row {
  readonly name: string;
  readonly spec: object;
  readonly binding?: object;
  readonly body: object;
  readonly expected: unknown;
}

const validations = (expression: string, more: object = {}): object => ({ validations: [{ expression, ...more }] });
const body = configMap({ a: 'x', n: '5' });

const rows: readonly Row[] = [
  { name: 'passes what it asks for', spec: validations("object.data.a == 'x'"), body, expected: 201 },
  {
    name: 'names the expression that fails',
    spec: validations(" object.data.a == 'y' "),
    body,
    expected: denied("failed expression: object.data.a == 'y'"),
  },
  {
    name: 'has a message and a reason',
    spec: validations('false', { message: 'never', reason: 'Forbidden' }),
    body,
    expected: denied('never', 'Forbidden', 403),
  },
  {
    name: 'computes its message',
    spec: {
      variables: [{ name: 'n', expression: 'int(object.data.n)' }],
      ...validations('variables.n < 5', { message: 'm', messageExpression: "'n is ' + string(variables.n)" }),
    },
    body,
    expected: denied('n is 5'),
  },
  {
    name: 'falls back to the message where that fails',
    spec: validations('false', { message: 'm', messageExpression: 'object.data.ghost' }),
    body,
    expected: denied('m'),
  },
  {
    name: 'refuses what it cannot evaluate',
    spec: validations("object.data.ghost == 'x'"),
    body,
    expected: denied("expression 'object.data.ghost == 'x'' resulted in error: no such key: ghost"),
  },
  {
    name: 'lets it pass with failure policy Ignore',
    spec: { failurePolicy: 'Ignore', ...validations("object.data.ghost == 'x'") },
    body,
    expected: 201,
  },
  {
    name: 'tells of a variable that fails',
    spec: { variables: [{ name: 'v', expression: 'object.data.ghost' }], ...validations("variables.v == 'x'") },
    body,
    expected: denied(
      "expression 'variables.v == 'x'' resulted in error: composited variable \"v\" fails to evaluate: no such key: ghost",
    ),
  },
  {
    name: 'leaves out what its conditions do',
    spec: { matchConditions: [{ name: 'c', expression: 'has(object.data.b)' }], ...validations('false') },
    body,
    expected: 201,
  },
  {
    name: 'knows the request, its user and the namespace',
    spec: validations(
      "request.operation == 'CREATE' && request.userInfo.username == 'kubernetes-admin' && request.namespace == 'default' && oldObject == null && namespaceObject.metadata.name == 'default'",
    ),
    body,
    expected: 201,
  },
  {
    name: 'does not see objects without the label',
    spec: {
      matchConstraints: { resourceRules, objectSelector: { matchLabels: { watched: 'yes' } } },
      ...validations('false'),
    },
    body,
    expected: 201,
  },
  {
    name: 'says so where a binding finds no parameters',
    spec: { paramKind: { apiVersion: 'v1', kind: 'Secret' }, ...validations('false') },
    binding: { paramRef: { name: 'ghost', parameterNotFoundAction: 'Deny' } },
    body,
    expected: denied(
      'failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction',
    ),
  },
];

describe('a policy', () => {
  it.each(rows)('$name', ({ spec, binding, body, expected }) => {
    const world = worldWith(spec, binding);
    expect(outcome(send(world, 'POST', CONFIG_MAPS, body))).toEqual(expected);
  });

  it('takes its limits from parameters', () => {
    const secret: [string, object] = [
      '/api/v1/namespaces/default/secrets',
      { metadata: { name: 's' }, stringData: { max: '4' } },
    ];
    const spec = {
      paramKind: { apiVersion: 'v1', kind: 'Secret' },
      ...validations("params.metadata.name == 's' && size(object.data) <= 1", { message: 'too many' }),
    };
    const binding = { paramRef: { name: 's', parameterNotFoundAction: 'Deny' } };
    const world = worldWith(spec, binding, [secret]);
    expect(outcome(send(world, 'POST', CONFIG_MAPS, configMap({ a: '1' })))).toBe(201);
    expect(outcome(send(world, 'PATCH', `${CONFIG_MAPS}/c`, { data: { b: '2' } }))).toEqual(denied('too many'));
  });

  it('sees deletions, and warns where that is all it may do', () => {
    const spec = validations("request.operation != 'DELETE' || oldObject.data.a != 'x'", { message: 'kept' });
    const world = worldWith(spec, { validationActions: ['Warn', 'Audit'] });
    must(send(world, 'POST', CONFIG_MAPS, body));
    const { code, headers } = send(world, 'DELETE', `${CONFIG_MAPS}/c`);
    const warning = "Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': kept";
    expect([code, headers['Warning']]).toEqual([200, `299 - "${warning}"`]);
  });
});

describe('a webhook', () => {
  const webhook = (more: object): object => ({
    metadata: { name: 'w' },
    webhooks: [
      {
        name: 'w.example.com',
        rules: resourceRules,
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        clientConfig: { service: { name: 'hook', namespace: 'default', path: '/check' } },
        ...more,
      },
    ],
  });
  const failed = (why: string): unknown => [
    500,
    'InternalError',
    `Internal error occurred: failed calling webhook "w.example.com": failed to call webhook: Post ${why}`,
  ];
  const table: readonly (readonly [string, string, object, unknown])[] = [
    [
      'without its Service stops writes',
      'validating',
      {},
      failed('"https://hook.default.svc:443/check?timeout=10s": service "hook" not found'),
    ],
    [
      'that changes objects does so too',
      'mutating',
      { timeoutSeconds: 3 },
      failed('"https://hook.default.svc:443/check?timeout=3s": service "hook" not found'),
    ],
    ['is passed by with failure policy Ignore', 'validating', { failurePolicy: 'Ignore' }, 201],
    [
      'is not asked where its conditions say no',
      'validating',
      { matchConditions: [{ name: 'n', expression: "object.metadata.name != 'c'" }] },
      201,
    ],
  ];
  it.each(table)('%s', (_name, type, more, expected) => {
    const world = createApiWorld();
    must(send(world, 'POST', `${ADMISSION}/${type}webhookconfigurations`, webhook(more)));
    expect(outcome(send(world, 'POST', CONFIG_MAPS, body))).toEqual(expected);
  });
});
