import { isBug } from '../../api/control/bug.ts';
import { labelSelectorText } from '../../api/go-syntax.ts';
import type {
  ExternalMetricSource,
  MetricIdentifier,
  MetricSpec,
  MetricStatus,
  MetricTarget,
  MetricValueStatus,
  ObjectMetricSource,
  PodsMetricSource,
} from '../../api/k8s/autoscaling-v2.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { LabelSelector } from '../../api/k8s/meta-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import { labelMatcher } from '../../api/selectors.ts';
import { canonicalQuantity, milliValue } from '../../base/quantity.ts';
import type { MetricsSource } from './metrics-source.ts';
import { prefixed } from './prefixed.ts';
import {
  averageReplicas,
  perPodReplicas,
  type Replicas,
  utilizationReplicas,
  valueReplicas,
} from './replica-calculator.ts';

/** What a metric is measured for. */
export interface Target {
  readonly namespace: string;
  /** The selector of its Pods in its language. */
  readonly selector: string;
  readonly pods: readonly Pod[];
  /** Replicas that it should have, and those that it has. */
  readonly specReplicas: number;
  readonly statusReplicas: number;
  readonly nowMs: number;
}

/** How many replicas a metric asks for, its name in messages, and its status. */
export interface Proposal {
  readonly replicas: number;
  readonly name: string;
  readonly status: MetricStatus;
}

/** Why there is no proposal: reason and text of the event and the condition, and what is told of the sync. */
export interface Failure {
  readonly reason: string;
  readonly text: string;
  readonly error: string;
}

/** What a metric asks for. Models computeReplicasForMetric. */
export function* proposalOf(spec: MetricSpec, target: Target, metrics: MetricsSource): Process<Proposal | Failure> {
  const { object, pods, resource, containerResource, external } = spec;
  if (spec.type === 'Object' && object) return yield* objectProposal(object, target, metrics);
  if (spec.type === 'Pods' && pods) return yield* podsProposal(pods, target, metrics);
  if (spec.type === 'Resource' && resource) {
    const { name } = resource;
    const measured = resourceReplicas(name, '', resource.target, target, metrics);
    const made = (found: Replicas): Proposal => ({
      replicas: found.replicas,
      name: resourceName(name, resource.target, ''),
      status: { type: 'Resource', resource: { name, current: resourceStatus(found) } },
    });
    return yield* attempt(measured, made, 'FailedGetResourceMetric', `failed to get ${name} resource metric value`);
  }
  if (spec.type === 'ContainerResource' && containerResource) {
    const { name, container } = containerResource;
    const measured = resourceReplicas(name, container, containerResource.target, target, metrics);
    const made = (found: Replicas): Proposal => ({
      replicas: found.replicas,
      name: resourceName(name, containerResource.target, ' container'),
      status: {
        type: 'ContainerResource',
        containerResource: { name, container, current: resourceStatus(found) },
      },
    });
    const told = `failed to get ${container} container metric value`;
    return yield* attempt(measured, made, 'FailedGetContainerResourceMetric', told);
  }
  if (spec.type === 'External' && external) return yield* externalProposal(external, target, metrics);
  const error = `unknown metric source type "${spec.type}"`;
  return { reason: 'InvalidMetricSourceType', text: error, error };
}

/** Runs the measurement; a failure is told with what it was for. */
function* attempt<T>(
  measure: Process<T>,
  made: (found: T) => Proposal,
  reason: string,
  told: string,
): Process<Proposal | Failure> {
  try {
    return made(yield* measure);
  } catch (error) {
    if (isBug(error)) throw error;
    const text = (error as Error).message;
    return { reason, text, error: `${told}: ${text}` };
  }
}

function resourceName(resource: string, { averageValue }: MetricTarget, container: string): string {
  if (averageValue !== undefined) return `${resource} resource`;
  return `${resource}${container} resource utilization (percentage of request)`;
}

function resourceStatus({ average, percent }: Replicas): MetricValueStatus {
  return { averageValue: milli(average), ...(percent === undefined ? {} : { averageUtilization: percent }) };
}

/** Models computeStatusForResourceMetricGeneric. */
function* resourceReplicas(
  resource: string,
  container: string,
  { averageValue, averageUtilization }: MetricTarget,
  { namespace, selector, pods, specReplicas, nowMs }: Target,
  metrics: MetricsSource,
): Process<Replicas> {
  if (averageValue === undefined && averageUtilization === undefined) {
    const missing = 'neither an average utilization target nor an average value (usage) target was set';
    throw new Error(`invalid resource metric source: ${missing}`);
  }
  function* measure(): Process<Replicas> {
    const found = yield* prefixed(
      `unable to get metrics for resource ${resource}`,
      metrics.resource(resource, namespace, selector, container),
    );
    const measured = { pods, metrics: found, resource, current: specReplicas, nowMs };
    return averageValue === undefined
      ? utilizationReplicas(measured, averageUtilization!, container)
      : averageReplicas(measured, milliValue(averageValue));
  }
  const what = averageValue === undefined ? 'utilization' : 'usage';
  return yield* prefixed(`failed to get ${resource} ${what}`, measure());
}

