import type { MetricStatus, MetricValueStatus } from '../../api/k8s/autoscaling-v2.gen.ts';
import { referenceToV1 } from './v1-specs.ts';
import { present, type V1MetricStatus, type V1ResourceStatus } from './v1-types.ts';

/** What was measured in the form of autoscaling/v1's annotation. Models Convert_*_MetricStatus. */
export function statusToV1(status: MetricStatus): V1MetricStatus {
  const { type, object, pods, resource, containerResource, external } = status;
  return present<V1MetricStatus>({
    type,
    object: object && {
      target: referenceToV1(object.describedObject),
      metricName: object.metric.name,
      currentValue: object.current.value ?? '0',
      ...present({ selector: object.metric.selector, averageValue: object.current.averageValue }),
    },
    pods: pods && {
      metricName: pods.metric.name,
      currentAverageValue: pods.current.averageValue ?? '0',
      ...present({ selector: pods.metric.selector }),
    },
    resource: resource && resourceToV1(resource.name, resource.current),
    containerResource: containerResource && {
      ...resourceToV1(containerResource.name, containerResource.current),
      container: containerResource.container,
    },
    external: external && {
      metricName: external.metric.name,
      ...present({ metricSelector: external.metric.selector }),
      currentValue: external.current.value ?? '0',
      ...present({ currentAverageValue: external.current.averageValue }),
    },
  });
}

function resourceToV1(name: string, { averageUtilization, averageValue }: MetricValueStatus): V1ResourceStatus {
  return {
    name,
    ...present({ currentAverageUtilization: averageUtilization }),
    currentAverageValue: averageValue ?? '0',
  };
}

/** The other way. */
export function statusFromV1(status: V1MetricStatus): MetricStatus {
  const { type, object, pods, resource, containerResource, external } = status;
  return present<MetricStatus>({
    type,
    object: object && {
      metric: present({ name: object.metricName, selector: object.selector }),
      current: present({ value: object.currentValue, averageValue: object.averageValue }),
      describedObject: object.target,
    },
    pods: pods && {
      metric: present({ name: pods.metricName, selector: pods.selector }),
      current: { averageValue: pods.currentAverageValue },
    },
    resource: resource && { name: resource.name, current: resourceFromV1(resource) },
    containerResource: containerResource && {
      name: containerResource.name,
      current: resourceFromV1(containerResource),
      container: containerResource.container,
    },
    external: external && {
      metric: present({ name: external.metricName, selector: external.metricSelector }),
      current: present({ value: external.currentValue, averageValue: external.currentAverageValue }),
    },
  });
}

function resourceFromV1({ currentAverageUtilization, currentAverageValue }: V1ResourceStatus): MetricValueStatus {
  return present<MetricValueStatus>({
    averageValue: currentAverageValue,
    averageUtilization: currentAverageUtilization,
  });
}
