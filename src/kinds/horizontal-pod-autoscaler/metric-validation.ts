import { forbiddenField, invalidValue, notSupported, required } from '../../api/field-errors.ts';
import { goQuantity } from '../../api/go-syntax.ts';
import type {
  ContainerResourceMetricSource,
  ExternalMetricSource,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
  ObjectMetricSource,
  PodsMetricSource,
  ResourceMetricSource,
} from '../../api/k8s/autoscaling-v2.gen.ts';
import { pathSegment } from '../../api/names.ts';
import { checkDnsLabel, type Found, reject } from '../../api/validation/basics.ts';
import { checkContainerResourceName } from '../../api/validation/resources.ts';
import { compareQuantities } from '../../base/quantity.ts';
import { checkReference } from './reference-validation.ts';

/** The types in the order of their names, and the field of each. */
const FIELD_OF: Readonly<Record<string, Source>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};
const TYPES = Object.keys(FIELD_OF);

type Source = 'object' | 'external' | 'pods' | 'resource' | 'containerResource';
/** In the order in which upstream looks for them. */
const SOURCES: readonly Source[] = ['object', 'external', 'pods', 'resource', 'containerResource'];

/** One thing that is measured. Models validateMetricSpec of pkg/apis/autoscaling/validation. */
export function checkMetric(spec: MetricSpec, path: string, found: Found): void {
  const { type = '' } = spec;
  const expected = FIELD_OF[type];
  const unknown = notSupported(`${path}.type`, type, TYPES);
  if (type === '') found.push(required(`${path}.type`, 'must specify a metric source type'));
  if (!expected) found.push(unknown);
  const present = SOURCES.filter((source) => spec[source]);
  if (present[0]) checkSource(spec, present[0], `${path}.${present[0]}`, found);
  if (!expected) found.push(unknown);
  else if (!spec[expected]) {
    found.push(required(`${path}.${expected}`, 'must populate information for the given metric source'));
  }
  if (present.length === 1) return;
  for (const source of present) {
    if (source === expected) continue;
    found.push(forbiddenField(`${path}.${source}`, 'must populate the given metric source only'));
  }
}

function checkSource(spec: MetricSpec, source: Source, path: string, found: Found): void {
  if (source === 'object') checkObject(spec.object!, path, found);
  else if (source === 'external') checkExternal(spec.external!, path, found);
  else if (source === 'pods') checkPods(spec.pods!, path, found);
  else if (source === 'resource') checkResource(spec.resource!, path, found);
  else checkContainerResource(spec.containerResource!, path, found);
}

function checkObject({ describedObject, metric, target }: ObjectMetricSource, path: string, found: Found): void {
  checkReference(describedObject, `${path}.describedObject`, found);
  checkIdentifier(metric, `${path}.metric`, found);
  checkTarget(target, `${path}.target`, found);
  if (target?.value !== undefined || target?.averageValue !== undefined) return;
  found.push(required(`${path}.target.averageValue`, 'must set either a target value or averageValue'));
}

function checkExternal({ metric, target }: ExternalMetricSource, path: string, found: Found): void {
  checkIdentifier(metric, `${path}.metric`, found);
  checkTarget(target, `${path}.target`, found);
  const whole = target?.value !== undefined;
  const average = target?.averageValue !== undefined;
  if (!whole && !average) {
    const detail = 'must set either a target value for metric or a per-pod target';
    found.push(required(`${path}.target.averageValue`, detail));
  } else if (whole && average) {
    const detail = 'may not set both a target value for metric and a per-pod target';
    found.push(forbiddenField(`${path}.target.value`, detail));
  }
}

function checkPods({ metric, target }: PodsMetricSource, path: string, found: Found): void {
  checkIdentifier(metric, `${path}.metric`, found);
  checkTarget(target, `${path}.target`, found);
  if (target?.averageValue !== undefined) return;
  found.push(required(`${path}.target.averageValue`, 'must specify a positive target averageValue'));
}

function checkResource({ name, target }: ResourceMetricSource, path: string, found: Found): void {
  if (!name) found.push(required(`${path}.name`, 'must specify a resource name'));
  checkUtilization(target, path, found);
}

function checkContainerResource(source: ContainerResourceMetricSource, path: string, found: Found): void {
  const { name, container, target } = source;
  if (!name) found.push(required(`${path}.name`, 'must specify a resource name'));
  else checkContainerResourceName(name, `${path}.name`, found, (text) => text);
  if (!container) found.push(required(`${path}.container`, 'must specify a container'));
  else checkDnsLabel(container, `${path}.container`, found);
  checkUtilization(target, path, found);
}

/** The target of a resource: in percent of what is requested, or an average. */
function checkUtilization(target: MetricTarget | undefined, path: string, found: Found): void {
  checkTarget(target, `${path}.target`, found);
  const percent = target?.averageUtilization !== undefined;
  const average = target?.averageValue !== undefined;
  if (!percent && !average) {
    const detail = 'must set either a target raw value or a target utilization';
    found.push(required(`${path}.target.averageUtilization`, detail));
  } else if (percent && average) {
    const detail = 'may not set both a target raw value and a target utilization';
    found.push(forbiddenField(`${path}.target.averageValue`, detail));
  }
}

const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue'];

function checkTarget(target: MetricTarget | undefined, path: string, found: Found): void {
  const { type = '', averageUtilization } = target ?? {};
  if (type === '') found.push(required(`${path}.type`, 'must specify a metric target type'));
  if (!TARGET_TYPES.includes(type)) {
    found.push(invalidValue(`${path}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  }
  for (const name of ['value', 'averageValue'] as const) {
    const value = target?.[name];
    if (value === undefined || compareQuantities(value, '0') > 0) continue;
    found.push(invalidValue(`${path}.${name}`, goQuantity(value), 'must be positive'));
  }
  if (averageUtilization === undefined || averageUtilization >= 1) return;
  found.push(invalidValue(`${path}.averageUtilization`, averageUtilization, 'must be greater than 0'));
}

function checkIdentifier(metric: MetricIdentifier | undefined, path: string, found: Found): void {
  const { name = '' } = metric ?? {};
  if (name === '') found.push(required(`${path}.name`, 'must specify a metric name'));
  else reject(pathSegment(name, false), name, `${path}.name`, found);
}
