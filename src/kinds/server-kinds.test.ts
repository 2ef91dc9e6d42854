import { expect, test } from 'vitest';
import { decode } from '../api/decode.ts';
import { fieldErrorText } from '../api/field-errors.ts';
import type { Kind } from '../api/kind.ts';
import type { KubeObject } from '../api/object.ts';
import bootstrap from '../sim/testing/testdata/golden/bootstrap.json' with { type: 'json' };
import { APIServiceKind } from './api-service/kind.ts';
import { FlowSchemaKind } from './flow-schema/kind.ts';
import { PriorityLevelConfigurationKind } from './priority-level-configuration/kind.ts';

type Body = Readonly<Record<string, unknown>>;

const [service, schema, level] = [APIServiceKind, FlowSchemaKind, PriorityLevelConfigurationKind] as unknown as Kind[];

function complete(kind: Kind, name: string, spec: Body | undefined): KubeObject {
  const given = { apiVersion: `${kind.group}/v1`, kind: kind.kind, metadata: { name }, ...(spec ? { spec } : {}) };
  const { object, error } = decode<KubeObject>(kind.schema, given);
  if (error) throw new Error(error);
  return kind.defaults?.(object) ?? object;
}

const errors = (kind: Kind, name: string, spec: Body | undefined): readonly string[] =>
  (kind.validate?.(complete(kind, name, spec)) ?? []).map(fieldErrorText);

const api = { group: 'x.io', version: 'v1', groupPriorityMinimum: 100, versionPriority: 10 };
const backend = { namespace: 'n', name: 's' };
const verbs = ['get'];
const rule = {
  subjects: [{ kind: 'User', user: { name: 'u' } }],
  nonResourceRules: [{ nonResourceURLs: ['/'], verbs }],
};
const flow = { priorityLevelConfiguration: { name: 'p' }, rules: [rule] };
const ruled = (more: object): Body => ({ ...flow, rules: [{ ...rule, ...more }] });
const limited = (more: object): Body => ({ type: 'Limited', limited: { limitResponse: { type: 'Reject' }, ...more } });
const queued = (queuing?: object): Body =>
  limited({ limitResponse: { type: 'Queue', ...(queuing ? { queuing } : {}) } });

