import type {
  NodeSelectorTerm,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  TopologySelectorTerm,
} from '../../../api/k8s/core-v1.gen.ts';
import type { CSINode, StorageClass } from '../../../api/k8s/storage-v1.gen.ts';
import { labelsText, timeSince } from '../../../api/printing.ts';
import { PODS } from '../client/known.ts';
import { rfc1123z } from '../print/time.ts';
import { accessModesText, claimLines, storageClassOf } from './claim.ts';
import type { Describer } from './context.ts';
import { eventsSection } from './events.ts';
import { clusterMetadataLines } from './metadata.ts';
import { boolText, line } from './text.ts';
import { volumeSourceText } from './volume-sources.ts';

interface Ending {
  readonly deletionTimestamp?: string | null;
}

function statusLine({ deletionTimestamp }: Ending, phase: string | undefined, nowMs: number): string {
  const text = deletionTimestamp ? `Terminating (lasts ${timeSince(deletionTimestamp, nowMs)})` : (phase ?? '');
  return line(0, `Status:\t${text}`);
}

/** Models PersistentVolumeDescriber. */
export const describePersistentVolume: Describer<PersistentVolume> = function* (volume, context) {
  const { metadata, spec, status } = volume;
  const claim = spec?.claimRef;
  return [
    clusterMetadataLines(metadata as never),
    line(0, `Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]`),
    line(0, `StorageClass:\t${storageClassOf(volume as never)}`),
    statusLine(metadata, status?.phase, context.nowMs),
    line(0, `Claim:\t${claim ? `${claim.namespace}/${claim.name}` : ''}`),
    line(0, `Reclaim Policy:\t${spec?.persistentVolumeReclaimPolicy ?? ''}`),
    line(0, `Access Modes:\t${accessModesText(spec?.accessModes)}`),
    spec?.volumeMode ? line(0, `VolumeMode:\t${spec.volumeMode}`) : '',
    line(0, `Capacity:\t${spec?.capacity?.['storage'] ?? 0}`),
    affinityText(spec?.nodeAffinity?.required?.nodeSelectorTerms),
    line(0, `Message:\t${status?.message ?? ''}`),
    line(0, 'Source:'),
    volumeSourceText((spec ?? {}) as never),
    yield* eventsSection(context, volume as never),
  ].join('');
};

function affinityText(terms: readonly NodeSelectorTerm[] | undefined): string {
  if (!terms) return line(0, 'Node Affinity:\t<none>');
  if (terms.length === 0) return line(0, 'Node Affinity:\t') + line(1, 'Required Terms:\t<none>');
  const bodies = terms.map((term, i) => {
    const expressions = (term.matchExpressions ?? []).map(({ key, operator, values }) => {
      const list = values?.length ? ` [${values.join(', ')}]` : '';
      return `${key} ${operator.toLowerCase()}${list}`;
    });
    return termLines(2, i, expressions);
  });
  return line(0, 'Node Affinity:\t') + line(1, 'Required Terms:\t') + bodies.join('');
}

function termLines(level: number, index: number, expressions: readonly string[]): string {
  if (expressions.length === 0) return line(level, `Term ${index}:\t<none>`);
  return expressions.map((text, i) => line(level, `${i === 0 ? `Term ${index}:` : ''}\t${text}`)).join('');
}

