import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeletSettings } from '../../api/kubelet-settings.ts';
import { type Process, type Waitable, wait } from '../../api/process.ts';
import { fnv32a } from '../../base/fnv.ts';
import type { Random } from '../../base/random.ts';
import { rfc3339Micro } from '../../base/time.ts';
import NodeKind from '../../kinds/node/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import type { TimerRow } from '../../protocol/inspect.ts';
import type { ApiClient } from '../client/client.ts';
import { spawnGuarded } from '../client/guard.ts';
import { createInformerFactory } from '../client/informer-factory.ts';
import { createRecorder } from '../client/recorder.ts';
import type { Engine } from '../engine/engine.ts';
import { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import type { Trace } from '../engine/trace.ts';
import type { Registry } from '../images/registry.ts';
import type { Listener, Network } from '../network/network.ts';
import { announceDrivers } from './csi-node.ts';
import { startImageGc } from './disk/image-gc.ts';
import { startEvictionManager } from './eviction/eviction-manager.ts';
import { type KubeletState, type MachineFacts, nextRelistMs } from './kubelet-state.ts';
import { renewLease } from './lease-renewal.ts';
import { MIRROR_ANNOTATION, staticPod } from './mirror-pod.ts';
import { runNodeStatus } from './node-status-updater.ts';
import { createNodeVolumes } from './node-volumes.ts';
import { addMirror, addPod, changePod, newRecord, removePod } from './pod-handlers.ts';
import { refreshLater } from './pod-mounts.ts';
import { ObjectCache } from './pod-objects.ts';
import { podTimers } from './pod-timers.ts';
import { updatePod } from './pod-worker.ts';
import { endProbeLines } from './probe-worker.ts';
import type { Runtime } from './runtime.ts';
import type { KubeletRequest, KubeletResponse } from './server/requests.ts';
import { kubeletListener } from './server/server.ts';
import { stopPod } from './stop-pod.ts';

/** Where a kubelet runs and what it connects to. */
export interface KubeletOptions {
  readonly engine: Engine;
  /** The kubelet's scope; containers live on without it. */
  readonly scope: Scope;
  readonly trace: Trace;
  readonly network: Network;
  readonly random: Random;
  readonly machine: MachineFacts;
  readonly registry: Registry;
  readonly runtime: Runtime;
  /** As system:node:NAME, within the kubelet's rate limits. */
  readonly client: ApiClient;
  /** The same for Events, which have limits of their own. */
  readonly eventClient: ApiClient;
  /** For Lease and node status, which nothing holds up. */
  readonly heartbeat: ApiClient;
  readonly settings: KubeletSettings;
  /** Pods that the machine runs from manifests on its disk. */
  readonly manifests: readonly Pod[];
}

/** A running kubelet. */
export interface Kubelet {
  /** Pods whose worker is busy, and writes of status that are under way. */
  readonly busy: number;
  /** Settles when the Node object exists. */
  readonly registered: Waitable<void>;
  /** Its own API: logs, exec, attach, port-forward. */
  readonly listener: Listener<KubeletRequest, KubeletResponse>;
  /** What it waits for with a Pod, by uid, in engine milliseconds. */
  timersOf(podUid: string): readonly TimerRow[];
}

/** Starts a node's kubelet; it stops with its scope. Models cmd/kubelet and pkg/kubelet/kubelet.go. */
export function startKubelet(options: KubeletOptions): Kubelet {
  const { engine, scope, random, machine, client } = options;
  const kubelet = createState(options);
  const informers = createInformerFactory({
    engine,
    scope,
    client,
    random: random.fork('informers'),
    select: (kind) => ({
      fieldSelector: kind.kind === 'Pod' ? `spec.nodeName=${machine.name}` : `metadata.name=${machine.name}`,
    }),
  });
  listenToRuntime(kubelet);
  scope.onKill(() => endProbeLines(kubelet));
  const pods = informers.of(PodKind);
  const node = informers.of(NodeKind);
  for (const manifest of options.manifests) {
    const uid = staticUid(machine, manifest);
    addPod(kubelet, newRecord(staticPod(manifest, machine.name, uid, rfc3339Micro(engine.unixMs)), true));
  }
  pods.addHandler({
    onAdd(pod) {
      if (isMirror(pod)) addMirror(kubelet, pod);
      else addPod(kubelet, newRecord(pod, false));
    },
    onUpdate: (pod) => (isMirror(pod) ? addMirror(kubelet, pod) : changePod(kubelet, pod)),
    onDelete: (pod) => removePod(kubelet, pod),
  });
  runNodeStatus(kubelet, node);
  spawnGuarded(engine, scope, announceDrivers(kubelet));
  spawnGuarded(engine, scope, renewLease(kubelet));
  spawnGuarded(
    engine,
    scope,
    watchPods(kubelet, () => informers.start(), pods.synced),
  );
  return Object.assign(kubelet, {
    listener: kubeletListener(kubelet),
    timersOf: (podUid: string) => podTimers(kubelet, podUid),
  });
}

function createState(options: KubeletOptions): KubeletState {
  const { engine, scope, random, machine } = options;
  const state: Omit<KubeletState, 'objects' | 'volumes' | 'eviction' | 'images'> = {
    engine,
    scope,
    trace: options.trace,
    network: options.network,
    random,
    machine,
    client: options.client,
    heartbeat: options.heartbeat,
    recorder: createRecorder({
      engine,
      scope,
      client: options.eventClient,
      random,
      component: 'kubelet',
      host: machine.name,
    }),
    registry: options.registry,
    settings: options.settings,
    runtime: options.runtime,
    pods: new Map(),
    startedMs: engine.nowMs,
    relistOffsetMs: random.uniform(0, 1000),
    used: new Map(),
    node: undefined,
    registered: new Future<void>(),
    statusQueue: [],
    writingStatus: false,
    lastPull: undefined,
    busy: 0,
    onConditionsChanged: () => {},
    onImagesChanged: () => {},
    onVolumesChanged: () => {},
  };
  const kubelet = state as KubeletState;
  kubelet.images = startImageGc(kubelet);
  kubelet.eviction = startEvictionManager(kubelet);
  kubelet.objects = new ObjectCache(kubelet, (record) => refreshLater(kubelet, record));
  kubelet.volumes = createNodeVolumes(
    () => engine.nowMs,
    (delayMs, action) => void engine.after(delayMs, action, undefined, scope),
    () => kubelet.onVolumesChanged(),
  );
  return kubelet;
}

/** The same manifest on the same machine has the same uid in each life of the kubelet: 32 hexadecimal digits. */
function staticUid({ machineId, systemUuid }: KubeletOptions['machine'], { metadata }: Pod): string {
  const name = fnv32a(`${metadata.namespace}/${metadata.name}`).toString(16).padStart(8, '0');
  return `${machineId.slice(0, 16)}${name}${systemUuid.replaceAll('-', '').slice(0, 8)}`;
}

function isMirror(pod: Pod): boolean {
  return pod.metadata.annotations?.[MIRROR_ANNOTATION] !== undefined;
}

/** Changes at the runtime are seen at the next relist: one event for all Pods of the node that changed by then. */
function listenToRuntime(kubelet: KubeletState): void {
  const { engine, scope, runtime } = kubelet;
  let changed = new Set<string>();
  const relist = (): void => {
    const uids = changed;
    changed = new Set();
    for (const uid of uids) {
      const record = kubelet.pods.get(uid);
      if (record) updatePod(kubelet, record);
    }
  };
  runtime.onChange = (podUid) => {
    if (!scope.alive) return;
    if (changed.size === 0) engine.at(nextRelistMs(kubelet, engine.nowMs), relist, undefined, scope);
    changed.add(podUid);
  };
}

/** Watches the node's Pods; what runs without a Pod after the first list is stopped. */
function* watchPods(kubelet: KubeletState, start: () => void, synced: Waitable<void>): Process {
  start();
  yield* wait(synced);
  for (const [uid, sandbox] of [...kubelet.runtime.sandboxes]) {
    if (kubelet.pods.has(uid)) continue;
    const [namespace = '', name = ''] = sandbox.podKey.split('/');
    const containers = sandbox.containers.map(({ name: container }) => ({ name: container }));
    const metadata = { namespace, name, uid };
    const orphan = newRecord({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } }, false);
    spawnGuarded(kubelet.engine, kubelet.scope, removeOrphan(kubelet, { ...orphan, graceMs: 1000 }));
  }
  const { files, sandboxes } = kubelet.runtime;
  for (const uid of files.pods.keys()) if (!kubelet.pods.has(uid) && !sandboxes.has(uid)) files.drop(uid);
}

function* removeOrphan(kubelet: KubeletState, record: ReturnType<typeof newRecord>): Process {
  yield* stopPod(kubelet, record);
  kubelet.runtime.removePod(record.uid);
}
