import type { Deployment, ReplicaSet } from '../../../api/k8s/apps-v1.gen.ts';
import { selectorText } from '../../../api/printing.ts';
import { rfc1123z } from '../print/time.ts';
import { ownReplicaSets } from '../rollout/replica-sets.ts';
import type { Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { controllerLine } from './pod.ts';
import { podCounts } from './pod-counts.ts';
import { templateText } from './template.ts';
import { annotationLines, labelLines, line } from './text.ts';

/** Models DeploymentDescriber. */
export const describeDeployment: Describer<Deployment> = function* (deployment, context) {
  const { metadata, spec, status } = deployment;
  const { all, old, current } = yield* ownReplicaSets(context.api, deployment);
  const rolling = spec?.strategy?.rollingUpdate;
  const counts = [
    `${spec?.replicas ?? 0} desired`,
    `${status?.updatedReplicas ?? 0} updated`,
    `${status?.replicas ?? 0} total`,
    `${status?.availableReplicas ?? 0} available`,
    `${status?.unavailableReplicas ?? 0} unavailable`,
  ];
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Namespace:\t${metadata.namespace}`),
    line(0, `CreationTimestamp:\t${rfc1123z(metadata.creationTimestamp)}`),
    labelLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    line(0, `Selector:\t${selectorText(spec?.selector)}`),
    line(0, `Replicas:\t${counts.join(' | ')}`),
    line(0, `StrategyType:\t${spec?.strategy?.type ?? ''}`),
    line(0, `MinReadySeconds:\t${spec?.minReadySeconds ?? 0}`),
    rolling
      ? line(0, `RollingUpdateStrategy:\t${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`)
      : '',
    templateText(spec?.template),
    conditionLines(status?.conditions),
    all.length ? line(0, `OldReplicaSets:\t${replicaSetsText(old)}`) : '',
    all.length ? line(0, `NewReplicaSet:\t${replicaSetsText(current ? [current] : [])}`) : '',
    yield* eventsSection(context, deployment as never),
  ].join('');
};

function replicaSetsText(sets: readonly ReplicaSet[]): string {
  return (
    sets
      .map((set) => `${set.metadata.name} (${set.status?.replicas ?? 0}/${set.spec?.replicas ?? 0} replicas created)`)
      .join(', ') || '<none>'
  );
}

/** The conditions of a workload, one a line. */
export function conditionLines(
  conditions: readonly { readonly type: string; readonly status: string; readonly reason?: string }[] | undefined,
): string {
  if (!conditions?.length) return '';
  const rows = conditions.map(({ type, status, reason }) => line(1, `${type} \t${status}\t${reason ?? ''}`));
  return `Conditions:\n  Type\tStatus\tReason\n  ----\t------\t------\n${rows.join('')}`;
}

/** Models ReplicaSetDescriber. */
export const describeReplicaSet: Describer<ReplicaSet> = function* (set, context) {
  const { metadata, spec, status } = set;
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Namespace:\t${metadata.namespace}`),
    line(0, `Selector:\t${selectorText(spec?.selector)}`),
    labelLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    controllerLine(set),
    line(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired`),
    line(0, `Pods Status:\t${yield* podCounts(context, metadata as never, spec?.selector)}`),
    templateText(spec?.template),
    conditionLines(status?.conditions),
    yield* eventsSection(context, set as never),
  ].join('');
};
