import { decode } from '../../api/decode.ts';
import type {
  HorizontalPodAutoscaler as V1,
  HorizontalPodAutoscalerStatus as V1Status,
} from '../../api/k8s/autoscaling-v1.gen.ts';
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HorizontalPodAutoscalerCondition,
  HorizontalPodAutoscalerStatus,
  MetricSpec,
  MetricStatus,
} from '../../api/k8s/autoscaling-v2.gen.ts';
import type { ObjectMeta } from '../../api/k8s/meta-v1.gen.ts';
import type { OtherVersion } from '../../api/kind.ts';
import { cpuAtEightyPercent } from './defaults.ts';
import { behaviorFrom, behaviorText } from './v1-behavior.ts';
import { specFromV1, specToV1 } from './v1-specs.ts';
import { statusFromV1, statusToV1 } from './v1-statuses.ts';
import { present } from './v1-types.ts';

// autoscaling/v1 has a field for one metric, the use of the CPU; annotations hold the rest.

const SPECS = 'autoscaling.alpha.kubernetes.io/metrics';
const STATUSES = 'autoscaling.alpha.kubernetes.io/current-metrics';
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior';
const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions';
const OURS = [SPECS, STATUSES, BEHAVIOR, CONDITIONS];

type Annotations = Readonly<Record<string, string>>;

/** The metadata with these annotations in place of all that conversion makes. */
function withAnnotations(metadata: ObjectMeta, made: Annotations): ObjectMeta {
  const { annotations, ...rest } = metadata;
  const others = Object.entries(annotations ?? {}).filter(([key]) => !OURS.includes(key));
  const all = { ...Object.fromEntries(others), ...made };
  return Object.keys(all).length === 0 ? rest : { ...metadata, annotations: all };
}

const isCpu = ({ type, resource }: MetricSpec | MetricStatus): boolean =>
  type === 'Resource' && resource?.name === 'cpu';

/** The field's metric is the first about the CPU, if it is in percent. */
function cpuPercent(metrics: readonly MetricSpec[]): number | undefined {
  return metrics.find(isCpu)?.resource?.target.averageUtilization;
}

function fromStored({ metadata, spec, status }: HorizontalPodAutoscaler): V1 {
  const metrics = spec?.metrics ?? [];
  const others = metrics.filter((each) => !isCpu(each) || each.resource?.target.averageUtilization === undefined);
  const current = status?.currentMetrics ?? [];
  const conditions = status?.conditions ?? [];
  const made = present<Annotations>({
    [SPECS]: others.length > 0 ? JSON.stringify(others.map(specToV1)) : undefined,
    [STATUSES]: current.length > 0 ? JSON.stringify(current.map(statusToV1)) : undefined,
    [BEHAVIOR]: spec?.behavior && behaviorText(spec.behavior),
    [CONDITIONS]: conditions.length > 0 ? JSON.stringify(conditions.map(conditionToV1)) : undefined,
  });
  return present<V1>({
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: withAnnotations(metadata, made),
    spec:
      spec &&
      present({
        maxReplicas: spec.maxReplicas,
        minReplicas: spec.minReplicas,
        scaleTargetRef: spec.scaleTargetRef,
        targetCPUUtilizationPercentage: cpuPercent(metrics),
      }),
    status: status && statusToShort(status),
  });
}

/** Fields in the order in which the annotation has them. */
function conditionToV1(condition: HorizontalPodAutoscalerCondition): object {
  const { type, status, lastTransitionTime = null, reason, message } = condition;
  return present({ type, status, lastTransitionTime, reason: reason || undefined, message: message || undefined });
}

function statusToShort(status: HorizontalPodAutoscalerStatus): V1Status {
  const { observedGeneration, lastScaleTime, currentReplicas = 0, desiredReplicas = 0, currentMetrics = [] } = status;
  return present<V1Status>({
    observedGeneration,
    lastScaleTime,
    currentReplicas,
    desiredReplicas,
    currentCPUUtilizationPercentage: currentMetrics.findLast(
      (each) => isCpu(each) && each.resource?.current.averageUtilization !== undefined,
    )?.resource?.current.averageUtilization,
  });
}

const V2 = 'io.k8s.api.autoscaling.v2';
const CONDITION = 'HorizontalPodAutoscalerCondition';

/** A value in the form of v2 that a text in another form stands for; undefined if it cannot be read. */
function readable<T, U>(text: string | undefined, convert: (value: T) => U): U | undefined {
  if (text === undefined) return undefined;
  try {
    return convert(JSON.parse(text, (_key, each) => each ?? undefined) as T);
  } catch {
    // Upstream leaves aside what it cannot read.
    return undefined;
  }
}

function checked<T>(type: string, value: T): T {
  const { object, error } = decode<object>(`${V2}.${type}`, value);
  if (error) throw new Error(error);
  return object as T;
}

/** The items of a list in an annotation. */
function readList<T, U>(text: string | undefined, type: string, convert: (item: T) => U): readonly U[] | undefined {
  return readable(text, (list: readonly T[]) => list.map((item) => checked(type, convert(item))));
}

function readBehavior(text: string | undefined): HorizontalPodAutoscalerBehavior | undefined {
  return readable(text, (value: unknown) => {
    const behavior = behaviorFrom(value);
    return behavior && checked('HorizontalPodAutoscalerBehavior', behavior);
  });
}

/** Metrics of the annotation first, then the field's; without any, what v1 always meant. */
function storedMetrics(percent: number | undefined, annotations: Annotations | undefined): readonly MetricSpec[] {
  const own: readonly MetricSpec[] =
    percent === undefined
      ? []
      : [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } } }];
  const others = readList(annotations?.[SPECS], 'MetricSpec', specFromV1) ?? [];
  const metrics = [...others, ...own];
  return metrics.length > 0 ? metrics : [cpuAtEightyPercent];
}

function storedStatus(status: V1Status, annotations: Annotations | undefined): HorizontalPodAutoscalerStatus {
  const { currentCPUUtilizationPercentage: percent, ...rest } = status;
  const own: readonly MetricStatus[] | undefined =
    percent === undefined
      ? undefined
      : [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: percent } } }];
  return present<HorizontalPodAutoscalerStatus>({
    ...rest,
    currentMetrics: readList(annotations?.[STATUSES], 'MetricStatus', statusFromV1) ?? own,
    conditions: readList(
      annotations?.[CONDITIONS],
      CONDITION,
      (condition: HorizontalPodAutoscalerCondition) => condition,
    ),
  });
}

function toStored({ metadata, spec, status }: V1): HorizontalPodAutoscaler {
  const { annotations } = metadata;
  const { targetCPUUtilizationPercentage: percent, ...rest } = spec ?? ({} as NonNullable<V1['spec']>);
  return present<HorizontalPodAutoscaler>({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: withAnnotations(metadata, {}),
    spec: present({
      ...rest,
      metrics: storedMetrics(percent, annotations),
      behavior: readBehavior(annotations?.[BEHAVIOR]),
    }),
    status: status && storedStatus(status, annotations),
  });
}

/** Autoscalers in their older version. Models pkg/apis/autoscaling/v1. */
export const autoscalingV1: OtherVersion<HorizontalPodAutoscaler, V1> = {
  group: 'autoscaling',
  version: 'v1',
  schema: 'io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler',
  fromStored,
  toStored,
};
