import type { EventRecorder } from '../../api/controller.ts';
import type {
  Node,
  ObjectReference,
  PersistentVolume,
  Pod,
  PodCondition,
  PodSpec,
  PodStatus,
} from '../../api/k8s/core-v1.gen.ts';
import type { KubeletSettings } from '../../api/kubelet-settings.ts';
import type { KubeObject } from '../../api/object.ts';
import type { NodeSpec } from '../../api/scenario.ts';
import { createIntern } from '../../base/intern.ts';
import type { Random } from '../../base/random.ts';
import type { ApiClient } from '../client/client.ts';
import type { Engine } from '../engine/engine.ts';
import type { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import type { Trace } from '../engine/trace.ts';
import type { Registry } from '../images/registry.ts';
import type { Network } from '../network/network.ts';
import type { Volume } from '../shell/fs/volume.ts';
import type { BackoffEntry } from './backoff.ts';
import type { ImageGc } from './disk/image-gc.ts';
import type { EvictionManager } from './eviction/eviction-manager.ts';
import type { Keyring } from './keyring.ts';
import type { NodeVolumes } from './node-volumes.ts';
import type { ObjectCache } from './pod-objects.ts';
import type { ProbeWorker } from './probe-worker.ts';
import type { Runtime } from './runtime.ts';

/** What a kubelet is told about its machine. */
export interface MachineFacts {
  readonly name: string;
  readonly spec: NodeSpec;
  readonly ip: string;
  readonly machineId: string;
  readonly systemUuid: string;
  /** Changes with each start of the machine. */
  readonly bootId: string;
  readonly kubeletVersion: string;
}

/**
 * How far a Pod has come at this kubelet: it is kept running; it is being stopped; everything has stopped and its
 * remains are cleared away; nothing is left to do. Models the phases of pkg/kubelet/pod_workers.go.
 */
export type Stage = 'sync' | 'terminating' | 'terminated' | 'done';

/** Why a container that is not there waits, for its status. */
export interface WaitReason {
  readonly reason: string;
  readonly message: string;
}

/** The text of the Killing event of a container, and how long it has to end, where the probe says that. */
export interface Condemned {
  readonly message: string;
  readonly graceSeconds: number | undefined;
}

/** What the kubelet remembers of a Pod that does not run as it should. */
export interface Troubles {
  /** Why containers that are not there wait, by name. */
  readonly waiting: Map<string, WaitReason>;
  /** Back-off of restarts, by container. */
  readonly restarts: Map<string, BackoffEntry>;
  /** Back-off of pulls, by image. */
  readonly pulls: Map<string, BackoffEntry & { readonly error: string }>;
  /** Ids of containers that a probe has condemned. */
  readonly condemned: Map<string, Condemned>;
}

/** What the kubelet keeps of one Pod. */
export interface PodRecord {
  readonly uid: string;
  readonly key: string;
  /** The newest version known; of a static Pod its manifest. */
  pod: Pod;
  readonly isStatic: boolean;
  /** The API server's copy of a static Pod. */
  mirror: Pod | undefined;
  stage: Stage;
  /** Whether its requests count as used. */
  admitted: boolean;
  /** A worker process is busy with it. */
  working: boolean;
  /** Something has changed since the worker last looked. */
  dirty: boolean;
  lastSyncEndMs: number;
  retryTimer: number | undefined;
  /** Settles when the Pod is to be stopped, for whatever waits inside a sync. */
  stopRequested: Future<void> | undefined;
  graceMs: number;
  volumesMounted: boolean;
  /** Its logins for registries, as of its last sync; undefined where it names none. */
  keyring: Keyring | undefined;
  /** ConfigMaps and Secrets that it names, as they were when its volumes were last written. */
  objects: ReadonlyMap<string, KubeObject> | undefined;
  /** Its volumes, as far as a program has looked at them. */
  volumes: Map<string, Volume> | undefined;
  /** The PersistentVolumes behind its claims, by the names of its own volumes. */
  claimed: ReadonlyMap<string, PersistentVolume> | undefined;
  /** Its volumes will be written anew at its next sync. */
  refreshing: boolean;
  /** Status as the kubelet wants it; undefined before the first sync. */
  status: PodStatus | undefined;
  statusQueued: boolean;
  /** Its object is gone from the API server. */
  deleted: boolean;
  /** Phase, reason and message that the kubelet has decided itself, e.g. a refusal. */
  verdict: (Pick<PodStatus, 'phase' | 'reason' | 'message'> & { readonly condition?: PodCondition }) | undefined;
  /** The activeDeadlineSeconds for which the kubelet has set itself a timer. */
  deadlineSeconds: number | undefined;
  /** What has gone wrong; most Pods need none of it. */
  troubles: Troubles | undefined;
  probes: ProbeWorker[] | undefined;
}

/** The state that the parts of one running kubelet share. A restart makes a new one. */
export interface KubeletState {
  readonly engine: Engine;
  readonly scope: Scope;
  readonly trace: Trace;
  readonly network: Network;
  readonly random: Random;
  readonly machine: MachineFacts;
  readonly client: ApiClient;
  /** For Lease and node status: no rate limit, and no patience with a slow answer. */
  readonly heartbeat: ApiClient;
  readonly recorder: EventRecorder;
  readonly registry: Registry;
  readonly runtime: Runtime;
  /** ConfigMaps and Secrets of its Pods. */
  objects: ObjectCache;
  /** By uid. */
  readonly pods: Map<string, PodRecord>;
  /** When this kubelet's process began, in virtual milliseconds. */
  readonly startedMs: number;
  /** Offset of its relists within the second. */
  readonly relistOffsetMs: number;
  /** Requests of the admitted Pods, by resource, and their count. */
  readonly used: Map<string, number>;
  /** The Node as the API server has it; undefined before the kubelet has seen it. */
  node: Node | undefined;
  /** Settles when the Node object exists. */
  readonly registered: Future<void>;
  /** Records that wait for their status to be written. */
  readonly statusQueue: PodRecord[];
  writingStatus: boolean;
  /** The image pull that is under way or queued last; pulls are one after the other. */
  lastPull: Future<unknown> | undefined;
  /** Workers that are busy: nothing but waiting goes on when it is 0. */
  busy: number;
  /** Disks that its Pods use. */
  volumes: NodeVolumes;
  readonly settings: KubeletSettings;
  /** Keeps the node from running out of memory, disk and processes. */
  eviction: EvictionManager;
  images: ImageGc;
  /** The node's conditions of pressure have changed. */
  onConditionsChanged: () => void;
  /** The node's images have changed. */
  onImagesChanged: () => void;
  /** The disks in use have changed. */
  onVolumesChanged: () => void;
}

/** The troubles of a Pod, to be written to. */
export function troublesOf(record: PodRecord): Troubles {
  record.troubles ??= { waiting: new Map(), restarts: new Map(), pulls: new Map(), condemned: new Map() };
  return record.troubles;
}

/** Relists of the runtime are a second apart (PLEG). */
const RELIST_MS = 1000;

/** When the kubelet next looks at the runtime after a time: its view of containers is as old as the last relist. */
export function nextRelistMs(kubelet: KubeletState, afterMs: number): number {
  const since = Math.max(0, afterMs - kubelet.relistOffsetMs);
  return kubelet.relistOffsetMs + (Math.floor(since / RELIST_MS) + 1) * RELIST_MS;
}

/** Writes an Event about one container of a Pod. */
export function containerEvent(
  kubelet: KubeletState,
  record: PodRecord,
  container: string,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  const fieldPath = fieldPathOf(record.pod.spec!, container);
  kubelet.recorder.event(apiPod(record), type, reason, message, { fieldPath } satisfies Pick<
    ObjectReference,
    'fieldPath'
  >);
}

/** Pods of one template have the same paths. */
const sharedPath = createIntern();

function fieldPathOf({ initContainers, ephemeralContainers }: PodSpec, container: string): string {
  const isIn = (list: readonly { readonly name: string }[] = []): boolean =>
    list.some(({ name }) => name === container);
  const field = isIn(initContainers)
    ? 'initContainers'
    : isIn(ephemeralContainers)
      ? 'ephemeralContainers'
      : 'containers';
  return sharedPath(`spec.${field}{${container}}`);
}

/** The Pod as the API server has it: of a static Pod the mirror, once there is one. */
export function apiPod(record: PodRecord): Pod {
  return record.mirror ?? record.pod;
}
