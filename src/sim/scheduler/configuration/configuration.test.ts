import { describe, expect, test } from 'vitest';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { schedulerFixture } from '../../testing/scheduler-fixture.ts';
import { testNode, testPod } from '../../testing/scheduler-world.ts';
import { DEFAULT_CONFIG, type SchedulerConfig } from '../config.ts';
import { buildProfile } from '../profile.ts';
import { isSchedulerConfiguration, parseConfiguration } from './parse-configuration.ts';

const HEAD = 'apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n';
const document = (yaml: string): unknown => parseDocuments(HEAD + yaml)[0]!.value;
const parse = (yaml: string): SchedulerConfig => parseConfiguration(document(yaml));
const profile = (yaml: string): string => `profiles:\n- ${yaml.trimEnd().split('\n').join('\n  ')}\n`;
const argsOf = (plugin: string, yaml: string): string => profile(`pluginConfig:\n- name: ${plugin}\n  args: ${yaml}`);

test('a configuration without fields is the one by default', () => {
  const { profiles, ...rest } = parse('');
  const { profiles: byDefault, ...restByDefault } = DEFAULT_CONFIG;
  expect(rest).toEqual(restByDefault);
  expect(profiles).toEqual([{ ...byDefault[0], points: {} }]);
});

test('only documents of the group and kind are configurations', () => {
  expect(isSchedulerConfiguration(document(''))).toBe(true);
  expect(isSchedulerConfiguration({ apiVersion: 'v1', kind: 'KubeSchedulerConfiguration' })).toBe(false);
  expect(isSchedulerConfiguration(undefined)).toBe(false);
});

