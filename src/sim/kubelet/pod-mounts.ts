import type { Container } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { ApiError } from '../../api/status.ts';
import type { ContainerMount } from '../containers/container-config.ts';
import { ConnectionError } from '../network/network.ts';
import { entriesOf, type FsNode } from '../shell/fs/node.ts';
import { partsOf } from '../shell/fs/path.ts';
import { newVolume, ownNode, type Volume } from '../shell/fs/volume.ts';
import { findClaimed, volumeBehind } from './claimed-volumes.ts';
import { ConfigProblem, type EnvSources, expand } from './container-env.ts';
import { giveToGroup } from './fs-group.ts';
import { type KubeletState, nextRelistMs, type PodRecord } from './kubelet-state.ts';
import { allocatableDisk } from './node-status.ts';
import { waitForDisks } from './node-volumes.ts';
import { objectRefs } from './pod-objects.ts';
import { isProjected, makeVolume, refreshVolume } from './pod-volumes.ts';
import { serviceToken, type TokenOwner } from './service-token.ts';
import { until } from './until.ts';

/** Failed mounts are tried again after this time, doubled up to the longest. */
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 122_000;
/** How long a Pod's worker waits for its volumes (podAttachAndMountTimeout). */
const MOUNT_TIMEOUT_MS = 123_000;
/** A Pod is synced once in this time, up to half as long again: then its volumes get what has changed. */
const SYNC_MS = 60_000;
/** The volume manager looks for work about every 100 ms, and a mount takes a moment. */
const REMOUNT_MS = 300;

/** What a Pod's variables and volumes are made from, with the objects as they were when they were last looked at. */
export function sourcesOf(kubelet: KubeletState, record: PodRecord): EnvSources {
  const { machine, runtime } = kubelet;
  return {
    pod: record.pod,
    podIp: runtime.sandboxes.get(record.uid)?.ip ?? '',
    hostIp: machine.ip,
    nodeName: machine.name,
    allocatable: {
      cpu: machine.spec.cpu,
      memory: machine.spec.memory,
      'ephemeral-storage': allocatableDisk(machine.spec),
    },
    object: (kind, name) => record.objects?.get(`${kind}/${record.pod.metadata.namespace}/${name}`),
    token: (asked) => serviceToken(tokenOwner(kubelet, record), asked, kubelet.engine.unixMs),
  };
}

function tokenOwner({ machine, node, runtime }: KubeletState, { pod, status }: PodRecord): TokenOwner {
  const account = pod.spec?.serviceAccountName ?? 'default';
  return {
    pod: status ? { ...pod, status } : pod,
    node: { name: machine.name, uid: node?.metadata.uid ?? '' },
    accountUid: runtime.options.accountUid(pod.metadata.namespace ?? '', account),
  };
}

/** Fetches what a Pod's variables and volumes name. False when the API server could not be asked. */
export function* fetchObjects(kubelet: KubeletState, record: PodRecord): Process<boolean> {
  const refs = objectRefs(record.pod.spec!, record.pod.metadata.namespace!);
  if (refs.length === 0) return true;
  const objects = new Map<string, KubeObject>();
  for (const ref of refs) {
    try {
      const object = yield* kubelet.objects.get(ref, record);
      if (object) objects.set(ref, object);
    } catch (error) {
      if (!(error instanceof ApiError) && !(error instanceof ConnectionError)) throw error;
      return false;
    }
  }
  record.objects = objects;
  return true;
}

/**
 * Makes sure that a Pod's volumes can be mounted, trying again until they can. False when the Pod is to be stopped
 * meanwhile. Models volumemanager.WaitForAttachAndMount.
 */
export function* mountVolumes(kubelet: KubeletState, record: PodRecord): Process<boolean> {
  const { engine } = kubelet;
  let lookedMs = engine.nowMs;
  for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)) {
    const fetched = (yield* fetchObjects(kubelet, record)) && (yield* findClaimed(kubelet, record));
    const failed = fetched ? firstProblem(kubelet, record) : undefined;
    if (fetched && !failed) return (yield* waitForDisks(kubelet, record)) && record.stage === 'sync';
    if (failed) {
      const text = `MountVolume.SetUp failed for volume "${failed.volume}" : ${failed.message}`;
      kubelet.recorder.event(record.pod, 'Warning', 'FailedMount', text);
    }
    for (let leftMs = waitMs; leftMs > 0; ) {
      // The Pod's worker waits this long, says what it waits for, and comes again.
      const toTimeoutMs = lookedMs + MOUNT_TIMEOUT_MS - engine.nowMs;
      const stepMs = Math.min(leftMs, toTimeoutMs);
      if (!(yield* until(kubelet, record, stepMs))) return false;
      leftMs -= stepMs;
      if (stepMs < toTimeoutMs) continue;
      lookedMs = engine.nowMs;
      if (!failed) continue;
      const lists = `unmounted volumes=[${failed.volume}], unattached volumes=[], failed to process volumes=[]`;
      const text = `Unable to attach or mount volumes: ${lists}: context deadline exceeded`;
      kubelet.recorder.event(record.pod, 'Warning', 'FailedMount', text);
    }
  }
}

