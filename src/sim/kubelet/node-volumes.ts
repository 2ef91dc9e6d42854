import { attachableName } from '../../api/attachable-volume.ts';
import type { CSIDriver } from '../../api/k8s/storage-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import { ApiError } from '../../api/status.ts';
import CSIDriverKind from '../../kinds/csi-driver/kind.ts';
import NodeKind from '../../kinds/node/kind.ts';
import { ConnectionError } from '../network/network.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import { until } from './until.ts';

/** A Pod's worker looks this often whether its volumes are ready (podAttachAndMountRetryInterval). */
const LOOK_MS = 300;
/** A node that does not say that a volume is attached is asked again after this time, doubled up to the longest. */
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 122_000;
/** A kubelet that has just begun may not know all that is mounted: what the node said before stays. */
const SETTLE_MS = 10_000;

/** The attachable volumes of a node's Pods, by their names in the node's status. */
export interface NodeVolumes {
  /** A Pod cannot start without these. */
  need(uid: string, names: readonly string[]): void;
  /** Nothing of a Pod's volumes is mounted any more. */
  release(uid: string): void;
  /** What the node's status should say. @param before what it says */
  inUse(before: readonly string[]): readonly string[];
  /** The API server has been told these. */
  posted(names: readonly string[]): void;
  isPosted(name: string): boolean;
}

/**
 * Makes an empty set.
 * @param nowMs virtual milliseconds
 * @param after runs an action after a delay
 * @param changed called when the node's status should say something else
 */
export function createNodeVolumes(
  nowMs: () => number,
  after: (delayMs: number, action: () => void) => void,
  changed: () => void,
): NodeVolumes {
  const beganMs = nowMs();
  const users = new Map<string, Set<string>>();
  let known: ReadonlySet<string> = new Set();
  return {
    need(uid, names) {
      for (const name of names) {
        if (!users.has(name)) changed();
        users.set(name, (users.get(name) ?? new Set()).add(uid));
      }
    },
    release(uid) {
      for (const [name, uids] of users) {
        if (!uids.delete(uid) || uids.size > 0) continue;
        users.delete(name);
        changed();
      }
    },
    inUse(before) {
      const leftMs = beganMs + SETTLE_MS - nowMs();
      const kept = leftMs > 0 ? before.filter((name) => !users.has(name)) : [];
      if (kept.length > 0) after(leftMs, changed);
      return [...users.keys(), ...kept].sort();
    },
    posted(names) {
      known = new Set(names);
    },
    isPosted: (name) => known.has(name),
  };
}

/**
 * Waits until the control plane has attached a Pod's disks to this node, which it learns from the node's status; before,
 * the node must have told that it will use them. False when the Pod is to be stopped meanwhile. Models
 * pkg/kubelet/volumemanager/reconciler (waitForVolumeAttach) and GenerateVerifyControllerAttachedVolumeFunc.
 */
export function* waitForDisks(kubelet: KubeletState, record: PodRecord): Process<boolean> {
  const names: string[] = [];
  for (const volume of record.claimed?.values() ?? []) {
    const driver = volume.spec?.csi && (yield* driverNamed(kubelet, volume.spec.csi.driver));
    const name = attachableName(volume, driver);
    if (name !== undefined) names.push(name);
  }
  if (names.length === 0) return true;
  kubelet.volumes.need(record.uid, names);
  while (!names.every((name) => kubelet.volumes.isPosted(name))) {
    if (!(yield* until(kubelet, record, LOOK_MS))) return false;
  }
  for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)) {
    if (yield* areAttached(kubelet, names)) return true;
    if (!(yield* until(kubelet, record, waitMs))) return false;
  }
}

function* driverNamed({ client }: KubeletState, name: string): Process<CSIDriver | undefined> {
  return yield* orNothing(client.get(CSIDriverKind, '', name));
}

function* areAttached({ client, machine }: KubeletState, names: readonly string[]): Process<boolean> {
  const node = yield* orNothing(client.get(NodeKind, '', machine.name));
  const attached = node?.status?.volumesAttached ?? [];
  return names.every((name) => attached.some((volume) => volume.name === name));
}

function* orNothing<T>(request: Process<T>): Process<T | undefined> {
  try {
    return yield* request;
  } catch (error) {
    if (!(error instanceof ApiError) && !(error instanceof ConnectionError)) throw error;
    return undefined;
  }
}