/** Models PersistentVolumeClaimDescriber. */
export const describePersistentVolumeClaim: Describer<PersistentVolumeClaim> = function* (claim, context) {
  const { metadata, status } = claim;
  const { name = '', namespace = '' } = metadata;
  const pods = (yield* context.api.list({ resource: PODS, namespace })).items as unknown as Pod[];
  const users = pods.filter((pod) =>
    pod.spec?.volumes?.some(
      (volume) =>
        volume.persistentVolumeClaim?.claimName === name ||
        (volume.ephemeral && `${pod.metadata.name}-${volume.name}` === name),
    ),
  );
  const conditions = (status?.conditions ?? []).map((each) =>
    line(
      1,
      `${each.type} \t${each.status} \t${rfc1123z(each.lastProbeTime)} \t${rfc1123z(each.lastTransitionTime)} \t${each.reason ?? ''} \t${each.message ?? ''}`,
    ),
  );
  return [
    line(0, `Name:\t${name}`),
    line(0, `Namespace:\t${namespace}`),
    line(0, `StorageClass:\t${storageClassOf(claim as never)}`),
    statusLine(metadata, status?.phase, context.nowMs),
    claimLines(claim as never, line(0, `Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]`)),
    users.length ? '' : line(0, 'Used By:\t<none>'),
    ...users.map((pod, i) => line(0, `${i === 0 ? 'Used By:' : ''}\t${pod.metadata.name}`)),
    conditions.length
      ? 'Conditions:\n  Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage\n  ----\t------\t-----------------\t------------------\t------\t-------\n'
      : '',
    ...conditions,
    yield* eventsSection(context, claim as never),
  ].join('');
};

const DEFAULT_CLASS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** Models StorageClassDescriber. */
export const describeStorageClass: Describer<StorageClass> = function* (storageClass, context) {
  const { metadata, parameters, mountOptions, allowVolumeExpansion, reclaimPolicy, volumeBindingMode } = storageClass;
  const isDefault = DEFAULT_CLASS.some((key) => metadata.annotations?.[key] === 'true');
  return [
    line(0, `Name:\t${metadata.name}`),
    line(0, `IsDefaultClass:\t${isDefault ? 'Yes' : 'No'}`),
    line(0, `Annotations:\t${labelsText(metadata.annotations)}`),
    line(0, `Provisioner:\t${storageClass.provisioner}`),
    line(0, `Parameters:\t${labelsText(parameters)}`),
    line(
      0,
      `AllowVolumeExpansion:\t${allowVolumeExpansion === undefined ? '<unset>' : boolText(allowVolumeExpansion)}`,
    ),
    mountOptions?.length
      ? line(0, 'MountOptions:') + mountOptions.map((option) => line(1, option)).join('')
      : line(0, 'MountOptions:\t<none>'),
    reclaimPolicy ? line(0, `ReclaimPolicy:\t${reclaimPolicy}`) : '',
    volumeBindingMode ? line(0, `VolumeBindingMode:\t${volumeBindingMode}`) : '',
    topologiesText(storageClass.allowedTopologies),
    yield* eventsSection(context, storageClass as never),
  ].join('');
};

function topologiesText(terms: readonly TopologySelectorTerm[] | undefined): string {
  if (!terms) return '';
  if (terms.length === 0) return line(0, 'AllowedTopologies:\t<none>');
  const bodies = terms.map((term, i) => {
    const expressions = (term.matchLabelExpressions ?? []).map(({ key, values }) => `${key} in [${values.join(', ')}]`);
    return termLines(1, i, expressions);
  });
  return line(0, 'AllowedTopologies:\t') + bodies.join('');
}

/** Models CSINodeDescriber. */
export const describeCsiNode: Describer<CSINode> = function* (node, context) {
  const drivers = node.spec.drivers.map(({ name, nodeID, allocatable, topologyKeys }) =>
    [
      line(2, `${name}:`),
      line(3, `Node ID:\t${nodeID}`),
      allocatable?.count === undefined ? '' : line(3, 'Allocatables:') + line(4, `Count:\t${allocatable.count}`),
      topologyKeys ? line(3, `Topology Keys:\t[${topologyKeys.join(' ')}]`) : '',
    ].join(''),
  );
  return [
    clusterMetadataLines(node.metadata as never),
    line(0, `CreationTimestamp:\t${rfc1123z(node.metadata.creationTimestamp)}`),
    line(0, 'Spec:'),
    drivers.length ? line(1, 'Drivers:') + drivers.join('') : '',
    yield* eventsSection(context, node as never),
  ].join('');
};