/** Volumes are only tried here; they are made when a program looks at them. */
function firstProblem(kubelet: KubeletState, record: PodRecord): { volume: string; message: string } | undefined {
  const sources = sourcesOf(kubelet, record);
  for (const spec of record.pod.spec?.volumes ?? []) {
    if (spec.hostPath) {
      const { path, type } = spec.hostPath;
      const message = kubelet.runtime.files.host.typeProblem(path, type);
      if (message) return { volume: spec.name, message };
    }
    if (!spec.configMap && !spec.secret && !spec.projected) continue;
    try {
      makeVolume(spec, sources, 0);
    } catch (problem) {
      if (!(problem instanceof ConfigProblem)) throw problem;
      return { volume: spec.name, message: problem.message };
    }
  }
  return undefined;
}

/** A Pod's volume, made when it is first needed and shared by its containers. */
function volumeOf(kubelet: KubeletState, record: PodRecord, name: string): Volume {
  record.volumes ??= new Map();
  let volume = record.volumes.get(name);
  if (!volume) {
    const spec = record.pod.spec?.volumes?.find((one) => one.name === name) ?? { name };
    const { unixMs } = kubelet.engine;
    const claimed = record.claimed?.get(name);
    const { files } = kubelet.runtime;
    if (claimed) volume = volumeBehind(kubelet.runtime, claimed);
    else if (spec.hostPath) volume = files.host.volume(spec.hostPath.path);
    else if (spec.emptyDir) volume = files.emptyDir(record.pod, spec);
    else volume = makeVolume(spec, sourcesOf(kubelet, record), unixMs);
    giveToGroup(volume, spec, record.pod.spec!);
    record.volumes.set(name, volume);
  }
  return volume;
}

/** What a container sees of its Pod's volumes. */
export function mountsOf(
  kubelet: KubeletState,
  record: PodRecord,
  container: Container,
  variables: () => ReadonlyMap<string, string>,
): ContainerMount[] {
  const mounts = (container.volumeMounts ?? []).map(({ name, mountPath, readOnly = false, subPath, subPathExpr }) => {
    const volume = volumeOf(kubelet, record, name);
    const below = subPathExpr ? expand(subPathExpr, (variable) => variables().get(variable)) : subPath;
    return {
      path: mountPath.replace(/(.)\/+$/, '$1'),
      readOnly,
      volume: below ? partOf(kubelet, volume, below) : volume,
    };
  });
  return mounts.sort((a, b) => a.path.length - b.path.length);
}

/** One file or directory of a volume, as it is now: later changes of what a link leads to do not reach it. */
function partOf(kubelet: KubeletState, volume: Volume, path: string): Volume {
  const parts = partsOf(path);
  let node: FsNode = volume.root;
  const walked: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    let next: FsNode | undefined = node.type === 'dir' ? entriesOf(node).get(parts[i]!) : undefined;
    if (next?.type === 'link') {
      const target = partsOf(next.target);
      const data = volume.root.type === 'dir' ? volume.root.children.get('..data') : undefined;
      const real = target[0] === '..data' && data?.type === 'link' ? [data.target, ...target.slice(1)] : target;
      next = real.reduce<FsNode | undefined>(
        (at, part) => (at?.type === 'dir' ? at.children.get(part) : undefined),
        volume.root,
      );
    }
    if (!next) {
      const made = newVolume(volume.source, kubelet.engine.unixMs, 0o750).root;
      const dir = ownNode(volume, walked);
      if (dir.type === 'dir') dir.children.set(parts[i]!, { ...made, owner: volume.owner });
      next = ownNode(volume, [...walked, parts[i]!]);
    }
    walked.push(parts[i]!);
    node = next;
  }
  return { ...volume, root: node };
}

/** Objects of a Pod have changed: its volumes get that at its next sync. */
export function refreshLater(kubelet: KubeletState, record: PodRecord): void {
  if (record.refreshing || !record.pod.spec?.volumes?.some(isProjected)) return;
  record.refreshing = true;
  const periodMs = SYNC_MS * (1 + 0.5 * kubelet.random.next());
  const sinceMs = Math.max(0, kubelet.engine.nowMs - record.lastSyncEndMs) % periodMs;
  const atMs = nextRelistMs(kubelet, kubelet.engine.nowMs + periodMs - sinceMs);
  kubelet.engine.at(atMs, () => refresh(kubelet, record), undefined, kubelet.scope);
}

/** A Pod itself has changed: the sync that follows writes its volumes anew. Models ReprocessPod of the volume manager. */
export function refreshSoon(kubelet: KubeletState, record: PodRecord): void {
  if (!record.volumes || !record.pod.spec?.volumes?.some(isProjected)) return;
  kubelet.engine.after(REMOUNT_MS, () => refresh(kubelet, record), undefined, kubelet.scope);
}

function refresh(kubelet: KubeletState, record: PodRecord): void {
  record.refreshing = false;
  if (record.stage !== 'sync') return;
  const { unixMs, scope, engine } = { ...kubelet, unixMs: kubelet.engine.unixMs };
  engine.spawn(
    (function* (): Process {
      if (!(yield* fetchObjects(kubelet, record))) return;
      const sources = sourcesOf(kubelet, record);
      for (const spec of record.pod.spec?.volumes ?? []) {
        const volume = record.volumes?.get(spec.name);
        if (!volume || !isProjected(spec)) continue;
        try {
          refreshVolume(volume, spec, sources, unixMs);
          giveToGroup(volume, spec, record.pod.spec!);
        } catch (problem) {
          if (!(problem instanceof ConfigProblem)) throw problem;
          const text = `MountVolume.SetUp failed for volume "${spec.name}" : ${problem.message}`;
          kubelet.recorder.event(record.pod, 'Warning', 'FailedMount', text);
        }
      }
    })(),
    scope,
  );
}