/** Models computeStatusForPodsMetric. */
function* podsProposal(source: PodsMetricSource, target: Target, metrics: MetricsSource): Process<Proposal | Failure> {
  const { name, selector } = source.metric;
  const { namespace, pods, specReplicas: current, nowMs } = target;
  function* measure(): Process<Replicas> {
    const matcher = labelMatcher(selector).toString();
    const found = yield* prefixed(
      `unable to get metric ${name}`,
      metrics.pods(name, namespace, target.selector, matcher),
    );
    return averageReplicas({ pods, metrics: found, resource: '', current, nowMs }, amount(source.target.averageValue));
  }
  const made = ({ replicas, average }: Replicas): Proposal => ({
    replicas,
    name: `pods metric ${name}`,
    status: { type: 'Pods', pods: { metric: identity(source.metric), current: { averageValue: milli(average) } } },
  });
  return yield* attempt(measure(), made, 'FailedGetPodsMetric', 'failed to get pods metric value');
}

/** Models computeStatusForObjectMetric. */
function* objectProposal(
  source: ObjectMetricSource,
  target: Target,
  metrics: MetricsSource,
): Process<Proposal | Failure> {
  const { describedObject, metric } = source;
  const { type, value, averageValue } = source.target;
  const { namespace, pods, specReplicas, statusReplicas } = target;
  const reason = 'FailedGetObjectMetric';
  const told = 'failed to get object metric value';
  function* measure(): Process<number> {
    try {
      return yield* metrics.object(metric.name, namespace, describedObject, labelMatcher(metric.selector).toString());
    } catch (error) {
      if (isBug(error)) throw error;
      const where = `${describedObject.kind} ${namespace}/${describedObject.name}`;
      throw new Error(`unable to get metric ${metric.name}: ${(error as Error).message} on ${where}`, { cause: error });
    }
  }
  const status = (current: MetricValueStatus): MetricStatus => ({
    type: 'Object',
    object: { describedObject, metric: identity(metric), current },
  });
  if (type === 'Value' && value !== undefined) {
    const made = (found: number): Proposal => ({
      replicas: valueReplicas(pods, specReplicas, found, milliValue(value)),
      name: `${describedObject.kind} metric ${metric.name}`,
      status: status({ value: milli(found) }),
    });
    return yield* attempt(measure(), made, reason, told);
  }
  if (type === 'AverageValue' && averageValue !== undefined) {
    const made = (found: number): Proposal => {
      const { replicas, average } = perPodReplicas(statusReplicas, found, milliValue(averageValue));
      const { object } = status({ averageValue: milli(average) });
      // Upstream leaves out which object it was.
      const shown = { ...object!, describedObject: { kind: '', name: '' } };
      return { replicas, name: externalName(metric), status: { type: 'Object', object: shown } };
    };
    return yield* attempt(measure(), made, reason, `${told}: failed to get ${metric.name} object metric`);
  }
  const text = 'invalid object metric source: neither a value target nor an average value target was set';
  return { reason, text, error: `${told}: ${text}` };
}

/** Models computeStatusForExternalMetric. */
function* externalProposal(
  { metric, target: wanted }: ExternalMetricSource,
  { namespace, pods, specReplicas, statusReplicas }: Target,
  metrics: MetricsSource,
): Process<Proposal | Failure> {
  const reason = 'FailedGetExternalMetric';
  const told = `failed to get ${metric.name} external metric value`;
  function* measure(): Process<number> {
    const selector = labelMatcher(metric.selector).toString();
    const found = yield* prefixed(
      `unable to get external metric ${namespace}/${metric.name}/${labelSelectorText(metric.selector)}`,
      metrics.external(metric.name, namespace, selector),
    );
    return found.reduce((sum, value) => sum + value, 0);
  }
  const { averageValue, value } = wanted;
  const proposal = (replicas: number, current: MetricValueStatus): Proposal => ({
    replicas,
    name: externalName(metric),
    status: { type: 'External', external: { metric: identity(metric), current } },
  });
  if (averageValue !== undefined) {
    const made = (found: number): Proposal => {
      const { replicas, average } = perPodReplicas(statusReplicas, found, milliValue(averageValue));
      return proposal(replicas, { averageValue: milli(average) });
    };
    return yield* attempt(measure(), made, reason, `${told}: failed to get ${metric.name} external metric`);
  }
  if (value !== undefined) {
    const made = (found: number): Proposal =>
      proposal(valueReplicas(pods, specReplicas, found, milliValue(value)), { value: milli(found) });
    return yield* attempt(measure(), made, reason, `${told}: failed to get external metric ${metric.name}`);
  }
  const text = 'invalid external metric source: neither a value target nor an average value target was set';
  return { reason, text, error: `${told}: ${text}` };
}

const externalName = ({ name, selector }: MetricIdentifier): string =>
  `external metric ${name}(${labelSelectorText(selector)})`;

/** Only what the status has of a metric. */
function identity({ name, selector }: MetricIdentifier): { name: string; selector?: LabelSelector } {
  return { name, ...(selector ? { selector } : {}) };
}

const milli = (value: number): string => canonicalQuantity(`${value}m`);
const amount = (quantity: string | undefined): number => (quantity === undefined ? 0 : milliValue(quantity));
