import { describe, expect, test } from 'vitest';
import { parseScenario } from './scenario-file.ts';

const head = 'apiVersion: orrery/v1\nkind: Scenario\nmetadata:\n  name: demo\n';

describe('a valid file', () => {
  test('gets the defaults of SCENARIO.md', () => {
    const node = (name: string) => ({ name, labels: {}, taints: [], cpu: '4', memory: '8Gi', pods: 110, extended: {} });
    expect(parseScenario(`${head}spec: {}\n`, 'f')).toEqual({
      name: 'demo',
      title: 'demo',
      seed: 1,
      cluster: { nodes: ['node-1', 'node-2', 'node-3'].map(node), members: 1, controlPlaneAsNodes: false },
      images: [],
      objects: '',
      steps: [],
      untilMs: 0,
    });
  });

  test('keeps every field in the simulation’s units', () => {
    const text = `${head}spec:
  title: All of it
  seed: 7
  cluster:
    nodes:
      - {name: gpu-1, labels: {accelerator: h100}, taints: ["dedicated=gpu:NoSchedule"], cpu: 32, memory: 256Gi, extended: {nvidia.com/gpu: 4}}
      - {name: plain}
    nodeDefaults: {cpu: 500m, memory: 1Gi, pods: 20}
    zones: [a, b]
    controlPlane: {members: 3, asNodes: true}
    clientRateLimits: false
  images:
    - {name: "shop:2.0", startup: 5s, crashAfter: 1m20s, exitCode: 1}
  objects: |
    kind: Pod
  steps:
    - {at: 0, kubectl: "get pods"}
    - {at: 1m, apply: "kind: Pod"}
    - {at: 1m, fault: network-delay, target: plain, latency: 100ms, jitter: 10ms, duration: 1h}
    - {at: 1h30m, traffic: {name: shoppers, to: "http://web.default:80/", rps: 0.5}}
`;
    const scenario = parseScenario(text, 'f');
    expect(scenario).toEqual({
      name: 'demo',
      title: 'All of it',
      seed: 7,
      cluster: {
        nodes: [
          {
            name: 'gpu-1',
            labels: { 'topology.kubernetes.io/zone': 'a', accelerator: 'h100' },
            taints: ['dedicated=gpu:NoSchedule'],
            cpu: '32',
            memory: '256Gi',
            pods: 20,
            extended: { 'nvidia.com/gpu': 4 },
          },
          {
            name: 'plain',
            labels: { 'topology.kubernetes.io/zone': 'b' },
            taints: [],
            cpu: '500m',
            memory: '1Gi',
            pods: 20,
            extended: {},
          },
        ],
        members: 3,
        controlPlaneAsNodes: true,
        clientRateLimits: false,
      },
      images: [{ name: 'shop:2.0', startupMs: 5000, crashAfterMs: 80_000, exitCode: 1 }],
      objects: 'kind: Pod\n',
      steps: [
        { atMs: 0, action: { type: 'kubectl', command: 'get pods' } },
        { atMs: 60_000, action: { type: 'apply', yaml: 'kind: Pod' } },
        {
          atMs: 60_000,
          action: {
            type: 'fault',
            fault: 'network-delay',
            target: 'plain',
            durationMs: 3_600_000,
            latencyMs: 100,
            jitterMs: 10,
          },
        },
        { atMs: 5_400_000, action: { type: 'traffic', name: 'shoppers', to: 'http://web.default:80/', rps: 0.5 } },
      ],
      untilMs: 5_400_000,
    });
  });
});

describe('a file with mistakes names line and field', () => {
  const cases: readonly [name: string, spec: string, message: string][] = [
    ['an unknown field', 'spec:\n  foo: 1\n', 'f:6: spec.foo: unknown field'],
    [
      'an unknown field in a step',
      'spec:\n  steps:\n    - at: 1s\n      kubectl: get pods\n      when: now\n',
      'f:9: spec.steps[0].when: unknown field',
    ],
    [
      'a duration without a unit',
      'spec:\n  until: 10\n',
      'f:6: spec.until: Invalid value: 10: must be a duration such as 90s, 7m or 1h30m',
    ],
    [
      'an image that fails more often than always',
      'spec:\n  images:\n    - {name: a, errorRate: 2}\n',
      'f:7: spec.images[0].errorRate: Invalid value: 2: must be a number from 0 to 1',
    ],
    [
      'a wrong type',
      'spec:\n  seed: first\n',
      'f:6: spec.seed: Invalid value: "first": must be a whole number from 0 to 4294967295',
    ],
    [
      'a fault that does not exist',
      'spec:\n  steps:\n    - {at: 1s, fault: node-explode, target: node-1}\n',
      'f:7: spec.steps[0].fault: Unsupported value: "node-explode": supported values: "node-crash", "node-restart", "node-partition", "node-heal", "kubelet-stop", "kubelet-start", "container-kill", "component-stop", "component-start", "network-delay", "network-loss", "machine-crash", "container-crash", "instance-delete", "out-of-capacity", "quota-exceeded"',
    ],
    [
      'a fault without a target',
      'spec:\n  steps:\n    - {at: 1s, fault: node-crash}\n',
      'f:7: spec.steps[0].target: Required value',
    ],
    [
      'a step that does two things',
      'spec:\n  steps:\n    - {at: 1s, kubectl: get pods, apply: x}\n',
      'f:7: spec.steps[0]: must have exactly one of kubectl, apply, shell, fault, traffic, support, push',
    ],
    [
      'a step before the one above it',
      'spec:\n  steps:\n    - {at: 2s, kubectl: get pods}\n    - {at: 1s, kubectl: get pods}\n',
      'f:8: spec.steps[1].at: Invalid value: "1s": steps must be in order of time',
    ],
    [
      'a number of members that cannot vote',
      'spec:\n  cluster:\n    controlPlane: {members: 2}\n',
      'f:7: spec.cluster.controlPlane.members: Unsupported value: 2: supported values: 1, 3, 5',
    ],
    [
      'a missing spec of a step’s traffic',
      'spec:\n  steps:\n    - {at: 1s, traffic: {name: a, rps: 1}}\n',
      'f:7: spec.steps[0].traffic.to: Required value',
    ],
    [
      'several mistakes at once',
      'spec:\n  seed: -1\n  unti: 1m\n',
      'f:6: spec.seed: Invalid value: -1: must be a whole number from 0 to 4294967295\nf:7: spec.unti: unknown field',
    ],
  ];
  for (const [name, spec, message] of cases) {
    test(name, () => expect(() => parseScenario(head + spec, 'f')).toThrow(new Error(message)));
  }

  test('another apiVersion', () => {
    expect(() => parseScenario('apiVersion: v1\nkind: Scenario\nmetadata: {name: a}\nspec: {}\n', 'f')).toThrow(
      'f:1: apiVersion: Unsupported value: "v1": supported values: "orrery/v1"',
    );
  });

  test('text that is not YAML', () => {
    expect(() => parseScenario('apiVersion: [orrery/v1\n', 'f')).toThrow(/^f:\d+: /);
  });

  test('an empty file', () => {
    expect(() => parseScenario('\n', 'f')).toThrow(
      'f: the file is empty; a scenario has apiVersion, kind, metadata and spec',
    );
  });
});
