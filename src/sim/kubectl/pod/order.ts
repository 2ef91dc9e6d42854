import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { parseTime } from '../../../base/time.ts';
import { goSort } from '../print/go-sort.ts';

const PHASES = ['Pending', 'Unknown', 'Running'];

function rank(pod: Pod): number {
  return PHASES.indexOf(pod.status?.phase ?? '');
}

function readyCondition(pod: Pod): { readonly status?: string; readonly lastTransitionTime?: string } | undefined {
  return pod.status?.conditions?.find(({ type }) => type === 'Ready') as never;
}

function isReady(pod: Pod): boolean {
  return readyCondition(pod)?.status === 'True';
}

function readyMs(pod: Pod): number {
  const time = readyCondition(pod)?.lastTransitionTime;
  return time ? parseTime(time) : 0;
}

function restarts(pod: Pod): number {
  return Math.max(0, ...(pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount));
}

function createdMs(pod: Pod): number {
  const time = pod.metadata.creationTimestamp;
  return time ? parseTime(time) : 0;
}

/** Whether a time is later than another; none is latest. */
function isLater(a: number, b: number): boolean {
  return a === 0 || b === 0 ? a === 0 : a > b;
}

/** Whether a Pod is less likely to be of use than another. Models podutils.ActivePods. */
function isLessActive(a: Pod, b: Pod): boolean {
  if (!!a.spec?.nodeName !== !!b.spec?.nodeName) return !a.spec?.nodeName;
  if (rank(a) !== rank(b)) return rank(a) < rank(b);
  if (isReady(a) !== isReady(b)) return !isReady(a);
  if (isReady(a) && readyMs(a) !== readyMs(b)) return isLater(readyMs(a), readyMs(b));
  if (restarts(a) !== restarts(b)) return restarts(a) > restarts(b);
  return createdMs(a) !== createdMs(b) && isLater(createdMs(a), createdMs(b));
}

/** Whether a Pod's log comes before another's. Models podutils.ByLogging. */
function isBetterLog(a: Pod, b: Pod): boolean {
  if (!!a.spec?.nodeName !== !!b.spec?.nodeName) return !!a.spec?.nodeName;
  if (rank(a) !== rank(b)) return rank(a) > rank(b);
  if (isReady(a) !== isReady(b)) return isReady(a);
  if (isReady(a) && readyMs(a) !== readyMs(b)) return isLater(readyMs(b), readyMs(a));
  if (restarts(a) !== restarts(b)) return restarts(a) > restarts(b);
  return createdMs(a) !== createdMs(b) && isLater(createdMs(b), createdMs(a));
}

/** The most active Pod first. */
export function byActivity(pods: readonly Pod[]): readonly Pod[] {
  return goSort(pods, (a, b) => isLessActive(b, a));
}

/** The Pod whose log is read first. */
export function byLogging(pods: readonly Pod[]): readonly Pod[] {
  return goSort(pods, isBetterLog);
}
