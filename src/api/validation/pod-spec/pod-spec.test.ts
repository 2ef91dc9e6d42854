import { describe, expect, test } from 'vitest';
import { decode } from '../../decode.ts';
import { defaultPodSpec, defaultTemplateSpec } from '../../defaults/pod-spec.ts';
import { fieldErrorText } from '../../field-errors.ts';
import type { PodSpec } from '../../k8s/core-v1.gen.ts';
import type { Found } from '../basics.ts';
import { checkPodSpec } from './pod-spec.ts';

const schema = 'io.k8s.api.core.v1.PodSpec';
const app = { name: 'c', image: 'app:v1' };

function errorsOf(spec: object, inPod = true): readonly string[] {
  const { object, error } = decode<PodSpec>(schema, spec);
  if (error) throw new Error(error);
  const found: Found = [];
  const complete = inPod ? defaultPodSpec(object) : defaultTemplateSpec(object);
  checkPodSpec(complete, { inPod, podName: inPod ? 'p' : '' }, 'spec', found);
  return found.map(fieldErrorText);
}

type Row = readonly [string, object, readonly string[]];

function rows(list: readonly Row[]): void {
  test.each(list)('%s', (_name, spec, expected) => expect(errorsOf(spec)).toEqual(expected));
}

const withSpec = (fields: object): object => ({ containers: [app], ...fields });
const C = 'spec.containers[0]';
const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe('where it runs', () => {
  const term = { topologyKey: 'zone', labelSelector: { matchLabels: { a: 'b' } } };
  const R = 'requiredDuringSchedulingIgnoredDuringExecution';
  rows([
    [
      'node affinity needs terms, operators and values',
      withSpec({
        affinity: {
          nodeAffinity: {
            [R]: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [
                    { key: 'a', operator: 'In' },
                    { key: 'a', operator: 'Gt', values: [] },
                    { key: 'a', operator: 'Is' },
                  ],
                },
                { matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['x'] }] },
              ],
            },
          },
        },
      }),
      [
        `spec.affinity.nodeAffinity.${R}.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`,
        `spec.affinity.nodeAffinity.${R}.nodeSelectorTerms[0].matchExpressions[1].values: Required value: must be specified single value when \`operator\` is 'Lt' or 'Gt'`,
        `spec.affinity.nodeAffinity.${R}.nodeSelectorTerms[0].matchExpressions[2].operator: Invalid value: "Is": not a valid selector operator`,
        `spec.affinity.nodeAffinity.${R}.nodeSelectorTerms[1].matchFields[0].key: Invalid value: "metadata.uid": not a valid field selector key`,
      ],
    ],
    [
      'keys that match need a selector, and do not stand in both lists',
      withSpec({
        affinity: {
          podAffinity: {
            [R]: [
              { topologyKey: 'zone', matchLabelKeys: ['a'] },
              { ...term, matchLabelKeys: ['c'], mismatchLabelKeys: ['c'] },
            ],
          },
        },
      }),
      [
        `spec.affinity.podAffinity.${R}[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set`,
        `spec.affinity.podAffinity.${R}[1].matchLabelKeys[0]: Invalid value: "c": exists in both matchLabelKeys and mismatchLabelKeys`,
      ],
    ],
    [
      'tolerations',
      withSpec({
        tolerations: [
          { operator: 'Equal', value: 'x' },
          { key: 'a', operator: 'Exists', value: 'b', tolerationSeconds: 5 },
          { key: 'a', effect: 'Stop' },
        ],
      }),
      [
        'spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
        'spec.tolerations[1].effect: Invalid value: "": effect must be \'NoExecute\' when `tolerationSeconds` is set',
        'spec.tolerations[1].operator: Invalid value: "b": value must be empty when `operator` is \'Exists\'',
        'spec.tolerations[2].effect: Unsupported value: "Stop": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
      ],
    ],
    [
      'spread constraints are there once, and minDomains is for hard ones',
      withSpec({
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2, labelSelector: {} },
          {
            maxSkew: 2,
            topologyKey: 'zone',
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: {},
            nodeTaintsPolicy: 'No',
          },
        ],
      }),
      [
        'spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, ScheduleAnyway}"',
        'spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway',
        'spec.topologySpreadConstraints[1].nodeTaintsPolicy: Unsupported value: "No": supported values: "Honor", "Ignore"',
      ],
    ],
    [
      'gates have names, each once',
      withSpec({ schedulingGates: [{ name: 'a' }, { name: 'a' }] }),
      ['spec.schedulingGates[1]: Duplicate value: "a"'],
    ],
  ]);
});

