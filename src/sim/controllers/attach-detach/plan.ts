import { isShareable } from '../../../api/attachable-volume.ts';
import type { PersistentVolume, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { VolumeAttachment } from '../../../api/k8s/storage-v1.gen.ts';
import { isTerminating } from '../../../api/object.ts';

/** A node that cannot say that it has unmounted a volume is waited for so long (ReconcilerMaxWaitForUnmountDuration). */
const MAX_WAIT_FOR_UNMOUNT_MS = 6 * 60_000;

/** What is known of a node that a volume is attached to. */
export interface NodeView {
  readonly isHealthy: boolean;
  /** It reports the volume as in use. */
  readonly usesVolume: boolean;
  /** It has been declared dead for good by a taint. */
  readonly isOutOfService: boolean;
}

/** One volume as the controller sees it. */
export interface VolumeView {
  /** Undefined when it is gone: then nothing is attached any more. */
  readonly volume: PersistentVolume | undefined;
  /** Pods that need it, by their nodes. */
  readonly wanted: ReadonlyMap<string, readonly Pod[]>;
  readonly attachments: readonly VolumeAttachment[];
  node(name: string): NodeView;
  /** Since when nobody needs it on a node, Unix milliseconds. */
  readonly unwantedSinceMs: ReadonlyMap<string, number>;
  readonly nowMs: number;
}

/** What is to be done about a volume. */
export interface VolumePlan {
  /** Nodes to attach it to. */
  readonly attach: readonly string[];
  /** Attachments to end; `isForced` without the node's word that it has unmounted the volume. */
  readonly detach: readonly { readonly attachment: VolumeAttachment; readonly isForced: boolean }[];
  /** Nodes that do not get it, for it is somewhere else, and the Pods that use it there. */
  readonly blocked: readonly { readonly node: string; readonly users: readonly Pod[] }[];
  readonly unwantedSinceMs: ReadonlyMap<string, number>;
  /** When to look again at the latest, without anything having changed. */
  readonly againAtMs: number | undefined;
}

/** What to attach and what to detach; pure. Models reconcile of pkg/controller/volume/attachdetach/reconciler. */
export function planVolume(view: VolumeView): VolumePlan {
  const { volume, wanted, attachments } = view;
  const detaching = planDetach(view);
  const attach: string[] = [];
  const blocked: VolumePlan['blocked'][number][] = [];
  const holders = attachments.map(({ spec }) => spec.nodeName);
  for (const node of wanted.keys()) {
    if (!volume || holders.includes(node)) continue;
    const others = [...holders, ...attach];
    if (others.length > 0 && !isShareable(volume)) {
      blocked.push({ node, users: others.flatMap((other) => wanted.get(other) ?? []) });
    } else attach.push(node);
  }
  return { attach, blocked, ...detaching };
}

function planDetach({
  wanted,
  attachments,
  node,
  unwantedSinceMs,
  nowMs,
}: VolumeView): Pick<VolumePlan, 'detach' | 'unwantedSinceMs' | 'againAtMs'> {
  const detach: VolumePlan['detach'][number][] = [];
  const since = new Map<string, number>();
  let againAtMs: number | undefined;
  for (const attachment of attachments) {
    const name = attachment.spec.nodeName;
    const isUnderWay = isTerminating(attachment) || !isSettled(attachment);
    if (wanted.has(name) || isUnderWay) continue;
    const sinceMs = unwantedSinceMs.get(name) ?? nowMs;
    since.set(name, sinceMs);
    const { isHealthy, usesVolume, isOutOfService } = node(name);
    const isLate = nowMs - sinceMs > MAX_WAIT_FOR_UNMOUNT_MS;
    const isForced = isOutOfService || (isLate && !isHealthy);
    if (!usesVolume || isForced) detach.push({ attachment, isForced });
    else againAtMs = Math.min(againAtMs ?? Infinity, sinceMs + MAX_WAIT_FOR_UNMOUNT_MS + 1);
  }
  return { detach, unwantedSinceMs: since, againAtMs: againAtMs && Math.max(againAtMs, nowMs + 1_000) };
}

/** Whether the attacher has done or refused what it was asked for. */
function isSettled({ status }: VolumeAttachment): boolean {
  return status?.attached === true || status?.attachError !== undefined;
}

/** Why a Pod does not get its volume. Models reportMultiAttachError. */
export function blockedText(volume: string, pod: Pod, users: readonly Pod[]): string {
  const error = `Multi-Attach error for volume ${JSON.stringify(volume)} `;
  if (users.length === 0) {
    return `${error}Volume is already exclusively attached to one node and can't be attached to another`;
  }
  const own = users.filter(({ metadata }) => metadata.namespace === pod.metadata.namespace);
  const others = `${users.length - own.length} pod(s) in different namespaces`;
  if (own.length === 0) return `${error}Volume is already used by ${others}`;
  const names = own.map(({ metadata }) => metadata.name).join(', ');
  return `${error}Volume is already used by pod(s) ${names}${own.length < users.length ? ` and ${others}` : ''}`;
}
