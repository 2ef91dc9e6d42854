import type { MetricSpec, MetricTarget } from '../../api/k8s/autoscaling-v2.gen.ts';
import { present, type V1MetricSpec, type V1Reference, type V1ResourceSource } from './v1-types.ts';

/** A metric in the form of autoscaling/v1's annotation, fields in its order. Models Convert_*_MetricSpec. */
export function specToV1({ type, object, pods, resource, containerResource, external }: MetricSpec): V1MetricSpec {
  return present<V1MetricSpec>({
    type,
    object: object && {
      target: referenceToV1(object.describedObject),
      metricName: object.metric.name,
      targetValue: object.target.value ?? '0',
      ...present({ selector: object.metric.selector, averageValue: object.target.averageValue }),
    },
    pods: pods && {
      metricName: pods.metric.name,
      targetAverageValue: pods.target.averageValue ?? '0',
      ...present({ selector: pods.metric.selector }),
    },
    resource: resource && resourceToV1(resource.name, resource.target),
    containerResource: containerResource && {
      ...resourceToV1(containerResource.name, containerResource.target),
      container: containerResource.container,
    },
    external:
      external &&
      present({
        metricName: external.metric.name,
        metricSelector: external.metric.selector,
        targetValue: external.target.value,
        targetAverageValue: external.target.averageValue,
      }),
  });
}

/** Fields in the order in which annotations have them. */
export function referenceToV1({ kind, name, apiVersion }: V1Reference): V1Reference {
  return present<V1Reference>({ kind, name, apiVersion: apiVersion || undefined });
}

function resourceToV1(name: string, { averageUtilization, averageValue }: MetricTarget): V1ResourceSource {
  return present<V1ResourceSource>({
    name,
    targetAverageUtilization: averageUtilization,
    targetAverageValue: averageValue,
  });
}

/** The other way. */
export function specFromV1({ type, object, pods, resource, containerResource, external }: V1MetricSpec): MetricSpec {
  return present<MetricSpec>({
    type,
    object: object && {
      describedObject: object.target,
      metric: present({ name: object.metricName, selector: object.selector }),
      target: present<MetricTarget>({
        type: object.averageValue === undefined ? 'Value' : 'AverageValue',
        value: object.targetValue,
        averageValue: object.averageValue,
      }),
    },
    pods: pods && {
      metric: present({ name: pods.metricName, selector: pods.selector }),
      target: { type: 'AverageValue', averageValue: pods.targetAverageValue },
    },
    resource: resource && { name: resource.name, target: resourceFromV1(resource) },
    containerResource: containerResource && {
      name: containerResource.name,
      target: resourceFromV1(containerResource),
      container: containerResource.container,
    },
    external: external && {
      metric: present({ name: external.metricName, selector: external.metricSelector }),
      target: present<MetricTarget>({
        type: external.targetValue === undefined ? 'AverageValue' : 'Value',
        value: external.targetValue,
        averageValue: external.targetAverageValue,
      }),
    },
  });
}

function resourceFromV1({ targetAverageUtilization, targetAverageValue }: V1ResourceSource): MetricTarget {
  return present<MetricTarget>({
    type: targetAverageUtilization === undefined ? 'AverageValue' : 'Utilization',
    averageValue: targetAverageValue,
    averageUtilization: targetAverageUtilization,
  });
}
