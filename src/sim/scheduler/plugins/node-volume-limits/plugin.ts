import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { CSINode, VolumeAttachment } from '../../../../api/k8s/storage-v1.gen.ts';
import { migrationOf } from '../../csi-migration.ts';
import { type Handle, type PluginFactory, plugin, SKIP } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import { claimsOf } from '../../pod-claims.ts';
import type { PodInfo } from '../../pod-info.ts';
import { type Status, unresolvable, unschedulable } from '../../status.ts';
import { addDriverVolumes, type DriverVolumes, isCountable, uniqueName } from './driver-volumes.ts';

const EXCEEDED = unschedulable('node(s) exceed max volume count');

interface State {
  /** The volumes that VolumeAttachments hold, by node; found out when the first node with a limit is looked at. */
  attached: ReadonlyMap<string, DriverVolumes> | undefined;
}

/** A driver attaches only so many volumes to a node, as the node's CSINode says. Models plugins/nodevolumelimits. */
const NodeVolumeLimits: PluginFactory = {
  name: 'NodeVolumeLimits',
  create: (_args, handle) =>
    plugin<State, undefined>({
      preFilter: ({ pod }) => ((pod.spec?.volumes ?? []).some(isCountable) ? { state: { attached: undefined } } : SKIP),
      filter: (pod, node, state) => check(pod, node, state, handle),
      events: [
        { resource: 'CSINode', actions: ['Add'] },
        {
          resource: 'CSINode',
          actions: ['Update'],
          hint: (_pod, previous, object) => (limitsGrew(previous as CSINode, object as CSINode) ? 'Queue' : 'Skip'),
        },
        {
          resource: 'Pod',
          actions: ['Delete'],
          hint: (_pod, previous) => {
            const { spec } = previous as Pod;
            return spec?.nodeName && spec.volumes?.some(isCountable) ? 'Queue' : 'Skip';
          },
        },
        {
          resource: 'PersistentVolumeClaim',
          actions: ['Add'],
          hint: (pod, _previous, object) => (isNamed(pod, object as PersistentVolumeClaim) ? 'Queue' : 'Skip'),
        },
        {
          resource: 'VolumeAttachment',
          actions: ['Delete'],
          hint: (pod, previous) => (attachmentHelps(pod, previous as VolumeAttachment) ? 'Queue' : 'Skip'),
        },
      ],
    }),
};

export default NodeVolumeLimits;

function check({ pod }: PodInfo, node: NodeInfo, state: State, handle: Handle): Status | undefined {
  const csiNode = handle.get<CSINode>('CSINode', node.name);
  const wanted: DriverVolumes = new Map();
  const problem = addDriverVolumes(wanted, pod, csiNode, true, handle);
  if (problem) return unresolvable(problem);
  const limits = limitsOf(csiNode);
  if (wanted.size === 0 || limits.size === 0) return undefined;
  const present: DriverVolumes = new Map();
  for (const other of node.pods.values()) addDriverVolumes(present, other.pod, csiNode, false, handle);
  for (const name of present.keys()) wanted.delete(name);
  // What is attached without a Pod that uses it takes room as well.
  state.attached ??= attachedVolumes(handle);
  for (const [name, driver] of state.attached.get(node.name) ?? []) present.set(name, driver);
  for (const [driver, count] of countByDriver(wanted)) {
    const limit = limits.get(driver);
    if (limit !== undefined && (countByDriver(present).get(driver) ?? 0) + count > limit) return EXCEEDED;
  }
  return undefined;
}

/** The most volumes of each driver that states a limit. */
function limitsOf(csiNode: CSINode | undefined): ReadonlyMap<string, number> {
  const drivers = csiNode?.spec.drivers ?? [];
  return new Map(
    drivers.flatMap(({ name, allocatable }) => (allocatable?.count === undefined ? [] : [[name, allocatable.count]])),
  );
}

function limitsGrew(before: CSINode, now: CSINode): boolean {
  const limits = limitsOf(before);
  return now.spec.drivers.some(({ name, allocatable }) => (allocatable?.count ?? 0) > (limits.get(name) ?? 0));
}

function countByDriver(volumes: DriverVolumes): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const driver of volumes.values()) counts.set(driver, (counts.get(driver) ?? 0) + 1);
  return counts;
}

/** Models getNodeVolumeAttachmentInfo. */
function attachedVolumes(handle: Handle): ReadonlyMap<string, DriverVolumes> {
  const byNode = new Map<string, DriverVolumes>();
  for (const { spec } of handle.list<VolumeAttachment>('VolumeAttachment')) {
    const name = spec.source.persistentVolumeName;
    const csi = name ? handle.get<PersistentVolume>('PersistentVolume', name)?.spec?.csi : undefined;
    if (!csi) continue;
    const volumes = byNode.get(spec.nodeName) ?? new Map<string, string>();
    byNode.set(spec.nodeName, volumes.set(uniqueName({ driver: csi.driver, handle: csi.volumeHandle }), csi.driver));
  }
  return byNode;
}

function isNamed(pod: Pod, { metadata: { namespace, name } }: PersistentVolumeClaim): boolean {
  return namespace === pod.metadata.namespace && claimsOf(pod).some((claim) => claim.name === name);
}

function attachmentHelps({ spec }: Pod, { spec: { attacher } }: VolumeAttachment): boolean {
  return (spec?.volumes ?? []).some(
    (volume) => volume.persistentVolumeClaim !== undefined || migrationOf(volume)?.driver === attacher,
  );
}
