import type {
  HorizontalPodAutoscaler,
  HPAScalingRules,
  MetricSpec,
  MetricStatus,
} from '../../../api/k8s/autoscaling-v2.gen.ts';
import { rfc1123z } from '../print/time.ts';
import type { Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { metadataLines } from './metadata.ts';
import { line } from './text.ts';

/** Models HorizontalPodAutoscalerDescriber for autoscaling/v2. */
export const describeAutoscaler: Describer<HorizontalPodAutoscaler> = function* (autoscaler, context) {
  const { metadata, spec, status } = autoscaler;
  const target = spec?.scaleTargetRef;
  const conditions = (status?.conditions ?? []).map((each) =>
    line(1, `${each.type}\t${each.status}\t${each.reason ?? ''}\t${each.message ?? ''}`),
  );
  return [
    metadataLines(metadata as never),
    line(0, `CreationTimestamp:\t${rfc1123z(metadata.creationTimestamp)}`),
    line(0, `Reference:\t${target?.kind}/${target?.name}`),
    line(0, 'Metrics:\t( current / target )'),
    ...(spec?.metrics ?? []).map((metric, i) => line(1, metricText(metric, status?.currentMetrics?.[i]))),
    line(0, `Min replicas:\t${spec?.minReplicas ?? '<unset>'}`),
    line(0, `Max replicas:\t${spec?.maxReplicas}`),
    spec?.behavior
      ? line(0, 'Behavior:') + rulesText('Up', spec.behavior.scaleUp) + rulesText('Down', spec.behavior.scaleDown)
      : '',
    line(0, `${target?.kind} pods:\t${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired`),
    conditions.length ? 'Conditions:\n  Type\tStatus\tReason\tMessage\n  ----\t------\t------\t-------\n' : '',
    ...conditions,
    yield* eventsSection(context, autoscaler as never),
  ].join('');
};

type Amount = string | number;
type Target = { readonly averageValue?: Amount; readonly value?: Amount; readonly averageUtilization?: number };

function metricText(metric: MetricSpec, status: MetricStatus | undefined): string {
  const { external, pods, object, resource, containerResource } = metric;
  if (external)
    return namedText(`${JSON.stringify(external.metric.name)} `, external.target, status?.external?.current);
  if (pods) {
    const current = status?.pods?.current.averageValue ?? '<unknown>';
    return `${JSON.stringify(pods.metric.name)} on pods:\t${current} / ${pods.target.averageValue ?? 0}`;
  }
  if (object) {
    const { kind, name } = object.describedObject;
    const subject = `${JSON.stringify(object.metric.name)} on ${kind}/${name} `;
    return namedText(subject, object.target, status?.object?.current);
  }
  if (resource) return resourceText(`resource ${resource.name} on pods`, resource.target, status?.resource?.current);
  if (containerResource) {
    const subject = `resource ${containerResource.name} of container "${containerResource.container}" on pods`;
    return resourceText(subject, containerResource.target, status?.containerResource?.current);
  }
  return `<unknown metric type "${metric.type}">`;
}

function namedText(subject: string, target: Target, current: Target | undefined): string {
  if (target.averageValue !== undefined) {
    return `${subject}(target average value):\t${current?.averageValue ?? '<unknown>'} / ${target.averageValue}`;
  }
  return `${subject}(target value):\t${current?.value ?? '<unknown>'} / ${target.value ?? 0}`;
}

function resourceText(subject: string, target: Target, current: Target | undefined): string {
  if (target.averageValue !== undefined) {
    return `${subject}:\t${current?.averageValue ?? '<unknown>'} / ${target.averageValue}`;
  }
  const now =
    current?.averageUtilization === undefined
      ? '<unknown>'
      : `${current.averageUtilization}% (${current.averageValue ?? 0})`;
  const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`;
  return `${subject}  (as a percentage of request):\t${now} / ${wanted}`;
}

function rulesText(direction: string, rules: HPAScalingRules | undefined): string {
  if (!rules) return '';
  const policies = (rules.policies ?? []).map(({ type, value, periodSeconds }) =>
    line(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`),
  );
  return [
    line(1, `Scale ${direction}:`),
    rules.stabilizationWindowSeconds === undefined
      ? ''
      : line(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds`),
    policies.length ? line(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}`) + line(2, 'Policies:') : '',
    ...policies,
  ].join('');
}
