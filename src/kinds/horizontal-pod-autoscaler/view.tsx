import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from '../../api/k8s/autoscaling-v2.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import { Facts } from '../../widgets/facts.tsx';
import type { KindBodyProps, KindView, Saying } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

function sayAutoscaler({ spec, status }: HorizontalPodAutoscaler): Saying {
  const { currentReplicas = 0, desiredReplicas = 0, conditions = [] } = status ?? {};
  const stuck = conditions.find(({ type, status: is }) => type === 'ScalingActive' && is === 'False');
  if (stuck !== undefined) return { title: stuck.reason ?? kinds('inactive'), wrong: true, text: stuck.message ?? '' };
  const title =
    currentReplicas === desiredReplicas
      ? kinds('replicas', { count: currentReplicas })
      : kinds('fromTo', { from: currentReplicas, to: desiredReplicas });
  return {
    title,
    text: kinds('scalerSays', { least: spec?.minReplicas ?? 1, most: spec?.maxReplicas ?? '' }),
  };
}

function nameOf(metric: MetricSpec | MetricStatus): string {
  return (
    metric.resource?.name ??
    metric.containerResource?.name ??
    metric.pods?.metric.name ??
    metric.object?.metric.name ??
    metric.external?.metric.name ??
    metric.type
  );
}

const amount = (value: { averageUtilization?: number; averageValue?: string; value?: string } | undefined): string =>
  value?.averageUtilization !== undefined
    ? `${value.averageUtilization} %`
    : (value?.averageValue ?? value?.value ?? kinds('unknown'));

const target = (metric: MetricSpec) =>
  amount((metric.resource ?? metric.containerResource ?? metric.pods ?? metric.object ?? metric.external)?.target);

const current = (metric: MetricStatus | undefined) =>
  amount(
    (metric?.resource ?? metric?.containerResource ?? metric?.pods ?? metric?.object ?? metric?.external)?.current,
  );

function Metrics({ object }: KindBodyProps<HorizontalPodAutoscaler>) {
  const now = object.status?.currentMetrics ?? [];
  return (
    <Section title={terms('Metrics')}>
      <Facts
        facts={(object.spec?.metrics ?? []).map((metric, index) => ({
          term: nameOf(metric),
          value: kinds('ofWanted', { current: current(now[index]), target: target(metric) }),
        }))}
      />
    </Section>
  );
}

const HorizontalPodAutoscalerView: KindView<HorizontalPodAutoscaler> = {
  kind: 'HorizontalPodAutoscaler',
  resource: 'horizontalpodautoscalers.autoscaling',
  namespaced: true,
  say: sayAutoscaler,
  facts: (scaler, context) => {
    const { scaleTargetRef, minReplicas = 1, maxReplicas } = scaler.spec ?? {};
    return [
      {
        term: terms('Scales'),
        value: scaleTargetRef && (
          <>
            {`${scaleTargetRef.kind} `}
            <LinkTo
              kind={scaleTargetRef.kind}
              namespace={scaler.metadata.namespace ?? ''}
              name={scaleTargetRef.name}
              context={context}
            />
          </>
        ),
      },
      { term: terms('Between'), value: kinds('betweenAnd', { least: minReplicas, most: maxReplicas ?? '' }) },
      { term: terms('LastChange'), value: context.clock(scaler.status?.lastScaleTime) },
      { term: terms('Created'), value: context.clock(scaler.metadata.creationTimestamp) },
    ];
  },
  conditions: (object, context) => conditionsOf(object, context, (type) => type === 'ScalingLimited'),
  actions: (scaler, context) => [deleteAction('hpa', scaler, context)],
  Body: Metrics,
};

export default HorizontalPodAutoscalerView;
