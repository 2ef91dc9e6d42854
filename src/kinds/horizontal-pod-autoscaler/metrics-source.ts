import type { Client } from '../../api/client.ts';
import type { CrossVersionObjectReference } from '../../api/k8s/autoscaling-v2.gen.ts';
import type { Kind } from '../../api/kind.ts';
import { parseApiVersion } from '../../api/meta.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { parseDuration } from '../../base/duration.ts';
import { milliValue } from '../../base/quantity.ts';
import { parseTime } from '../../base/time.ts';
import { prefixed } from './prefixed.ts';

/** What was measured of a Pod: `value` in thousandths, over a window that ended at a time (Unix milliseconds). */
export interface PodMetric {
  readonly value: number;
  readonly atMs: number;
  readonly windowMs: number;
}

/** By name of the Pod. */
export type PodMetrics = ReadonlyMap<string, PodMetric>;

/** Where an autoscaler's metrics come from; what cannot be got is thrown with the text of upstream's client. */
export interface MetricsSource {
  /** The use of a resource by Pods, or by one container of each; '' for the whole Pods. */
  resource(resource: string, namespace: string, selector: string, container: string): Process<PodMetrics>;
  pods(name: string, namespace: string, selector: string, metricSelector: string): Process<PodMetrics>;
  /** In thousandths. */
  object(name: string, namespace: string, object: CrossVersionObjectReference, metricSelector: string): Process<number>;
  /** All values of a metric, in thousandths. */
  external(name: string, namespace: string, metricSelector: string): Process<readonly number[]>;
}

interface PodUsage extends KubeObject {
  readonly timestamp: string;
  readonly window: string;
  readonly containers?: readonly { readonly name: string; readonly usage?: Readonly<Record<string, string>> }[];
}

interface CustomValue extends KubeObject {
  readonly describedObject: { readonly name: string };
  readonly timestamp: string;
  readonly windowSeconds?: number;
  readonly value: string;
}

interface ExternalValue extends KubeObject {
  readonly value: string;
}

/** The window of a custom metric that says none. */
const DEFAULT_WINDOW_MS = 60_000;
const CUSTOM = 'custom.metrics.k8s.io';
const EXTERNAL = 'external.metrics.k8s.io';

/** What a client has to know of a resource of the metrics APIs. */
function metricsKind<T extends KubeObject>(group: string, version: string, kind: string, plural: string): Kind<T> {
  return { group, version, kind, plural, singular: plural, namespaced: true, schema: '', columns: [] };
}

const usageKind = metricsKind<PodUsage>('metrics.k8s.io', 'v1beta1', 'PodMetrics', 'pods');

/** The metrics APIs of the cluster. Models the REST client of pkg/controller/podautoscaler/metrics. */
export function metricsOfApi(client: Client): MetricsSource {
  return {
    *resource(resource, namespace, labelSelector, container) {
      const list = client.list(usageKind, namespace, { labelSelector });
      const items = (yield* fetched('resource', list)).items;
      if (items.length === 0) throw new Error('no metrics returned from resource metrics API');
      return container === '' ? podUsage(items, resource) : containerUsage(items, resource, container);
    },
    *pods(name, namespace, labelSelector, _metricSelector) {
      const kind = metricsKind<CustomValue>(CUSTOM, 'v1beta2', 'MetricValue', `pods/${name}`);
      const items = (yield* fetched('custom', registered(client.list(kind, namespace, { labelSelector })))).items;
      if (items.length === 0) throw new Error('no metrics returned from custom metrics API');
      return new Map(items.map((item) => [item.describedObject.name, customMetric(item)]));
    },
    *object(name, namespace, object, _metricSelector) {
      const { group } = parseApiVersion(object.apiVersion ?? '');
      const resource = `${object.kind.toLowerCase()}s${group && '.'}${group}/${object.name}/${name}`;
      const kind = metricsKind<CustomValue>(CUSTOM, 'v1beta2', 'MetricValue', resource);
      const items = (yield* fetched('custom', registered(client.list(kind, namespace)))).items;
      const first = items[0];
      if (!first) throw new Error('no metrics returned from custom metrics API');
      return milliValue(first.value);
    },
    *external(name, namespace, labelSelector) {
      const kind = metricsKind<ExternalValue>(EXTERNAL, 'v1beta1', 'ExternalMetricValue', name);
      const items = (yield* fetched('external', client.list(kind, namespace, { labelSelector }))).items;
      if (items.length === 0) throw new Error('no metrics returned from external metrics API');
      return items.map(({ value }) => milliValue(value));
    },
  };
}

const fetched = <T>(api: string, request: Process<T>): Process<T> =>
  prefixed(`unable to fetch metrics from ${api} metrics API`, request);

/** The client of custom metrics looks first which version of the group there is. */
function* registered<T>(request: Process<T>): Process<T> {
  try {
    return yield* request;
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
    throw new Error(`no custom metrics API (${CUSTOM}) registered`);
  }
}

const timesOf = ({ timestamp, window }: PodUsage): { atMs: number; windowMs: number } => ({
  atMs: parseTime(timestamp),
  windowMs: parseDuration(window),
});

/** A Pod one of whose containers says nothing of the resource has no metric. Models getPodMetrics. */
function podUsage(items: readonly PodUsage[], resource: string): PodMetrics {
  const found = new Map<string, PodMetric>();
  for (const item of items) {
    const values = (item.containers ?? []).map(({ usage }) => usage?.[resource]);
    if (values.length === 0 || values.includes(undefined)) continue;
    const value = values.reduce((sum, each) => sum + milliValue(each!), 0);
    found.set(item.metadata.name!, { value, ...timesOf(item) });
  }
  return found;
}

/** Models getContainerMetrics. */
function containerUsage(items: readonly PodUsage[], resource: string, container: string): PodMetrics {
  const found = new Map<string, PodMetric>();
  for (const item of items) {
    const { namespace, name } = item.metadata;
    const measured = item.containers?.find((each) => each.name === container);
    if (!measured) {
      const why = `container ${container} not present in metrics for pod ${namespace}/${name}`;
      throw new Error(`failed to get container metrics: ${why}`);
    }
    const value = measured.usage?.[resource];
    if (value !== undefined) found.set(name!, { value: milliValue(value), ...timesOf(item) });
  }
  return found;
}

function customMetric({ value, timestamp, windowSeconds }: CustomValue): PodMetric {
  const windowMs = windowSeconds === undefined ? DEFAULT_WINDOW_MS : windowSeconds * 1000;
  return { value: milliValue(value), atMs: parseTime(timestamp), windowMs };
}