/** Each text is what kube-scheduler prints when it refuses the file. */
const refused: readonly (readonly [title: string, yaml: string, message: string])[] = [
  ['a field that there is not', 'profile: []', 'strict decoding error: unknown field "profile"'],
  [
    'a field of a profile that there is not',
    profile('plugins: {score: {enable: []}}'),
    'strict decoding error: unknown field "profiles[0].plugins.score.enable"',
  ],
  [
    'a value of a wrong type',
    'podMaxBackoffSeconds: ten',
    'json: cannot unmarshal string into Go struct field KubeSchedulerConfiguration.podMaxBackoffSeconds of type int64',
  ],
  [
    'an argument that there is not',
    argsOf('NodeResourcesFit', '{scoringStrategy: {resources: [{Name: cpu, Weight: 1}]}}'),
    'strict decoding error: decoding .profiles[0].pluginConfig[0]: strict decoding error: decoding args for plugin NodeResourcesFit: strict decoding error: unknown field "scoringStrategy.resources[0].Name", unknown field "scoringStrategy.resources[0].Weight"',
  ],
  [
    'arguments of another plugin',
    argsOf('DefaultPreemption', '{apiVersion: kubescheduler.config.k8s.io/v1, kind: InterPodAffinityArgs}'),
    'decoding .profiles[0].pluginConfig[0]: args for plugin DefaultPreemption were not of type DefaultPreemptionArgs.kubescheduler.config.k8s.io, got InterPodAffinityArgs.kubescheduler.config.k8s.io',
  ],
  [
    'an extender with a field that there is not',
    'extenders: [{urlPrefix: "http://a", filterverb: filter}]',
    'strict decoding error: unknown field "extenders[0].filterverb"',
  ],
  [
    'an extender that scores and has no weight, and resources that it may not manage',
    'extenders: [{prioritizeVerb: p, managedResources: [{name: cpu}, {name: a.b/c}, {name: a.b/c}]}]',
    '[extenders[0].weight: Invalid value: 0: must have a positive weight applied to it, extenders[0].managedResources[0].name: Invalid value: "cpu": is an invalid extended resource name, extenders[0].managedResources[2].name: Invalid value: "a.b/c": duplicate extender managed resource name]',
  ],
  [
    'two extenders that bind',
    'extenders: [{bindVerb: b}, {bindVerb: b}]',
    'extenders: Invalid value: "found 2 extenders implementing bind": only one extender can implement bind',
  ],
  [
    'an extender without fault, which could not be called',
    'extenders: [{urlPrefix: "http://127.0.0.1:8888/", filterVerb: filter}]',
    'extenders: the extender (http://127.0.0.1:8888/) cannot be called: extenders are HTTP servers of your own, and kube-orrery simulates none. Leave the field out',
  ],
  [
    'an election that cannot work',
    'leaderElection: {leaseDuration: 5s, retryPeriod: 20s, resourceName: ""}',
    '[leaderElection.leaseDuration: Invalid value: 10s: LeaseDuration must be greater than RenewDeadline, leaderElection.renewDeadline: Invalid value: 20s: RenewDeadline must be greater than RetryPeriod, leaderElection.resourceName: Required value: resourceName is required]',
  ],
  [
    'a duration that is none',
    'leaderElection: {leaseDuration: 5}',
    'json: cannot unmarshal number into Go value of type string',
  ],
  ['a duration without unit', 'leaderElection: {leaseDuration: "5"}', 'time: missing unit in duration "5"'],
  [
    'a negative burst',
    'clientConnection: {burst: -1}',
    'clientConnection.burst: Invalid value: -1: must be non-negative',
  ],
  [
    'a negative parallelism',
    'parallelism: -1',
    'parallelism: Invalid value: -1: should be an integer value greater than zero',
  ],
  [
    'a share of nodes over 100 %',
    'percentageOfNodesToScore: 101',
    'percentageOfNodesToScore: Invalid value: 101: not in valid range [0-100]',
  ],
  [
    'no back-off, and one that shrinks',
    'podInitialBackoffSeconds: 0\npodMaxBackoffSeconds: -1',
    '[podInitialBackoffSeconds: Invalid value: 0: must be greater than 0, podMaxBackoffSeconds: Invalid value: -1: must be greater than or equal to PodInitialBackoffSeconds]',
  ],
  [
    'profiles without names',
    'profiles: [{}, {schedulerName: a}, {schedulerName: a}]',
    '[profiles[0].schedulerName: Required value, profiles[2].schedulerName: Duplicate value: "profiles[1].schedulerName"]',
  ],
  [
    'a plugin that has gone',
    profile('plugins: {filter: {enabled: [{name: EBSLimits}]}}'),
    'profiles[0].plugins.filter.enabled[0]: Invalid value: "EBSLimits": was invalid in version "kubescheduler.config.k8s.io/v1" (KubeSchedulerConfiguration is version "kubescheduler.config.k8s.io/v1")',
  ],
  [
    'arguments for a plugin twice',
    profile('pluginConfig: [{name: VolumeBinding}, {name: VolumeBinding}]'),
    'profiles[0].pluginConfig[1]: Duplicate value: "VolumeBinding"',
  ],
  [
    'preemption that looks at no node',
    argsOf('DefaultPreemption', '{minCandidateNodesPercentage: 0, minCandidateNodesAbsolute: 0}'),
    '[profiles[0].pluginConfig[0].args.minCandidateNodesPercentage: Invalid value: 0: cannot be zero at the same time as minCandidateNodesAbsolute, profiles[0].pluginConfig[0].args.minCandidateNodesAbsolute: Invalid value: 0: cannot be zero at the same time as minCandidateNodesPercentage]',
  ],
  [
    'a weight of affinity out of range',
    argsOf('InterPodAffinity', '{hardPodAffinityWeight: 101}'),
    'profiles[0].pluginConfig[0].args.hardPodAffinityWeight: Invalid value: 101: not in valid range [0, 100]',
  ],
  [
    'constraints beside those of the system',
    argsOf('PodTopologySpread', '{defaultConstraints: [{maxSkew: 0, topologyKey: zone, whenUnsatisfiable: Never}]}'),
    '[profiles[0].pluginConfig[0].args.defaultingType: Invalid value: "System": when .defaultConstraints are not empty, profiles[0].pluginConfig[0].args.defaultConstraints[0].maxSkew: Invalid value: 0: not in valid range (0, inf), profiles[0].pluginConfig[0].args.defaultConstraints[0].whenUnsatisfiable: Unsupported value: "Never": supported values: "DoNotSchedule", "ScheduleAnyway"]',
  ],
  [
    'balance by a weight',
    argsOf('NodeResourcesBalancedAllocation', '{resources: [{name: cpu, weight: 2}, {name: cpu}]}'),
    '[profiles[0].pluginConfig[0].args.resources[0].weight: Invalid value: 2: must be 1, profiles[0].pluginConfig[0].args.resources[1].name: Duplicate value: "cpu"]',
  ],
  [
    'a time that is negative',
    argsOf('VolumeBinding', '{bindTimeoutSeconds: -1}'),
    'profiles[0].pluginConfig[0].args.bindTimeoutSeconds: Invalid value: -1: invalid BindTimeoutSeconds, should not be a negative value',
  ],
  [
    'a term for nodes with an operator that there is not',
    argsOf(
      'NodeAffinity',
      '{addedAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Is}]}]}}}',
    ),
    'profiles[0].pluginConfig[0].args.addedAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator',
  ],
  [
    'a strategy that there is not',
    argsOf('NodeResourcesFit', '{scoringStrategy: {type: Best}}'),
    'initializing profiles: creating profile for scheduler name default-scheduler: initializing plugin "NodeResourcesFit": scoringStrategy.type: Unsupported value: "Best": supported values: "LeastAllocated", "MostAllocated", "RequestedToCapacityRatio"',
  ],
  [
    'a shape that falls back and is too high',
    argsOf(
      'NodeResourcesFit',
      '{scoringStrategy: {type: RequestedToCapacityRatio, requestedToCapacityRatio: {shape: [{utilization: 50, score: 11}, {utilization: 50}]}}}',
    ),
    'initializing profiles: creating profile for scheduler name default-scheduler: initializing plugin "NodeResourcesFit": [scoringStrategy.shape[1].utilization: Invalid value: 50: values must be sorted in increasing order, scoringStrategy.shape[0].score: Invalid value: 11: not in valid range [0, 10]]',
  ],
  [
    'a plugin that there is not',
    profile('plugins: {multiPoint: {enabled: [{name: Lottery}]}}'),
    'initializing profiles: creating profile for scheduler name default-scheduler: PreFilterPlugin "Lottery" does not exist',
  ],
  [
    'a plugin that does not score',
    profile('plugins: {score: {enabled: [{name: NodeName}]}}'),
    'initializing profiles: creating profile for scheduler name default-scheduler: plugin "NodeName" does not extend ScorePlugin plugin',
  ],
  [
    'no way to bind',
    profile('plugins: {bind: {disabled: [{name: "*"}]}}'),
    'initializing profiles: creating profile for scheduler name default-scheduler: at least one bind plugin is needed for profile with scheduler name "default-scheduler"',
  ],
  [
    'no order of Pods',
    profile('plugins: {multiPoint: {disabled: [{name: PrioritySort}]}}'),
    'initializing profiles: creating profile for scheduler name default-scheduler: only one queue sort plugin required for profile with scheduler name "default-scheduler", but got 0',
  ],
];

