import { describe, expect, test } from 'vitest';
import type { HorizontalPodAutoscaler, MetricSpec } from '../../api/k8s/autoscaling-v2.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { NAMESPACE } from '../../sim/testing/control-plane.ts';
import { type ControllerWorld, createControllerWorld } from '../../sim/testing/controller-world.ts';
import HorizontalPodAutoscalerKind from './kind.ts';

const PERIOD_MS = 15_000;
const labels = { app: 'web' };

function workload(kind: string, name = 'web'): KubeObject {
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
  const metadata = { name, namespace: NAMESPACE };
  const spec = { ...(kind === 'DaemonSet' ? {} : { replicas: 2 }), selector: { matchLabels: labels }, template };
  return { apiVersion: 'apps/v1', kind, metadata, spec } as KubeObject;
}

function autoscaler(target: string, metrics?: readonly MetricSpec[], name = 'h'): HorizontalPodAutoscaler {
  const [apiVersion, kind, object] = target.split(' ') as [string, string, string];
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      scaleTargetRef: { apiVersion, kind, name: object },
      ...{ minReplicas: 1, maxReplicas: 5 },
      ...(metrics ? { metrics } : {}),
    },
  };
}

/** The conditions as `Type Status Reason: message`, and the events, after one look. */
function oneLook(objects: readonly KubeObject[]): { conditions: string[]; events: string[] } {
  const world = createControllerWorld();
  for (const object of objects) world.act(world.client.create(world.kind(object.kind), object));
  world.run(PERIOD_MS + 2_000);
  return { conditions: conditionsOf(world), events: world.newEvents('HorizontalPodAutoscaler') };
}

function conditionsOf(world: ControllerWorld): string[] {
  const { conditions = [] } = world.list(HorizontalPodAutoscalerKind)[0]?.status ?? {};
  return conditions.map(({ type, status, reason, message }) => `${type} ${status} ${reason}: ${message}`);
}

describe('an autoscaler', () => {
  const unable = "AbleToScale False FailedGetScale: the HPA controller was unable to get the target's current scale:";
  const noTargets: [name: string, target: string, objects: KubeObject[], text: string][] = [
    ['without its Deployment', 'apps/v1 Deployment web', [], 'deployments/scale.apps "web" not found'],
    ['without its StatefulSet', 'apps/v1 StatefulSet web', [], 'statefulsets.apps "web" not found'],
    ['of a kind that nobody knows', 'x.org/v1 Thing web', [], 'no matches for kind "Thing" in group "x.org"'],
    ['with a version that is none', 'a/b/c Thing web', [], 'unexpected GroupVersion string: a/b/c'],
    [
      'of a kind without a scale',
      'apps/v1 DaemonSet web',
      [workload('DaemonSet')],
      'the server could not find the requested resource',
    ],
  ];
  test.each(noTargets)('%s says so', (_name, target, objects, text) => {
    const { conditions, events } = oneLook([...objects, autoscaler(target)]);
    expect(conditions).toEqual([`${unable} ${text}`]);
    expect(events).toEqual([`Warning FailedGetScale: ${text}`]);
  });

  const metric = { name: 'queue' };
  const target = { type: 'Value', value: '10' };
  const missing: [name: string, MetricSpec, reason: string, text: string, outer: string][] = [
    [
      'the use of resources',
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      'FailedGetResourceMetric',
      'failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
      'failed to get cpu resource metric value: ',
    ],
    [
      'the use of resources by a container',
      {
        type: 'ContainerResource',
        containerResource: { name: 'memory', container: 'c', target: { type: 'AverageValue', averageValue: '1Gi' } },
      },
      'FailedGetContainerResourceMetric',
      'failed to get memory usage: unable to get metrics for resource memory: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
      'failed to get c container metric value: ',
    ],
    [
      'a metric of Pods',
      { type: 'Pods', pods: { metric, target: { type: 'AverageValue', averageValue: '10' } } },
      'FailedGetPodsMetric',
      'unable to get metric queue: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
      'failed to get pods metric value: ',
    ],
    [
      'a metric of an object',
      { type: 'Object', object: { describedObject: { apiVersion: 'v1', kind: 'Service', name: 's' }, metric, target } },
      'FailedGetObjectMetric',
      'unable to get metric queue: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered on Service demo/s',
      'failed to get object metric value: ',
    ],
    [
      'a metric from outside',
      { type: 'External', external: { metric: { ...metric, selector: { matchLabels: { q: 'jobs' } } }, target } },
      'FailedGetExternalMetric',
      'unable to get external metric demo/queue/&LabelSelector{MatchLabels:map[string]string{q: jobs,},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: the server could not find the requested resource (get queue.external.metrics.k8s.io)',
      'failed to get queue external metric value: failed to get external metric queue: ',
    ],
  ];
  test.each(missing)('that nobody can tell %s does nothing', (_name, spec, reason, text, outer) => {
    const { conditions, events } = oneLook([workload('Deployment'), autoscaler('apps/v1 Deployment web', [spec])]);
    expect(conditions).toEqual([
      "AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale",
      `ScalingActive False ${reason}: the HPA was unable to compute the replica count: ${text}`,
    ]);
    expect(events).toEqual([
      `Warning ${reason}: ${text}`,
      `Warning FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: ${outer}${text}`,
    ]);
  });

  test('that shares its Pods with another one does nothing once both have been looked at', () => {
    const world = createControllerWorld();
    const target = 'apps/v1 Deployment web';
    for (const object of [
      workload('Deployment'),
      autoscaler(target, undefined, 'a'),
      autoscaler(target, undefined, 'b'),
    ]) {
      world.act(world.client.create(world.kind(object.kind), object));
    }
    world.run(2 * PERIOD_MS + 2_000);
    expect(conditionsOf(world)[1]).toBe(
      'ScalingActive False AmbiguousSelector: pods by selector app=web are controlled by multiple HPAs: [demo/a demo/b]',
    );
  });
});
