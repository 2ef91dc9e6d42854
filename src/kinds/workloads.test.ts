import { describe, expect, test } from 'vitest';
import { fieldErrorText } from '../api/field-errors.ts';
import type { Kind } from '../api/kind.ts';
import type { KubeObject } from '../api/object.ts';
import { ControllerRevisionKind } from './controller-revision/kind.ts';
import { CronJobKind } from './cron-job/kind.ts';
import { DaemonSetKind } from './daemon-set/kind.ts';
import { HorizontalPodAutoscalerKind } from './horizontal-pod-autoscaler/kind.ts';
import { JobKind } from './job/kind.ts';
import { PodDisruptionBudgetKind } from './pod-disruption-budget/kind.ts';
import { ReplicationControllerKind } from './replication-controller/kind.ts';
import { StatefulSetKind } from './stateful-set/kind.ts';

type AnyKind = Kind<KubeObject>;
const any = (kind: unknown): AnyKind => kind as AnyKind;

const labels = { app: 'web' };
const pod = (restartPolicy?: string) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'c', image: 'app:v1' }], ...(restartPolicy ? { restartPolicy } : {}) },
});

/** A new object of a kind, completed and prepared as the server does. */
function make(kind: AnyKind, spec: object, metadata: object = {}): KubeObject {
  const object = { apiVersion: 'x/v1', kind: kind.kind, metadata: { name: 'x', uid: 'u', ...metadata }, spec };
  const complete = kind.defaults?.(object as KubeObject) ?? (object as KubeObject);
  return kind.prepareForCreate?.(complete, { nowMs: 0 }) ?? complete;
}

const masked = (text: string): string => text.replace(/0xc0+\b/g, '0xADDR');
const texts = (errors: Parameters<typeof fieldErrorText>[0][] | readonly Parameters<typeof fieldErrorText>[0][]) =>
  errors.map(fieldErrorText).map(masked);

const statefulSet = { serviceName: 'x', selector: { matchLabels: labels }, template: pod() };
const daemonSet = { selector: { matchLabels: labels }, template: pod() };
const job = { template: pod('Never') };
const cronJob = { schedule: '* * * * *', jobTemplate: { spec: job } };
const autoscaler = { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 3 };