describe('the Pod as a whole', () => {
  rows([
    [
      'names',
      withSpec({ nodeName: 'A', hostname: 'a.b', activeDeadlineSeconds: 0 }),
      [
        `spec.nodeName: Invalid value: "A": ${SUBDOMAIN_RULE}`,
        'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
        'spec.hostname: Invalid value: "a.b": must not contain dots',
      ],
    ],
    [
      'own DNS needs a server',
      withSpec({ dnsPolicy: 'None' }),
      ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
    ],
    [
      'DNS servers are addresses, three at most',
      withSpec({ dnsConfig: { nameservers: ['1.1.1.1', '2.2.2.2', '3.3.3.3', 'x'], searches: ['A'], options: [{}] } }),
      [
        'spec.dnsConfig.nameservers: Invalid value: []string{"1.1.1.1", "2.2.2.2", "3.3.3.3", "x"}: must not have more than 3 nameservers',
        'spec.dnsConfig.nameservers[3]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
        `spec.dnsConfig.searches[0]: Invalid value: "A": ${SUBDOMAIN_RULE}`,
        'spec.dnsConfig.options[0]: Required value: must not be empty',
      ],
    ],
    [
      'host aliases have an address',
      withSpec({ hostAliases: [{ ip: '1.2.3', hostnames: ['a'] }] }),
      ['spec.hostAliases[0].ip: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
    ],
    [
      'security settings',
      withSpec({
        securityContext: {
          fsGroupChangePolicy: 'Never',
          seccompProfile: { type: 'Localhost' },
          appArmorProfile: { type: 'Odd' },
          sysctls: [{ name: 'a b', value: '1' }],
        },
      }),
      [
        'spec.securityContext.sysctls[0].name: Invalid value: "a b": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
        'spec.securityContext.fsGroupChangePolicy: Unsupported value: "Never": supported values: "Always", "OnRootMismatch"',
        'spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
        'spec.securityContext.appArmorProfile.type: Unsupported value: "Odd": supported values: "Localhost", "RuntimeDefault", "Unconfined"',
      ],
    ],
    [
      'an operating system, and what does not go with it',
      withSpec({ os: { name: 'windows' }, securityContext: { runAsUser: 1 } }),
      ['spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod'],
    ],
    [
      'an unknown operating system',
      withSpec({ os: { name: 'beos' } }),
      ['spec.os: Unsupported value: "beos": supported values: "linux", "windows"'],
    ],
    [
      'overhead is an amount of resources',
      withSpec({ overhead: { cpu: '-1' } }),
      ['spec.overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
    ],
    [
      'preemption',
      withSpec({ preemptionPolicy: 'Often' }),
      ['spec.preemptionPolicy: Unsupported value: "Often": supported values: "PreemptLowerPriority", "Never"'],
    ],
  ]);

  test('a template leaves host ports open on the host network', () => {
    const spec = { hostNetwork: true, containers: [{ ...app, ports: [{ containerPort: 80 }] }] };
    expect(errorsOf(spec, false)).toEqual([]);
    expect(
      errorsOf({ ...spec, containers: [{ ...app, ports: [{ containerPort: 80, hostPort: 81 }] }] }, false),
    ).toEqual([`${C}.ports[0].hostPort: Invalid value: 81: must match \`containerPort\` when \`hostNetwork\` is true`]);
  });
});