describe('what is refused', () => {
  for (const [title, yaml, message] of refused)
    test(title, () => expect(() => parse(yaml)).toThrow(new Error(message)));
  test('another version', () => {
    const old = { apiVersion: 'kubescheduler.config.k8s.io/v1beta3', kind: 'KubeSchedulerConfiguration' };
    expect(() => parseConfiguration(old)).toThrow(
      'no kind "KubeSchedulerConfiguration" is registered for version "kubescheduler.config.k8s.io/v1beta3" in scheme "pkg/scheduler/apis/config/scheme/scheme.go:30"',
    );
  });
});

const { handle } = schedulerFixture([]);
const scorersOf = (yaml: string): readonly string[] =>
  buildProfile(parse(yaml).profiles[0]!, 0, handle).scorers.map(({ name, weight }) => `${name} ${weight}`);
const byDefault = [
  ...['TaintToleration 3', 'NodeAffinity 2', 'NodeResourcesFit 1', 'PodTopologySpread 2', 'InterPodAffinity 2'],
  ...['NodeResourcesBalancedAllocation 1', 'ImageLocality 1'],
];
const withWeight = (name: string, weight: number): string[] =>
  byDefault.map((each) => (each.startsWith(`${name} `) ? `${name} ${weight}` : each));

/** Which plugins score, and with what weight. */
const scoring: readonly (readonly [title: string, yaml: string, scorers: readonly string[]])[] = [
  ['as they are', '', byDefault],
  [
    'another weight everywhere',
    profile('plugins: {multiPoint: {enabled: [{name: ImageLocality, weight: 9}]}}'),
    withWeight('ImageLocality', 9),
  ],
  [
    'another weight for the score comes first in the order',
    profile('plugins: {score: {enabled: [{name: ImageLocality, weight: 9}]}}'),
    ['ImageLocality 9', ...byDefault.slice(0, -1)],
  ],
  ['one that does not score', profile('plugins: {score: {disabled: [{name: TaintToleration}]}}'), byDefault.slice(1)],
  [
    'none but one',
    profile('plugins: {score: {disabled: [{name: "*"}], enabled: [{name: NodeResourcesFit}]}}'),
    ['NodeResourcesFit 1'],
  ],
  [
    'one that takes no part at all',
    profile('plugins: {multiPoint: {disabled: [{name: NodeAffinity}]}}'),
    byDefault.filter((each) => !each.startsWith('NodeAffinity')),
  ],
  [
    'a score without its preparation is none',
    profile('plugins: {preScore: {disabled: [{name: InterPodAffinity}]}}'),
    byDefault.filter((each) => !each.startsWith('InterPodAffinity')),
  ],
];

