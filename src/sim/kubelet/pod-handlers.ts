import type { ContainerPort, Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating, objectKey } from '../../api/object.ts';
import { qosClass } from '../../api/pod.ts';
import { rfc3339 } from '../../base/time.ts';
import PodKind from '../../kinds/pod/kind.ts';
import { type Admission, checkFit, hostPortsOf, occupy, type Refusal } from './admission.ts';
import type { KubeletState, PodRecord } from './kubelet-state.ts';
import { MIRROR_ANNOTATION } from './mirror-pod.ts';
import { refreshSoon } from './pod-mounts.ts';
import { forgetPod, terminatePod, updatePod } from './pod-worker.ts';
import { queueStatus, setPodStatus, shareStatus } from './status-manager.ts';

/** What the kubelet keeps of a Pod that it has just heard of. */
export function newRecord(pod: Pod, isStatic: boolean): PodRecord {
  return {
    uid: pod.metadata.uid ?? '',
    key: objectKey(pod),
    pod,
    isStatic,
    mirror: undefined,
    stage: 'sync',
    admitted: false,
    working: false,
    dirty: false,
    lastSyncEndMs: -1,
    retryTimer: undefined,
    stopRequested: undefined,
    graceMs: 0,
    volumesMounted: false,
    keyring: undefined,
    objects: undefined,
    volumes: undefined,
    claimed: undefined,
    refreshing: false,
    status: undefined,
    statusQueued: false,
    deleted: false,
    verdict: undefined,
    deadlineSeconds: undefined,
    troubles: undefined,
    probes: undefined,
  };
}

/** A Pod has been bound to this node (or was, before this kubelet began). Models HandlePodAdditions. */
export function addPod(kubelet: KubeletState, record: PodRecord): void {
  const { pod } = record;
  kubelet.pods.set(record.uid, record);
  if (isTerminating(pod)) {
    occupy(kubelet, record);
    terminatePod(kubelet, record, graceMsOf(pod));
    return;
  }
  if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') {
    record.stage = 'done';
    record.status = pod.status;
    return;
  }
  const isNew = !kubelet.runtime.sandboxes.has(record.uid);
  const refusal = isNew
    ? (kubelet.eviction.refusal(pod) ?? checkFit(pod.spec!, record.isStatic, admissionOf(kubelet)))
    : undefined;
  if (refusal) {
    refuse(kubelet, record, refusal);
    return;
  }
  occupy(kubelet, record);
  kubelet.eviction.admitted(pod);
  updatePod(kubelet, record);
}

function admissionOf({ used, node, machine, pods }: KubeletState): Admission {
  const hostPorts = (): ContainerPort[] => {
    const admitted = [...pods.values()].filter((record) => record.admitted);
    return admitted.flatMap(({ pod }) => hostPortsOf(pod.spec!));
  };
  return { used, node, machine: machine.spec, hostPorts };
}

/** A Pod has changed at the API server. Models HandlePodUpdates and HandlePodReconcile. */
export function changePod(kubelet: KubeletState, pod: Pod): void {
  const record = kubelet.pods.get(pod.metadata.uid ?? '');
  if (!record) {
    // Its name was taken over by another Pod in between two looks at the API server.
    addPod(kubelet, newRecord(pod, false));
    return;
  }
  const before = record.pod;
  record.pod = pod;
  shareStatus(record, pod);
  if (isTerminating(pod)) {
    if (record.stage === 'done') queueStatus(kubelet, record);
    else terminatePod(kubelet, record, graceMsOf(pod));
    return;
  }
  const { labels, annotations } = before.metadata;
  const isSame = pod.spec === before.spec && pod.metadata.labels === labels && pod.metadata.annotations === annotations;
  if (!isSame) {
    refreshSoon(kubelet, record);
    updatePod(kubelet, record);
  } else if (isOverruled(record, pod)) queueStatus(kubelet, record);
}

/** A Pod is gone from the API server: what is left of it here goes, too. Models HandlePodRemoves. */
export function removePod(kubelet: KubeletState, pod: Pod): void {
  const mirrorOf = pod.metadata.annotations?.[MIRROR_ANNOTATION];
  const record = kubelet.pods.get(mirrorOf ?? pod.metadata.uid ?? '');
  if (!record) return;
  if (mirrorOf !== undefined) {
    record.mirror = undefined;
    updatePod(kubelet, record);
    return;
  }
  record.pod = pod;
  record.deleted = true;
  if (record.stage === 'done') forgetPod(kubelet, record);
  else terminatePod(kubelet, record, graceMsOf(pod));
}

/** The API server's copy of a static Pod has appeared or changed. */
export function addMirror(kubelet: KubeletState, pod: Pod): void {
  const record = kubelet.pods.get(pod.metadata.annotations?.[MIRROR_ANNOTATION] ?? '');
  if (!record) return;
  record.mirror = pod;
  shareStatus(record, pod);
  if (isTerminating(pod)) deleteMirror(kubelet, pod);
  else if (record.status && record.status !== pod.status) queueStatus(kubelet, record);
}

/** A static Pod is not to be deleted: its copy goes, and comes again. */
function deleteMirror(kubelet: KubeletState, pod: Pod): void {
  const { namespace = '', name = '', uid = '' } = pod.metadata;
  const remove = kubelet.client.delete(PodKind, namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
  kubelet.engine.spawn(remove, kubelet.scope);
}

function graceMsOf({ metadata, spec }: Pod): number {
  return (metadata.deletionGracePeriodSeconds ?? spec?.terminationGracePeriodSeconds ?? 30) * 1000;
}

/** Whether somebody else has written another readiness than the kubelet's, as the node controller does. */
function isOverruled(record: PodRecord, pod: Pod): boolean {
  const ready = (status: Pod['status']): string | undefined =>
    status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  return record.status !== undefined && !record.statusQueued && ready(record.status) !== ready(pod.status);
}

function refuse(kubelet: KubeletState, record: PodRecord, { reason, message }: Refusal): void {
  kubelet.recorder.event(record.pod, 'Warning', reason, message);
  record.stage = 'done';
  setPodStatus(kubelet, record, {
    ...(record.pod.status?.conditions ? { conditions: record.pod.status.conditions } : {}),
    message: `Pod was rejected: ${message}`,
    phase: 'Failed',
    qosClass: record.pod.status?.qosClass ?? qosClass(record.pod.spec!),
    reason,
    startTime: rfc3339(kubelet.engine.unixMs),
  });
}
