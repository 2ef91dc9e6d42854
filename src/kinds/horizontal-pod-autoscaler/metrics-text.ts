import type { MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../api/k8s/autoscaling-v2.gen.ts';

const UNKNOWN = '<unknown>';
/** How many metrics the column shows. */
const SHOWN = 2;

const quantity = (value: string | number | undefined): string => (value === undefined ? '<nil>' : String(value));
const percent = (value: number): string => `${value}%`;

/** Current and wanted value of a metric that is compared by its average or as a whole. */
function valueText(current: MetricValueStatus | undefined, target: MetricTarget): string {
  if (target.averageValue !== undefined) {
    return `${current?.averageValue ?? UNKNOWN}/${quantity(target.averageValue)} (avg)`;
  }
  return `${current ? quantity(current.value) : UNKNOWN}/${quantity(target.value)}`;
}

/** The same of a resource, which is compared by its average or in percent of what is requested. */
function resourceText(name: string, current: MetricValueStatus | undefined, target: MetricTarget): string {
  if (target.averageValue !== undefined) {
    return `${name}: ${current ? quantity(current.averageValue) : UNKNOWN}/${quantity(target.averageValue)}`;
  }
  const now = current?.averageUtilization === undefined ? UNKNOWN : percent(current.averageUtilization);
  return `${name}: ${now}/${target.averageUtilization === undefined ? '<auto>' : percent(target.averageUtilization)}`;
}

function metricText({ type, ...spec }: MetricSpec, status: MetricStatus | undefined): string {
  if (type === 'External' && spec.external) return valueText(status?.external?.current, spec.external.target);
  if (type === 'Object' && spec.object) return valueText(status?.object?.current, spec.object.target);
  if (type === 'Pods' && spec.pods) {
    const current = status?.pods?.current;
    return `${current ? quantity(current.averageValue) : UNKNOWN}/${quantity(spec.pods.target.averageValue)}`;
  }
  if (type === 'Resource' && spec.resource) {
    return resourceText(spec.resource.name, status?.resource?.current, spec.resource.target);
  }
  if (type === 'ContainerResource' && spec.containerResource) {
    const { name, target } = spec.containerResource;
    return resourceText(name, status?.containerResource?.current, target);
  }
  return '<unknown type>';
}

/** What is measured and what is wanted: `cpu: 50%/80%, 50/100`. Models formatHPAMetrics of pkg/printers. */
export function metricsText(specs: readonly MetricSpec[] = [], statuses: readonly MetricStatus[] = []): string {
  if (specs.length === 0) return '<none>';
  const texts = specs.map((spec, i) => metricText(spec, statuses[i]));
  const shown = texts.slice(0, SHOWN).join(', ');
  return texts.length > SHOWN ? `${shown} + ${texts.length - SHOWN} more...` : shown;
}
