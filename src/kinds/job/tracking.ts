import { settleAll } from '../../api/control/parallel.ts';
import type { Job, JobStatus } from '../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import PodKind from '../pod/kind.ts';
import type { Finding } from './conditions.ts';
import type { State } from './controller.ts';
import { hasTrackingFinalizer, TRACKING_FINALIZER } from './job-pod.ts';
import type { JobView } from './job-view.ts';
import JobKind from './kind.ts';
import { countReleased, enactEnd, planTracking, tracked } from './tracking-plan.ts';

/** What a sync has found out and done before Pods are counted. */
export interface Progress {
  readonly view: JobView;
  /** The status with the numbers of Pods as they are now. */
  readonly status: JobStatus;
  readonly outcome: Finding | undefined;
  readonly changed: boolean;
}

/** Counts Pods and writes the status: before finalizers go, and after. Models trackJobStatusAndRemoveFinalizers. */
export function* track(state: State, { view, status, outcome, changed }: Progress): Process<void> {
  const { client, nowMs } = state.context;
  const plan = planTracking(view, status, outcome, changed, nowMs());
  let job: Job = { ...view.job, status: plan.status };
  if (plan.write) {
    job = yield* client.updateStatus(JobKind, job);
    state.backOffs.set(objectKey(job), view.backOff);
  }
  const withFinalizer = tracked(view);
  const failure = yield* releasePods(state, view.job, plan.release, withFinalizer);
  const counted = countReleased(job.status ?? {}, withFinalizer);
  const isPending = counted !== job.status;
  job = { ...job, status: counted };
  const ended = plan.end && !plan.more && !failure && enactEnd(job, plan.end, status.terminating ?? 0, nowMs());
  if (ended) job = { ...job, status: ended };
  if (ended || isPending) yield* client.updateStatus(JobKind, job);
  if (failure) throw failure;
  if (ended) recordEnd(state, job, plan.end!);
}

/** Takes the finalizer off Pods, and their uids out of the set; gives the first error. */
function* releasePods(
  state: State,
  job: Job,
  pods: readonly Pod[],
  withFinalizer: Set<string>,
): Process<Error | undefined> {
  if (pods.length === 0) return undefined;
  const key = objectKey(job);
  const uids = pods.map(({ metadata }) => metadata.uid ?? '');
  state.removals.expect(key, uids);
  const errors = yield* settleAll(
    state.context,
    pods.map((pod) => releasePod(state, pod)),
  );
  for (const [i, uid] of uids.entries()) {
    const error = errors[i];
    if (error) state.removals.observed(key, uid);
    if (!error || isReason(error, 'NotFound')) withFinalizer.delete(uid);
  }
  return errors.find((error) => error && !isReason(error, 'NotFound'));
}

/** Takes the finalizer off a Pod that has it. */
export function* releasePod({ context }: Pick<State, 'context'>, pod: Pod): Process<void> {
  if (!hasTrackingFinalizer(pod)) return;
  const { namespace = '', name = '' } = pod.metadata;
  const body = { metadata: { '$deleteFromPrimitiveList/finalizers': [TRACKING_FINALIZER] } };
  yield* context.client.patch(PodKind, namespace, name, { type: 'application/strategic-merge-patch+json', body });
}

function recordEnd({ recorder }: State, job: Job, { type, reason, message }: Finding): void {
  if (type === 'Failed') {
    recorder.event(job, 'Warning', reason, message);
    return;
  }
  const { completions } = job.spec ?? {};
  if (completions !== undefined && (job.status?.succeeded ?? 0) > completions) {
    const text = 'Too many succeeded pods running after completion count reached';
    recorder.event(job, 'Warning', 'TooManySucceededPods', text);
  }
  recorder.event(job, 'Normal', 'Completed', 'Job completed');
}