const table: readonly (readonly [string, Kind, string, Body | undefined, readonly string[]])[] = [
  ['an APIService in order', service!, 'v1.x.io', { ...api, service: backend }, []],
  [
    'an APIService by another name',
    service!,
    'x',
    api,
    ['metadata.name: Invalid value: "x": must be `spec.version+"."+spec.group`: "v1.x.io"'],
  ],
  [
    'an APIService without numbers',
    service!,
    'v2.',
    { version: 'v2' },
    [
      'spec.group: Required value: only v1 may have an empty group and it better be legacy kube',
      'spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000',
      'spec.versionPriority: Invalid value: 0: must be positive and less than 1000',
    ],
  ],
  [
    'a local APIService that trusts',
    service!,
    'v1.x.io',
    { ...api, caBundle: 'aGk=', insecureSkipTLSVerify: true },
    [
      'spec.caBundle: Invalid value: "2 bytes": local APIServices may not have a caBundle',
      'spec.insecureSkipTLSVerify: Invalid value: true: local APIServices may not have insecureSkipTLSVerify',
    ],
  ],
  [
    'an APIService of no server',
    service!,
    'v1.x.io',
    { ...api, service: { port: 70_000 }, caBundle: 'aGk=', insecureSkipTLSVerify: true },
    [
      'spec.service.namespace: Required value',
      'spec.service.name: Required value',
      'spec.service.port: Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive',
      'spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present',
    ],
  ],
  ['a flow schema in order', schema!, 'f', flow, []],
  [
    'a flow schema of nothing',
    schema!,
    'f',
    {
      matchingPrecedence: 1,
      priorityLevelConfiguration: { name: '' },
      distinguisherMethod: { type: 'x' },
      rules: [{}],
    },
    [
      "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1",
      'spec.distinguisherMethod.type: Unsupported value: flowcontrol.FlowDistinguisherMethod{Type:"x"}: supported values: "ByNamespace", "ByUser"',
      'spec.priorityLevelConfiguration.name: Required value: must reference a priority level',
      'spec.rules[0].subjects: Required value: subjects must contain at least one value',
      'spec.rules[0]: Required value: at least one of resourceRules and nonResourceRules has to be non-empty',
    ],
  ],
  [
    'a flow schema for somebody odd',
    schema!,
    'f',
    ruled({
      subjects: [
        { kind: 'Robot' },
        { kind: 'Group', user: { name: 'u' } },
        { kind: 'ServiceAccount', serviceAccount: { name: '*', namespace: '' }, group: { name: 'g' } },
      ],
    }),
    [
      'spec.rules[0].subjects[0].kind: Unsupported value: "Robot": supported values: "Group", "ServiceAccount", "User"',
      "spec.rules[0].subjects[1].group: Required value: group is required when subject kind is 'Group'",
      "spec.rules[0].subjects[1].user: Forbidden: user is forbidden when subject kind is not 'User'",
      'spec.rules[0].subjects[2].serviceAccount.namespace: Required value: must specify namespace for service account',
      "spec.rules[0].subjects[2].group: Forbidden: group is forbidden when subject kind is not 'Group'",
    ],
  ],
  [
    'a flow schema for odd requests',
    schema!,
    'f',
    ruled({
      resourceRules: [
        { verbs: ['*', 'get'], apiGroups: ['*', 'a'], resources: [], namespaces: ['A'] },
        { verbs: ['frob'] },
      ],
      nonResourceRules: [{ verbs: [], nonResourceURLs: ['x', '/a b', '/a//b', '/a*', '/b/*'] }],
    }),
    [
      'spec.rules[0].resourceRules[0].verbs: Invalid value: []string{"*", "get"}: if \'*\' is present, must not specify other verbs',
      'spec.rules[0].resourceRules[0].apiGroups: Invalid value: []string{"*", "a"}: if \'*\' is present, must not specify other api groups',
      'spec.rules[0].resourceRules[0].resources: Required value: resource rules must supply at least one resource',
      "spec.rules[0].resourceRules[0].namespaces[0]: Invalid value: \"A\": each member of this list must be '*' or a DNS-1123 label; a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      'spec.rules[0].resourceRules[1].verbs: Unsupported value: []string{"frob"}: supported values: "create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"',
      'spec.rules[0].resourceRules[1].apiGroups: Required value: resource rules must supply at least one api group',
      'spec.rules[0].resourceRules[1].resources: Required value: resource rules must supply at least one resource',
      'spec.rules[0].resourceRules[1].namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace',
      'spec.rules[0].nonResourceRules[0].verbs: Required value: verbs must contain at least one value',
      'spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: "x": must start with slash',
      'spec.rules[0].nonResourceRules[0].nonResourceURLs[1]: Invalid value: "/a b": must not contain white-space',
      'spec.rules[0].nonResourceRules[0].nonResourceURLs[2]: Invalid value: "/a//b": must not contain double slash',
      'spec.rules[0].nonResourceRules[0].nonResourceURLs[3]: Invalid value: "/a*": wildcard can only do suffix matching',
    ],
  ],
  ['a level in order', level!, 'l', queued({}), []],
  [
    'a level of no type',
    level!,
    'l',
    { type: 'Frob' },
    ['spec.type: Unsupported value: "Frob": supported values: "Exempt", "Limited"'],
  ],
  [
    'a level that would be exempt',
    level!,
    'l',
    { type: 'Exempt', limited: {}, exempt: { lendablePercent: 101 } },
    [
      "spec.type: Invalid value: \"Exempt\": type must be 'Exempt' if and only if name is 'exempt'",
      'spec.limited: Forbidden: must be nil if the type is not Limited',
      'spec.exempt.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive',
    ],
  ],
  [
    'a level without limits',
    level!,
    'l',
    { type: 'Limited' },
    ['spec.limited: Required value: must not be empty when type is Limited'],
  ],
  [
    'a level with odd numbers',
    level!,
    'l',
    limited({
      nominalConcurrencyShares: -1,
      lendablePercent: -1,
      borrowingLimitPercent: -1,
      limitResponse: { type: 'x' },
    }),
    [
      'spec.limited.nominalConcurrencyShares: Invalid value: -1: must be a non-negative integer',
      'spec.limited.limitResponse.type: Unsupported value: "x": supported values: "Queue", "Reject"',
      'spec.limited.lendablePercent: Invalid value: -1: must be between 0 and 100, inclusive',
      'spec.limited.borrowingLimitPercent: Invalid value: -1: if specified, must be a non-negative integer',
    ],
  ],
  [
    'a level without queues',
    level!,
    'l',
    queued(),
    ['spec.limited.limitResponse.queuing: Required value: must not be empty if limited.limitResponse.type is Limited'],
  ],
  [
    'a level with too large a hand',
    level!,
    'l',
    queued({ queues: 512, handSize: 8 }),
    [
      'spec.limited.limitResponse.queuing.handSize: Invalid value: 8: required entropy bits of deckSize 512 and handSize 8 should not be greater than 60',
    ],
  ],
  [
    'a level with more in hand than there is',
    level!,
    'l',
    queued({ queues: 4, handSize: 5, queueLengthLimit: -1 }),
    [
      'spec.limited.limitResponse.queuing.queueLengthLimit: Invalid value: -1: must be positive',
      'spec.limited.limitResponse.queuing.handSize: Invalid value: 5: should not be greater than queues (4)',
    ],
  ],
];

test.each(table)('%s', (_name, kind, name, spec, expected) => {
  expect(errors(kind, name, spec)).toEqual(expected);
});

test.each([service!, schema!, level!])('what a fresh cluster has of them is in order: $kind', (kind) => {
  const objects = (bootstrap as unknown as Record<string, readonly KubeObject[]>)[`${kind.group}/v1 ${kind.kind}`]!;
  expect(objects.length).toBeGreaterThan(5);
  for (const object of objects) {
    const { spec } = object as { spec?: Body };
    expect([object.metadata.name, errors(kind, object.metadata.name!, spec)]).toEqual([object.metadata.name, []]);
    expect(complete(kind, object.metadata.name!, spec)).toMatchObject({ spec });
  }
});