describe('what is wrong with a new object', () => {
  const rows: readonly (readonly [string, AnyKind, object, readonly string[]])[] = [
    [
      'a StatefulSet selects its own Pods and knows its strategies',
      any(StatefulSetKind),
      {
        ...statefulSet,
        selector: {},
        updateStrategy: { type: 'Blue' },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Keep' },
        ordinals: { start: -1 },
      },
      [
        "spec.updateStrategy: Invalid value: apps.StatefulSetUpdateStrategy{Type:\"Blue\", RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}: must be 'RollingUpdate' or 'OnDelete'",
        'spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: "Keep": supported values: "Retain", "Delete"',
        'spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0',
        'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for statefulset',
      ],
    ],
    [
      'a StatefulSet that is updated by hand has no rolling update',
      any(StatefulSetKind),
      { ...statefulSet, updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } },
      [
        "spec.updateStrategy.rollingUpdate: Invalid value: apps.RollingUpdateStatefulSetStrategy{Partition:1, MaxUnavailable:(*intstr.IntOrString)(nil)}: only allowed for updateStrategy 'RollingUpdate'",
      ],
    ],
    [
      'a DaemonSet either surges or takes away',
      any(DaemonSetKind),
      { ...daemonSet, updateStrategy: { rollingUpdate: { maxSurge: '10%', maxUnavailable: '101%' } } },
      [
        'spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"101%"}: must not be greater than 100%',
        'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"10%"}: may not be set when maxUnavailable is non-zero',
      ],
    ],
    [
      'a DaemonSet without selector selects nothing',
      any(DaemonSetKind),
      { template: pod() },
      [
        'spec.template.metadata.labels: Invalid value: map[string]string{"app":"web"}: `selector` does not match template `labels`',
      ],
    ],
    [
      'a ReplicationController needs a template',
      any(ReplicationControllerKind),
      { replicas: -1 },
      [
        'spec.selector: Required value',
        'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
        'spec.template: Required value',
      ],
    ],
    [
      'the failure policy of a Job',
      any(JobKind),
      {
        ...job,
        podFailurePolicy: {
          rules: [
            { action: 'FailIndex', onExitCodes: { operator: 'In', values: [3, 0, 3], containerName: 'd' } },
            {
              action: 'Stop',
              onExitCodes: { operator: 'Is', values: [] },
              onPodConditions: [{ type: '', status: 'X' }],
            },
            {},
          ],
        },
        podReplacementPolicy: 'TerminatingOrFailed',
      },
      [
        'spec.podFailurePolicy.rules[0].action: Invalid value: "FailIndex": requires the backoffLimitPerIndex to be set',
        'spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: "d": must be one of the container or initContainer names in the pod template',
        'spec.podFailurePolicy.rules[0].onExitCodes.values[1]: Invalid value: 0: must not be 0 for the In operator',
        'spec.podFailurePolicy.rules[0].onExitCodes.values[2]: Duplicate value: 3',
        'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: []int32{3, 0, 3}: must be ordered',
        'spec.podFailurePolicy.rules[1].action: Unsupported value: "Stop": supported values: "Count", "FailIndex", "FailJob", "Ignore"',
        'spec.podFailurePolicy.rules[1].onExitCodes.operator: Unsupported value: "Is": supported values: "In", "NotIn"',
        'spec.podFailurePolicy.rules[1].onExitCodes.values: Invalid value: []int32(nil): at least one value is required',
        'spec.podFailurePolicy.rules[1].onPodConditions[0].type: Invalid value: "": name part must be non-empty',
        expect.stringContaining(
          'spec.podFailurePolicy.rules[1].onPodConditions[0].type: Invalid value: "": name part must',
        ),
        'spec.podFailurePolicy.rules[1].onPodConditions[0].status: Unsupported value: "X": supported values: "False", "True", "Unknown"',
        'spec.podFailurePolicy.rules[1]: Invalid value: specifying both OnExitCodes and OnPodConditions is not supported',
        'spec.podFailurePolicy.rules[2].action: Required value: valid values: ["Count" "FailIndex" "FailJob" "Ignore"]',
        'spec.podFailurePolicy.rules[2]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
        'spec.podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"',
      ],
    ],
    [
      'the success policy of an indexed Job',
      any(JobKind),
      {
        ...job,
        completionMode: 'Indexed',
        completions: 5,
        successPolicy: {
          rules: [{ succeededIndexes: '0-2,9' }, { succeededIndexes: '0,2-3', succeededCount: 4 }, {}],
        },
      },
      [
        'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "0-2,9": error parsing succeededIndexes: too large index: "9"',
        'spec.successPolicy.rules[1].succeededCount: Invalid value: 4: must be less than or equal to 3 (the number of indexes in the specified succeededIndexes field)',
        'spec.successPolicy.rules[2]: Required value: at least one of succeededCount or succeededIndexes must be specified',
      ],
    ],
    [
      'only indexed Jobs have a success policy, and managers have a domain',
      any(JobKind),
      { ...job, managedBy: 'me', successPolicy: { rules: [{ succeededCount: 1 }] } },
      [
        'spec.managedBy: Invalid value: "me": must be a domain-prefixed path (such as "acme.io/foo")',
        'spec.successPolicy: Invalid value: batch.SuccessPolicy{Rules:[]batch.SuccessPolicyRule{batch.SuccessPolicyRule{SucceededIndexes:(*string)(nil), SucceededCount:(*int32)(0xADDR)}}}: requires indexed completion mode',
      ],
    ],
    [
      'a CronJob has a time zone that exists and leaves selectors to the server',
      any(CronJobKind),
      {
        ...cronJob,
        timeZone: 'local',
        concurrencyPolicy: 'Maybe',
        jobTemplate: { spec: { ...job, manualSelector: true, selector: { matchLabels: { a: 'b' } } } },
      },
      [
        'spec.timeZone: Invalid value: "local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
        'spec.timeZone: Invalid value: "local": unknown time zone local',
        'spec.concurrencyPolicy: Unsupported value: "Maybe": supported values: "Allow", "Forbid", "Replace"',
        'spec.jobTemplate.spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"a":"b"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: `selector` will be auto-generated',
        'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"',
      ],
    ],
    [
      'the metrics and the behavior of an autoscaler',
      any(HorizontalPodAutoscalerKind),
      {
        ...autoscaler,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } }, pods: {} },
          { type: 'Weather' },
          { type: 'External', external: { metric: { name: 'a/b' }, target: { type: 'Value', value: '0' } } },
        ],
        behavior: {
          scaleDown: { stabilizationWindowSeconds: 4000, policies: [{ type: 'Some', value: 0, periodSeconds: 2000 }] },
        },
      },
      [
        'spec.metrics[0].pods.metric.name: Required value: must specify a metric name',
        'spec.metrics[0].pods.target.type: Required value: must specify a metric target type',
        'spec.metrics[0].pods.target.type: Invalid value: "": must be either Utilization, Value, or AverageValue',
        'spec.metrics[0].pods.target.averageValue: Required value: must specify a positive target averageValue',
        'spec.metrics[0].pods: Forbidden: must populate the given metric source only',
        'spec.metrics[1].type: Unsupported value: "Weather": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
        'spec.metrics[1].type: Unsupported value: "Weather": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
        'spec.metrics[2].external.metric.name: Invalid value: "a/b": may not contain \'/\'',
        'spec.metrics[2].external.target.value: Invalid value: resource.Quantity{i:resource.int64Amount{value:0, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"0", Format:"DecimalSI"}: must be positive',
        'spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 4000: must be less than or equal to 3600',
        'spec.behavior.scaleDown.policies[0].type: Unsupported value: "Some": supported values: "Percent", "Pods"',
        'spec.behavior.scaleDown.policies[0].value: Invalid value: 0: must be greater than zero',
        'spec.behavior.scaleDown.policies[0].periodSeconds: Invalid value: 2000: must be less than or equal to 1800',
      ],
    ],
    [
      'a disruption budget',
      any(PodDisruptionBudgetKind),
      { minAvailable: 'half', unhealthyPodEvictionPolicy: 'Never' },
      [
        "spec.minAvailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:\"half\"}: a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
        'spec.unhealthyPodEvictionPolicy: Unsupported value: "Never": supported values: "AlwaysAllow", "IfHealthyBudget"',
      ],
    ],
  ];

  test.each(rows)('%s', (_title, kind, spec, expected) => {
    expect(texts(kind.validate!(make(kind, spec)))).toEqual(expected);
  });
});

