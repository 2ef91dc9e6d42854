import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { podRequests } from '../../api/pod.ts';
import { parseTime } from '../../base/time.ts';
import PodKind from '../../kinds/pod/kind.ts';
import type { PodRow, PodState } from '../../protocol/view.ts';

/** What a Pod's row needs besides the Pod. */
export interface PodSurroundings {
  readonly owner: { readonly kind: string; readonly name: string } | undefined;
  /** Name of its direct controller, e.g. the ReplicaSet: the Pod's suffix is what follows. */
  readonly controllerName: string;
  readonly revisionAge: number;
  readonly endpoint: PodRow['endpoint'];
  /** Unix milliseconds of virtual time 0 of the page's clock. */
  readonly originUnixMs: number;
  /** Unix milliseconds now. */
  readonly unixMs: number;
}

const IMAGE_PROBLEMS = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']);
const statusColumn = PodKind.columns.find((column) => column.name === 'Status')!;

/** The row of a Pod: what the figure, the lists and the reader of a screen need to know of it. */
export function podRow(pod: Pod, around: PodSurroundings): PodRow {
  const { metadata, spec, status } = pod;
  const statuses = status?.containerStatuses ?? [];
  const requests = podRequests(spec!);
  const deletedUnixMs = metadata.deletionTimestamp ? parseTime(metadata.deletionTimestamp) : 0;
  const graceMs = (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  const scheduled = status?.conditions?.find((condition) => condition.type === 'PodScheduled');
  const name = metadata.name ?? '';
  const { controllerName } = around;
  const state = podState(pod);
  return {
    uid: metadata.uid ?? '',
    namespace: metadata.namespace ?? '',
    name,
    node: spec?.nodeName ?? '',
    state,
    status: String(statusColumn.cell(pod, around.unixMs)),
    reason: podReason(pod),
    owner: around.owner?.name ?? '',
    ownerKind: around.owner?.kind ?? '',
    label: labelOf(pod, around),
    suffix: controllerName !== '' && name.startsWith(`${controllerName}-`) ? name.slice(controllerName.length + 1) : '',
    revisionAge: around.revisionAge,
    cpuMilli: requests['cpu'] ?? 0,
    memoryBytes: requests['memory'] ?? 0,
    cpuUsedMilli: 0,
    memoryUsedBytes: 0,
    readyContainers: statuses.filter((container) => container.ready).length,
    containers: spec?.containers.length ?? 0,
    restarts: statuses.reduce((sum, container) => sum + container.restartCount, 0),
    ip: status?.podIP ?? '',
    createdMs: parseTime(metadata.creationTimestamp ?? '') - around.originUnixMs,
    progressFromMs:
      state === 'creating' && scheduled?.lastTransitionTime
        ? parseTime(scheduled.lastTransitionTime) - around.originUnixMs
        : 0,
    progressToMs: 0,
    terminatingFromMs: deletedUnixMs ? deletedUnixMs - graceMs - around.originUnixMs : 0,
    terminatingToMs: deletedUnixMs ? deletedUnixMs - around.originUnixMs : 0,
    endpoint: around.endpoint,
  };
}

/** A static Pod is owned by its node, whose name ends its own. */
function labelOf({ metadata, spec }: Pod, { owner }: PodSurroundings): string {
  const name = metadata.name ?? '';
  if (owner?.kind !== 'Node') return owner?.name ?? name;
  const ending = `-${spec?.nodeName ?? ''}`;
  return name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}

/** The visual state of a Pod, from what its API object says. */
export function podState(pod: Pod): PodState {
  const { status } = pod;
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating';
  if (status?.phase === 'Succeeded') return 'completed';
  if (status?.phase === 'Failed') return status.reason === 'Evicted' ? 'evicted' : 'failed';
  if (status?.phase === 'Unknown') return 'unknown';
  if (!pod.spec?.nodeName) return 'pending';
  for (const container of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]) {
    const waiting = container.state?.waiting?.reason ?? '';
    if (IMAGE_PROBLEMS.has(waiting)) return 'imgpull';
    if (waiting === 'CrashLoopBackOff' || (container.state?.terminated && container.state.terminated.exitCode !== 0))
      return 'crash';
  }
  if (status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True'))
    return 'ready';
  return status?.phase === 'Running' ? 'notready' : 'creating';
}

/** Why a Pod waits or fails, in the cluster's own words. */
function podReason(pod: Pod): string {
  const { status } = pod;
  const scheduled = status?.conditions?.find((condition) => condition.type === 'PodScheduled');
  if (scheduled?.status === 'False') return scheduled.message ?? '';
  for (const container of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]) {
    if (container.state?.waiting?.message) return container.state.waiting.message;
  }
  return status?.message ?? '';
}
