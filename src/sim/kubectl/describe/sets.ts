import type { DaemonSet, StatefulSet } from '../../../api/k8s/apps-v1.gen.ts';
import type { PersistentVolumeClaim, ReplicationController } from '../../../api/k8s/core-v1.gen.ts';
import { labelsText, selectorText } from '../../../api/printing.ts';
import { rfc1123z } from '../print/time.ts';
import { storageClassOf } from './claim.ts';
import type { Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { podCounts } from './pod-counts.ts';
import { templateText } from './template.ts';
import { annotationLines, labelLines, line } from './text.ts';
import { conditionLines } from './workloads.ts';

/** Models DaemonSetDescriber. */
export const describeDaemonSet: Describer<DaemonSet> = function* (set, context) {
  const { metadata, spec, status } = set;
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Selector:\t${selectorText(spec?.selector)}`),
    line(0, `Node-Selector:\t${labelsText(spec?.template.spec?.nodeSelector)}`),
    labelLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    line(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`),
    line(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`),
    line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`),
    line(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`),
    line(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`),
    line(0, `Pods Status:\t${yield* podCounts(context, metadata as never, spec?.selector)}`),
    templateText(spec?.template),
    yield* eventsSection(context, set as never),
  ].join('');
};

/** Models StatefulSetDescriber. */
export const describeStatefulSet: Describer<StatefulSet> = function* (set, context) {
  const { metadata, spec, status } = set;
  const partition = spec?.updateStrategy?.rollingUpdate?.partition;
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Namespace:\t${metadata.namespace}`),
    line(0, `CreationTimestamp:\t${rfc1123z(metadata.creationTimestamp)}`),
    line(0, `Selector:\t${selectorText(spec?.selector)}`),
    labelLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    line(0, `Replicas:\t${spec?.replicas ?? 0} desired | ${status?.replicas ?? 0} total`),
    line(0, `Update Strategy:\t${spec?.updateStrategy?.type ?? ''}`),
    partition === undefined ? '' : line(1, `Partition:\t${partition}`),
    line(0, `Pods Status:\t${yield* podCounts(context, metadata as never, spec?.selector)}`),
    templateText(spec?.template),
    claimTemplatesText(spec?.volumeClaimTemplates),
    yield* eventsSection(context, set as never),
  ].join('');
};

function claimTemplatesText(claims: readonly PersistentVolumeClaim[] | undefined): string {
  if (!claims?.length) return line(0, 'Volume Claims:\t<none>');
  const bodies = claims.map((claim) =>
    [
      line(1, `Name:\t${claim.metadata.name}`),
      line(1, `StorageClass:\t${storageClassOf(claim)}`),
      labelLines('  Labels', claim.metadata.labels),
      labelLines('  Annotations', claim.metadata.annotations),
      line(1, `Capacity:\t${claim.spec?.resources?.requests?.['storage'] ?? '<default>'}`),
      line(1, `Access Modes:\t[${(claim.spec?.accessModes ?? []).join(' ')}]`),
    ].join(''),
  );
  return line(0, 'Volume Claims:') + bodies.join('');
}

/** Models ReplicationControllerDescriber. */
export const describeReplicationController: Describer<ReplicationController> = function* (controller, context) {
  const { metadata, spec, status } = controller;
  const selector = { matchLabels: spec?.selector ?? {} };
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `Namespace:\t${metadata.namespace}`),
    line(0, `Selector:\t${labelsText(spec?.selector)}`),
    labelLines('Labels', metadata.labels),
    annotationLines('Annotations', metadata.annotations),
    line(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired`),
    line(0, `Pods Status:\t${yield* podCounts(context, metadata as never, selector)}`),
    templateText(spec?.template),
    conditionLines(status?.conditions),
    yield* eventsSection(context, controller as never),
  ].join('');
};
