import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from '../../api/k8s/autoscaling-v2.gen.ts';
import { Facts } from '../../widgets/facts.tsx';
import type { KindBodyProps, KindView, Saying } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';
import { Section } from '../../widgets/section.tsx';

function sayAutoscaler({ spec, status }: HorizontalPodAutoscaler): Saying {
  const { currentReplicas = 0, desiredReplicas = 0, conditions = [] } = status ?? {};
  const stuck = conditions.find(({ type, status: is }) => type === 'ScalingActive' && is === 'False');
  if (stuck !== undefined) return { title: stuck.reason ?? 'Inactive', wrong: true, text: stuck.message ?? '' };
  const title =
    currentReplicas === desiredReplicas
      ? `${currentReplicas} ${currentReplicas === 1 ? 'replica' : 'replicas'}`
      : `From ${currentReplicas} to ${desiredReplicas}`;
  return {
    title,
    text: `Every 15 s it multiplies the replicas by what is measured over what is wanted, and rounds up, between ${spec?.minReplicas ?? 1} and ${spec?.maxReplicas ?? ''}. Before it goes down it looks back five minutes.`,
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
    : (value?.averageValue ?? value?.value ?? 'unknown');

const target = (metric: MetricSpec) =>
  amount((metric.resource ?? metric.containerResource ?? metric.pods ?? metric.object ?? metric.external)?.target);

const current = (metric: MetricStatus | undefined) =>
  amount(
    (metric?.resource ?? metric?.containerResource ?? metric?.pods ?? metric?.object ?? metric?.external)?.current,
  );

function Metrics({ object }: KindBodyProps<HorizontalPodAutoscaler>) {
  const now = object.status?.currentMetrics ?? [];
  return (
    <Section title="Metrics">
      <Facts
        facts={(object.spec?.metrics ?? []).map((metric, index) => ({
          term: nameOf(metric),
          value: `${current(now[index])} of ${target(metric)} wanted`,
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
        term: 'Scales',
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
      { term: 'Between', value: `${minReplicas} and ${maxReplicas}` },
      { term: 'Last change', value: context.clock(scaler.status?.lastScaleTime) },
      { term: 'Created', value: context.clock(scaler.metadata.creationTimestamp) },
    ];
  },
  conditions: (object, context) => conditionsOf(object, context, (type) => type === 'ScalingLimited'),
  actions: (scaler, context) => [deleteAction('hpa', scaler, context)],
  Body: Metrics,
};

export default HorizontalPodAutoscalerView;
