import type { Container, ContainerStatus, Pod } from '../../api/k8s/core-v1.gen.ts';
import { parseTime } from '../../base/time.ts';

/** What a line of `kubectl get pods` says about a Pod. */
export interface PodSummary {
  readonly readyContainers: number;
  /** Containers and sidecars. */
  readonly totalContainers: number;
  /** The word in the STATUS column. */
  readonly reason: string;
  readonly restarts: number;
  /** When a container last ended before it was started again. */
  readonly lastRestart: string | undefined;
}

interface Restarts {
  count: number;
  last: string | undefined;
}

function addRestarts(restarts: Restarts, status: ContainerStatus): void {
  restarts.count += status.restartCount;
  const finished = status.lastState?.terminated?.finishedAt;
  if (!finished) return;
  if (!restarts.last || parseTime(finished) > parseTime(restarts.last)) restarts.last = finished;
}

const exitWord = (terminated: { readonly signal?: number; readonly exitCode: number }): string =>
  terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`;

/** The STATUS word of an init container that holds the Pod up; '' if it does not. */
function initReason(status: ContainerStatus, index: number, total: number, sidecar: boolean): string {
  const { terminated, waiting } = status.state ?? {};
  if (terminated?.exitCode === 0) return '';
  if (sidecar && status.started) return '';
  if (terminated) return `Init:${terminated.reason || exitWord(terminated)}`;
  if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`;
  return `Init:${index}/${total}`;
}

interface InitSummary {
  readonly reason: string;
  readonly readySidecars: number;
  readonly all: Restarts;
  readonly sidecars: Restarts;
}

function initSummary(containers: readonly Container[], statuses: readonly ContainerStatus[]): InitSummary {
  const all: Restarts = { count: 0, last: undefined };
  const sidecars: Restarts = { count: 0, last: undefined };
  let readySidecars = 0;
  for (const [index, status] of statuses.entries()) {
    addRestarts(all, status);
    const sidecar = containers.some((c) => c.name === status.name && c.restartPolicy === 'Always');
    if (sidecar) addRestarts(sidecars, status);
    const reason = initReason(status, index, containers.length, sidecar);
    if (reason) return { reason, readySidecars, all, sidecars };
    if (sidecar && status.state?.terminated?.exitCode !== 0 && status.ready) readySidecars++;
  }
  return { reason: '', readySidecars, all, sidecars };
}

interface AppSummary {
  readonly reason: string;
  readonly ready: number;
}

/** Containers from the last to the first, so that the first one's reason wins. */
function appSummary(statuses: readonly ContainerStatus[], before: string, restarts: Restarts): AppSummary {
  let reason = before;
  let ready = 0;
  for (let i = statuses.length - 1; i >= 0; i--) {
    const status = statuses[i]!;
    addRestarts(restarts, status);
    const { waiting, terminated, running } = status.state ?? {};
    if (waiting?.reason) reason = waiting.reason;
    else if (terminated) reason = terminated.reason || exitWord(terminated);
    else if (status.ready && running) ready++;
  }
  return { reason, ready };
}

function endReason(pod: Pod, reason: string): string {
  if (pod.metadata.deletionTimestamp === undefined) return reason;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  const { phase } = pod.status ?? {};
  return phase === 'Succeeded' || phase === 'Failed' ? reason : 'Terminating';
}

/** Sums up a Pod as the API server prints it. Models printPod of pkg/printers/internalversion. */
export function podSummary(pod: Pod): PodSummary {
  const { spec, status } = pod;
  const conditions = status?.conditions ?? [];
  const isTrue = (type: string): boolean => conditions.some((c) => c.type === type && c.status === 'True');
  const initContainers = spec?.initContainers ?? [];
  const totalContainers =
    (spec?.containers?.length ?? 0) + initContainers.filter((c) => c.restartPolicy === 'Always').length;

  let reason = status?.reason || (status?.phase ?? '');
  if (conditions.some((c) => c.type === 'PodScheduled' && c.reason === 'SchedulingGated')) reason = 'SchedulingGated';

  const init = initSummary(initContainers, status?.initContainerStatuses ?? []);
  if (init.reason) reason = init.reason;
  let restarts = init.all;
  let readyContainers = init.readySidecars;
  if (!init.reason || isTrue('Initialized')) {
    restarts = init.sidecars;
    const app = appSummary(status?.containerStatuses ?? [], reason, restarts);
    readyContainers += app.ready;
    reason = app.reason;
    if (reason === 'Completed' && app.ready > 0) reason = isTrue('Ready') ? 'Running' : 'NotReady';
  }
  return {
    readyContainers,
    totalContainers,
    reason: endReason(pod, reason),
    restarts: restarts.count,
    lastRestart: restarts.last,
  };
}