describe('plugins that score', () => {
  for (const [title, yaml, scorers] of scoring) test(title, () => expect(scorersOf(yaml)).toEqual(scorers));
});

describe('what follows from a configuration', () => {
  const full = testNode('full');
  const empty = testNode('empty');
  const objects = [full, empty, testPod('other', '2', { nodeName: 'full' })];
  const decide = (yaml: string, pod = testPod('web')) => schedulerFixture(objects, parse(yaml).profiles[0]).decide(pod);
  const chosen = (yaml: string): string | undefined => decide(yaml).chosen?.name;
  const strategy = (fields: string): string => argsOf('NodeResourcesFit', `{scoringStrategy: {${fields}}}`);

  test('nodes are filled one after the other, or evenly', () => {
    expect(chosen('')).toBe('empty');
    expect(chosen(strategy('type: MostAllocated'))).toBe('full');
    const ratio = (low: number, high: number): string =>
      strategy(
        `type: RequestedToCapacityRatio, requestedToCapacityRatio: {shape: [{utilization: 0, score: ${low}}, {utilization: 100, score: ${high}}]}`,
      );
    expect(chosen(ratio(0, 10))).toBe('full');
    expect(chosen(ratio(10, 0))).toBe('empty');
  });

  test('a filter that is off lets everything pass', () => {
    const large = testPod('large', '64');
    expect(decide('', large).feasible).toEqual([]);
    expect(decide(profile('plugins: {filter: {disabled: [{name: NodeResourcesFit}]}}'), large).feasible).toHaveLength(
      2,
    );
  });

  test('a decision names the filters in the order of its profile', () => {
    const yaml = profile(
      'plugins: {filter: {disabled: [{name: "*"}], enabled: [{name: NodePorts}, {name: NodeName}]}}',
    );
    expect(decide(yaml).filterNames).toEqual(['NodePorts', 'NodeName']);
  });

  test('added affinity holds for all Pods of the profile', () => {
    const term = '{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [full]}]}';
    const yaml = argsOf(
      'NodeAffinity',
      `{addedAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${term}]}}}`,
    );
    expect(decide(yaml).feasible.map(({ name }) => name)).toEqual(['full']);
  });
});