describe('what may change', () => {
  test('the template of a DaemonSet counts its changes', () => {
    const kind = any(DaemonSetKind);
    const first = make(kind, daemonSet) as KubeObject & { spec: typeof daemonSet };
    const spec = { ...first.spec, template: { ...first.spec.template, metadata: { labels: { ...labels, v: '2' } } } };
    const next = kind.prepareForUpdate!({ ...first, spec } as KubeObject, first, { nowMs: 0 });
    const generation = 'deprecated.daemonset.template.generation';
    expect([first, next].map(({ metadata }) => [metadata.generation, metadata.annotations![generation]])).toEqual([
      [1, '1'],
      [2, '2'],
    ]);
  });

  test('the data of a ControllerRevision never changes', () => {
    const revision = (data: unknown) => ({ metadata: { name: 'r' }, revision: 1, data }) as never;
    expect(texts(ControllerRevisionKind.validateUpdate!(revision(1), revision(2)))).toEqual([
      'data: Invalid value: runtime.Unknown{TypeMeta:runtime.TypeMeta{APIVersion:"", Kind:""}, Raw:[]uint8{0x31}, ContentEncoding:"", ContentType:"application/json"}: field is immutable',
    ]);
  });
});

describe('what the server warns of', () => {
  test.each<readonly [string, AnyKind, object, object, readonly string[]]>([
    [
      'a Job whose name cannot be that of a host',
      any(JobKind),
      job,
      { name: 'a.b' },
      [
        'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]',
      ],
    ],
    [
      'many indexes at once',
      any(JobKind),
      { ...job, completionMode: 'Indexed', completions: 100_001, parallelism: 10_001 },
      {},
      [
        'spec: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail',
      ],
    ],
    [
      'claims of half a byte and history without end',
      any(StatefulSetKind),
      {
        ...statefulSet,
        revisionHistoryLimit: -1,
        volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: { resources: { requests: { storage: '500m' } } } }],
      },
      {},
      [
        'spec.volumeClaimTemplates[0].resources.requests[storage]: fractional byte value "500m" is invalid, must be an integer',
        'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
      ],
    ],
  ])('%s', (_title, kind, spec, metadata, expected) => {
    expect(kind.warnings!(make(kind, spec, metadata))).toEqual(expected);
  });
});
