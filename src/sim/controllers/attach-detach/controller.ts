import { attachableName, attachmentName } from '../../../api/attachable-volume.ts';
import type { Controller, ControllerContext, EventRecorder, Informer } from '../../../api/controller.ts';
import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { VolumeAttachment } from '../../../api/k8s/storage-v1.gen.ts';
import { objectKey } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import CSIDriverKind from '../../../kinds/csi-driver/kind.ts';
import NodeKind from '../../../kinds/node/kind.ts';
import VolumeKind from '../../../kinds/persistent-volume/kind.ts';
import ClaimKind from '../../../kinds/persistent-volume-claim/kind.ts';
import PodKind from '../../../kinds/pod/kind.ts';
import AttachmentKind from '../../../kinds/volume-attachment/kind.ts';
import { nodeView, reportAttached, unusedOnNode } from './nodes.ts';
import { blockedText, planVolume, type VolumePlan } from './plan.ts';
import { claimKeysOf, createWanted, mattersToVolumes, type Wanted, type WantedSources } from './wanted.ts';

/** What the running controller holds. */
export interface State extends WantedSources {
  readonly context: ControllerContext;
  readonly attachments: Informer<VolumeAttachment>;
  readonly events: EventRecorder;
  readonly wanted: Wanted;
  /** By volume and node: since when nobody needs it there. */
  readonly unwanted: Map<string, ReadonlyMap<string, number>>;
  /** By volume: nodes of which Pods know already that they do not get it. */
  readonly reported: Map<string, ReadonlySet<string>>;
  /** Attachments that are about to end: nodes are no longer told of them. */
  readonly ending: Set<string>;
}

const WORKERS = 10;
/** Indexes: Pods by claim, Pods with claims by node, attachments by volume and by node. */
const CLAIM = 'claim';
const CLAIMING = 'claiming';
const VOLUME = 'volume';
export const NODE = 'node';

/**
 * Attaches volumes to the nodes of the Pods that need them, and takes them away again. Its loop of 100 ms is a queue
 * here. Models pkg/controller/volume/attachdetach.
 */
export const attachDetachController: Controller = {
  name: 'persistentvolume-attach-detach-controller',
  account: 'attachdetach-controller',
  start(context) {
    const sources: WantedSources = {
      pods: context.informers.of(PodKind),
      claims: context.informers.of(ClaimKind),
      volumes: context.informers.of(VolumeKind),
      drivers: context.informers.of(CSIDriverKind),
      nodes: context.informers.of(NodeKind),
    };
    const state: State = {
      ...sources,
      context,
      attachments: context.informers.of(AttachmentKind),
      events: context.recorder('attachdetach-controller'),
      wanted: createWanted(sources),
      unwanted: new Map(),
      reported: new Map(),
      ending: new Set(),
    };
    state.pods.addIndex(CLAIM, claimKeysOf);
    state.pods.addIndex(CLAIMING, (pod) => (claimKeysOf(pod).length > 0 ? [pod.spec?.nodeName ?? ''] : []));
    state.attachments.addIndex(VOLUME, ({ spec }) => [spec.source.persistentVolumeName ?? '']);
    state.attachments.addIndex(NODE, ({ spec }) => [spec.nodeName]);
    const volumes = context.queue('volumes');
    const nodes = context.queue('nodes');
    watchNeeds(state, (volume) => volumes.add(volume));
    watchNodes(state, (volume) => volumes.add(volume));
    watchAttachments(
      state,
      (volume) => volumes.add(volume),
      (node) => nodes.add(node),
    );
    context.run(volumes, WORKERS, function* (name) {
      const againAtMs = yield* reconcile(state, name);
      if (againAtMs !== undefined) volumes.addAfter(name, againAtMs - context.nowMs());
    });
    context.run(nodes, 1, (name) => reportAttached(state, name));
  },
};

export default attachDetachController;

/** Pods, claims and volumes say what is needed; only Pods with claims are looked at. */
function watchNeeds(state: State, changed: (volume: string) => void): void {
  const { pods, claims, volumes, wanted } = state;
  const look = (pod: Pod): void => {
    if (claimKeysOf(pod).length > 0) wanted.update(objectKey(pod)).forEach(changed);
  };
  pods.addHandler({
    onAdd: look,
    onUpdate(pod, previous) {
      if (mattersToVolumes(pod, previous)) look(pod);
    },
    onDelete: look,
  });
  const lookAtUsers = (claimKey: string): void => {
    for (const pod of [...pods.byIndex(CLAIM, claimKey)]) look(pod);
  };
  const claim = (object: { readonly metadata: { namespace?: string; name?: string } }): void =>
    lookAtUsers(`${object.metadata.namespace}/${object.metadata.name}`);
  claims.addHandler({ onAdd: claim, onUpdate: claim });
  volumes.addHandler({
    onAdd({ spec }) {
      if (spec?.claimRef) lookAtUsers(`${spec.claimRef.namespace}/${spec.claimRef.name}`);
    },
  });
}

