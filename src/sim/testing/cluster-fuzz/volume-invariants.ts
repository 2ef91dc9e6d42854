import { isShareable } from '../../../api/attachable-volume.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { VolumeAttachment } from '../../../api/k8s/storage-v1.gen.ts';
import type { KubeObject } from '../../../api/object.ts';
import { isPodReady } from '../../../api/pod.ts';

/** All objects of a kind. */
export type ObjectsOf = <T extends KubeObject>(kind: string) => T[];

/** A disk is attached to one node at a time: looks at each write of an attachment. */
export function watchAttachments(): (attachment: VolumeAttachment, gone: boolean, say: (what: string) => void) => void {
  const holders = new Map<string, Set<string>>();
  return ({ spec }, gone, say) => {
    const name = spec.source.persistentVolumeName ?? '';
    const nodes = holders.get(name) ?? new Set();
    holders.set(name, nodes);
    if (gone) nodes.delete(spec.nodeName);
    else nodes.add(spec.nodeName);
    if (nodes.size > 1) say(`attaches the disk ${name} to ${[...nodes].join(' and ')}`);
  };
}

/** Claims and volumes at rest: bound to each other, attached where they are used and nowhere else. */
export function volumeProblems(of: ObjectsOf): string[] {
  const volumes = new Map(of<PersistentVolume>('PersistentVolume').map((each) => [each.metadata.name!, each]));
  const claims = of<PersistentVolumeClaim>('PersistentVolumeClaim');
  const attachments = of<VolumeAttachment>('VolumeAttachment');
  const pods = of<Pod>('Pod').filter(isPodReady);
  return [
    ...claims.flatMap((claim) => claimProblems(claim, volumes)),
    ...pods.flatMap((pod) => usesProblems(pod, claims, volumes, attachments)),
    ...attachments.flatMap(({ metadata, status }) =>
      status?.attached ? [] : [`VolumeAttachment ${metadata.name} is not attached`],
    ),
    ...of<Node>('Node').flatMap((node) => nodeProblems(node, attachments)),
  ];
}

function claimProblems(
  { metadata, spec, status }: PersistentVolumeClaim,
  volumes: ReadonlyMap<string, PersistentVolume>,
) {
  if (metadata.deletionTimestamp || status?.phase !== 'Bound') return [];
  const ref = volumes.get(spec?.volumeName ?? '')?.spec?.claimRef;
  return ref?.uid === metadata.uid
    ? []
    : [`claim ${metadata.name} is bound to ${spec?.volumeName}, which is not its own`];
}

function usesProblems(
  pod: Pod,
  claims: readonly PersistentVolumeClaim[],
  volumes: ReadonlyMap<string, PersistentVolume>,
  attachments: readonly VolumeAttachment[],
): string[] {
  return (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => {
    const claim = claims.find(
      ({ metadata }) =>
        metadata.name === persistentVolumeClaim?.claimName && metadata.namespace === pod.metadata.namespace,
    );
    const volume = volumes.get(claim?.spec?.volumeName ?? '');
    if (!volume?.spec?.csi || isShareable(volume)) return [];
    const nodes = attachments
      .filter(({ spec }) => spec.source.persistentVolumeName === volume.metadata.name)
      .map(({ spec }) => spec.nodeName);
    if (nodes.length === 1 && nodes[0] === pod.spec?.nodeName) return [];
    return [`Pod ${pod.metadata.name} runs on ${pod.spec?.nodeName}, its disk is attached to [${nodes}]`];
  });
}

/** What a node's status says of its disks is what there is. */
function nodeProblems({ metadata, status }: Node, attachments: readonly VolumeAttachment[]): string[] {
  const real = attachments.filter(({ spec }) => spec.nodeName === metadata.name).length;
  const shown = status?.volumesAttached?.length ?? 0;
  const used = status?.volumesInUse?.length ?? 0;
  return shown === real && used === real
    ? []
    : [`node ${metadata.name} shows ${shown} disks attached and ${used} in use of ${real}`];
}
