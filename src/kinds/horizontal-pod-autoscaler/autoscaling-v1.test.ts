import { expect, test } from 'vitest';
import type { HorizontalPodAutoscaler as V1 } from '../../api/k8s/autoscaling-v1.gen.ts';
import type { HorizontalPodAutoscaler as V2 } from '../../api/k8s/autoscaling-v2.gen.ts';
import { autoscalingV1 } from './autoscaling-v1.ts';
import { defaultHorizontalPodAutoscaler } from './defaults.ts';

const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const AT = '2026-01-01T00:00:00Z';
const cpu = (averageUtilization: number) =>
  ({ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } }) as const;

const v2 = (spec: object, annotations?: Readonly<Record<string, string>>, status?: object): V2 =>
  ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'h', ...(annotations ? { annotations } : {}) },
    spec: { scaleTargetRef: target, minReplicas: 1, maxReplicas: 3, ...spec },
    ...(status ? { status } : {}),
  }) as unknown as V2;

const v1 = (spec: object, annotations?: Readonly<Record<string, string>>, status?: object): V1 =>
  ({
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'h', ...(annotations ? { annotations } : {}) },
    spec: { scaleTargetRef: target, minReplicas: 1, maxReplicas: 3, ...spec },
    ...(status ? { status } : {}),
  }) as unknown as V1;

const key = (name: string): string => `autoscaling.alpha.kubernetes.io/${name}`;

/** The same object in both versions. */
const both: readonly (readonly [string, V2, V1])[] = [
  ['the use of the CPU has a field', v2({ metrics: [cpu(50)] }), v1({ targetCPUUtilizationPercentage: 50 })],
  [
    'other metrics stand in an annotation in their older form',
    v2({
      metrics: [
        {
          type: 'Object',
          object: {
            describedObject: { kind: 'Ingress', name: 'main' },
            metric: { name: 'hits', selector: { matchLabels: { a: 'b' } } },
            target: { type: 'Value', value: '10k' },
          },
        },
        { type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '100' } } },
        {
          type: 'External',
          external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } },
        },
        {
          type: 'ContainerResource',
          containerResource: {
            name: 'cpu',
            container: 'c',
            target: { type: 'Utilization', averageUtilization: 60 },
          },
        },
        { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } } },
        cpu(80),
      ],
    }),
    v1(
      { targetCPUUtilizationPercentage: 80 },
      {
        [key('metrics')]:
          '[{"type":"Object","object":{"target":{"kind":"Ingress","name":"main"},"metricName":"hits","targetValue":"10k","selector":{"matchLabels":{"a":"b"}}}},' +
          '{"type":"Pods","pods":{"metricName":"rps","targetAverageValue":"100"}},' +
          '{"type":"External","external":{"metricName":"queue","targetAverageValue":"30"}},' +
          '{"type":"ContainerResource","containerResource":{"name":"cpu","targetAverageUtilization":60,"container":"c"}},' +
          '{"type":"Resource","resource":{"name":"memory","targetAverageValue":"1Gi"}}]',
      },
    ),
  ],
  [
    'behavior is written with the names of Go',
    v2({
      metrics: [cpu(50)],
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: 'Max',
          policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }],
        },
        scaleDown: { selectPolicy: 'Min', policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }] },
      },
    }),
    v1(
      { targetCPUUtilizationPercentage: 50 },
      {
        [key('behavior')]:
          '{"ScaleUp":{"StabilizationWindowSeconds":0,"SelectPolicy":"Max","Policies":[{"Type":"Pods","Value":4,"PeriodSeconds":15}]},' +
          '"ScaleDown":{"StabilizationWindowSeconds":null,"SelectPolicy":"Min","Policies":[{"Type":"Percent","Value":10,"PeriodSeconds":60}]}}',
      },
    ),
  ],
  [
    'the status keeps what was measured and its conditions',
    v2(
      { metrics: [cpu(50)] },
      { mine: 'x' },
      {
        currentReplicas: 2,
        desiredReplicas: 2,
        currentMetrics: [
          { type: 'Resource', resource: { name: 'cpu', current: { averageValue: '20m', averageUtilization: 20 } } },
        ],
        conditions: [{ type: 'AbleToScale', status: 'True', lastTransitionTime: AT, reason: 'R', message: 'm' }],
      },
    ),
    v1(
      { targetCPUUtilizationPercentage: 50 },
      {
        mine: 'x',
        [key('current-metrics')]:
          '[{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":20,"currentAverageValue":"20m"}}]',
        [key('conditions')]:
          '[{"type":"AbleToScale","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z","reason":"R","message":"m"}]',
      },
      { currentReplicas: 2, desiredReplicas: 2, currentCPUUtilizationPercentage: 20 },
    ),
  ],
];

test.each(both)('%s', (_title, stored, shown) => {
  expect(autoscalingV1.fromStored(stored)).toEqual(shown);
  expect(autoscalingV1.toStored(shown)).toEqual(stored);
});

const inOnly: readonly (readonly [string, V1, V2])[] = [
  ['no metric at all means 80 percent of the CPU', v1({}), v2({ metrics: [cpu(80)] })],
  [
    'annotations that cannot be read are dropped',
    v1({}, { [key('metrics')]: '[{"type":5}]', [key('behavior')]: '{', [key('conditions')]: '"x"' }),
    v2({ metrics: [cpu(80)] }),
  ],
];

test.each(inOnly)('%s', (_title, given, stored) => {
  expect(autoscalingV1.toStored(given)).toEqual(stored);
  expect(defaultHorizontalPodAutoscaler(stored)).toBe(stored);
});