/** A node that comes, reports what it uses, falls or is declared dead concerns the volumes that it has. */
function watchNodes({ nodes, attachments, pods, wanted }: State, changed: (volume: string) => void): void {
  const concerns = (name: string): void => {
    for (const { spec } of attachments.byIndex(NODE, name)) changed(spec.source.persistentVolumeName ?? '');
  };
  nodes.addHandler({
    onAdd({ metadata: { name = '' } }) {
      for (const pod of pods.byIndex(CLAIMING, name)) wanted.update(objectKey(pod)).forEach(changed);
      concerns(name);
    },
    onUpdate: ({ metadata }) => concerns(metadata.name ?? ''),
    onDelete: ({ metadata }) => concerns(metadata.name ?? ''),
  });
}

function watchAttachments(state: State, changed: (volume: string) => void, report: (node: string) => void): void {
  const seen = ({ spec }: VolumeAttachment): void => {
    changed(spec.source.persistentVolumeName ?? '');
    report(spec.nodeName);
  };
  state.attachments.addHandler({
    onAdd: seen,
    onUpdate(attachment, previous) {
      tell(state, attachment, previous);
      seen(attachment);
    },
    onDelete(attachment) {
      state.ending.delete(attachment.metadata.name ?? '');
      seen(attachment);
    },
  });
}

/** Tells the Pods that wait for a volume what has become of it. Models GenerateAttachVolumeFunc. */
function tell({ events, wanted }: State, { spec, status }: VolumeAttachment, previous: VolumeAttachment): void {
  const volume = spec.source.persistentVolumeName ?? '';
  const pods = wanted.of(volume).get(spec.nodeName) ?? [];
  const name = JSON.stringify(volume);
  if (status?.attached && !previous.status?.attached) {
    const text = `AttachVolume.Attach succeeded for volume ${name} `;
    for (const pod of pods) events.event(pod, 'Normal', 'SuccessfulAttachVolume', text);
  }
  const error = status?.attachError?.message;
  if (error !== undefined && error !== previous.status?.attachError?.message) {
    const text = `AttachVolume.Attach failed for volume ${name} : ${error}`;
    for (const pod of pods) events.event(pod, 'Warning', 'FailedAttachVolume', text);
  }
}

/** Returns when to look again at the latest. */
function* reconcile(state: State, name: string): Process<number | undefined> {
  const { volumes, attachments, wanted, unwanted, context } = state;
  const volume = volumes.get(name);
  const plan = planVolume({
    volume,
    wanted: wanted.of(name),
    attachments: [...attachments.byIndex(VOLUME, name)],
    node: (node) => nodeView(state, node, volume),
    unwantedSinceMs: unwanted.get(name) ?? new Map(),
    nowMs: context.nowMs(),
  });
  if (plan.unwantedSinceMs.size > 0) unwanted.set(name, plan.unwantedSinceMs);
  else unwanted.delete(name);
  for (const { attachment, isForced } of plan.detach) yield* detach(state, attachment, isForced);
  for (const node of plan.attach) yield* attach(state, name, node);
  reportBlocked(state, name, plan);
  return plan.againAtMs;
}

/** Pods are told once that their volume is somewhere else. */
function reportBlocked({ wanted, reported, events }: State, name: string, { blocked }: VolumePlan): void {
  const before = reported.get(name);
  for (const { node, users } of blocked) {
    if (before?.has(node)) continue;
    for (const pod of wanted.of(name).get(node) ?? []) {
      events.event(pod, 'Warning', 'FailedAttachVolume', blockedText(name, pod, users));
    }
  }
  if (blocked.length > 0) reported.set(name, new Set(blocked.map(({ node }) => node)));
  else reported.delete(name);
}

function* attach({ context, volumes, drivers }: State, volumeName: string, nodeName: string): Process<void> {
  const volume = volumes.get(volumeName);
  const { driver = '', volumeHandle = '' } = volume?.spec?.csi ?? {};
  if (!volume || !attachableName(volume, drivers.get(driver))) return;
  const metadata = { name: attachmentName(volumeHandle, driver, nodeName) };
  const spec = { attacher: driver, nodeName, source: { persistentVolumeName: volumeName } };
  try {
    yield* context.client.create(AttachmentKind, {
      ...{ apiVersion: 'storage.k8s.io/v1', kind: 'VolumeAttachment', metadata },
      spec,
    });
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) throw error;
  }
}

/** First the node is told that the volume is not safe to mount any more; then it goes. */
function* detach(state: State, attachment: VolumeAttachment, isForced: boolean): Process<void> {
  const { context, ending } = state;
  const { name = '' } = attachment.metadata;
  ending.add(name);
  try {
    yield* reportAttached(state, attachment.spec.nodeName);
    if (!isForced) yield* unusedOnNode(state, attachment);
    yield* context.client.delete(AttachmentKind, '', name);
  } catch (error) {
    if (isReason(error, 'NotFound')) return;
    ending.delete(name);
    throw error;
  }
}
