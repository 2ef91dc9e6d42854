import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { parseTime } from '../../../base/time.ts';
import { PODS } from '../client/known.ts';
import { textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { DAEMON_SETS } from '../pod/known-kinds.ts';

/** What drain does with a Pod: `skip` and `warn` without `delete` leave it. */
interface Verdict {
  readonly delete: boolean;
  readonly warning?: string;
  readonly error?: string;
}

export interface PodToDrain {
  readonly pod: Pod;
  readonly verdict: Verdict;
}

const TAKE: Verdict = { delete: true };
const LEAVE: Verdict = { delete: false };
const MIRROR = 'kubernetes.io/config.mirror';

/** The Pods of a node with what is to happen to them. Models drain.Helper.GetPodsForDeletion. */
export function* podsToDrain(invocation: Invocation, nodeName: string): Process<readonly PodToDrain[]> {
  const { api, flags } = invocation;
  const query = { fieldSelector: `spec.nodeName=${nodeName}`, labelSelector: flags.string('pod-selector') };
  const { items } = yield* api.list({ resource: PODS, namespace: '' }, query);
  const found: PodToDrain[] = [];
  for (const item of items) {
    const pod = item as unknown as Pod;
    found.push({ pod, verdict: yield* judge(invocation, pod) });
  }
  return found;
}

/** The last of the questions decides, or the first that leaves the Pod alone. */
function* judge(invocation: Invocation, pod: Pod): Process<Verdict> {
  const { flags, env } = invocation;
  if (isOverdue(pod, flags.int('skip-wait-for-delete-timeout'), env.nowMs())) return LEAVE;
  const daemon = yield* ofDaemonSet(invocation, pod);
  if (!daemon.delete) return daemon;
  if (pod.metadata.annotations?.[MIRROR] !== undefined) return LEAVE;
  const finished = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  const local = (pod.spec?.volumes ?? []).some((volume) => volume.emptyDir !== undefined);
  if (local && !finished && !flags.bool('delete-emptydir-data')) {
    return refuse('Pods with local storage (use --delete-emptydir-data to override)');
  }
  if (finished || controllerOf(pod)) return TAKE;
  if (flags.bool('force')) return { delete: true, warning: 'deleting Pods that declare no controller' };
  return refuse('cannot delete Pods that declare no controller (use --force to override)');
}

function refuse(error: string): Verdict {
  return { delete: false, error };
}

/** Whether a Pod has been terminating for longer than drain is willing to wait. */
export function isOverdue(pod: Pod, seconds: number, nowMs: number): boolean {
  const { deletionTimestamp } = pod.metadata;
  return seconds > 0 && !!deletionTimestamp && nowMs - parseTime(deletionTimestamp) > seconds * 1000;
}

function controllerOf(pod: Pod): { readonly kind: string; readonly name: string } | undefined {
  return pod.metadata.ownerReferences?.find((owner) => owner.controller);
}

function* ofDaemonSet({ api, flags }: Invocation, pod: Pod): Process<Verdict> {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'DaemonSet') return TAKE;
  if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return TAKE;
  try {
    yield* api.get({ resource: DAEMON_SETS, namespace: pod.metadata.namespace ?? '', name: owner.name });
  } catch (error) {
    if (isReason(error, 'NotFound') && flags.bool('force')) return { delete: true, warning: textOf(error) };
    return refuse(textOf(error));
  }
  return flags.bool('ignore-daemonsets')
    ? { delete: false, warning: 'ignoring DaemonSet-managed Pods' }
    : refuse('DaemonSet-managed Pods (use --ignore-daemonsets to ignore)');
}

/** `first: a, b` for each reason, in the order in which the reasons came. */
function byReason(pods: readonly PodToDrain[], reasonOf: (verdict: Verdict) => string | undefined): string[] {
  const groups = new Map<string, string[]>();
  for (const { pod, verdict } of pods) {
    const reason = reasonOf(verdict);
    if (reason === undefined) continue;
    groups.set(reason, [...(groups.get(reason) ?? []), `${pod.metadata.namespace}/${pod.metadata.name}`]);
  }
  return [...groups].map(([reason, names]) => `${reason}: ${names.join(', ')}`);
}

/** What forbids to drain the node. */
export function refusals(pods: readonly PodToDrain[]): Error[] {
  return byReason(pods, ({ error }) => error).map((text) => new Error(`cannot delete ${text}`));
}

/** What is said before it is drained; '' for nothing. */
export function warnings(pods: readonly PodToDrain[]): string {
  return byReason(pods, ({ warning }) => warning).join('; ');
}
