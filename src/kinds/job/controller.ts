import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import { claim, OWNER, orphansOf, ownerIndex } from '../../api/control/claim.ts';
import { createExpectations, type Expectations } from '../../api/control/expectations.ts';
import { createPodControl, type PodControl } from '../../api/control/pod-control.ts';
import type { Controller, ControllerContext, EventRecorder, Informer, WorkQueue } from '../../api/controller.ts';
import type { Job, JobStatus } from '../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { labelMatcher } from '../../api/selectors.ts';
import { replace } from '../../base/shared.ts';
import { rfc3339 } from '../../base/time.ts';
import PodKind from '../pod/kind.ts';
import { type BackOffRecord, NO_FAILURES } from './back-off.ts';
import { ensureCondition, type Finding } from './conditions.ts';
import { watch } from './events.ts';
import { isFinished, isManagedElsewhere, isSuspended, TRACKING_FINALIZER } from './job-pod.ts';
import { type JobView, viewJob } from './job-view.ts';
import JobKind from './kind.ts';
import { syncOrphans } from './orphans.ts';
import { COMPLETED, deadlineMs, findOutcome } from './outcome.ts';
import { type Counts, managePods, removeActive } from './pods.ts';
import { createRemovals, type Removals } from './removals.ts';
import { track } from './tracking.ts';

/** What one running Job controller holds. */
export interface State {
  readonly context: ControllerContext;
  readonly recorder: EventRecorder;
  readonly control: PodControl;
  readonly jobs: Informer<Job>;
  readonly pods: Informer<Pod>;
  readonly queue: WorkQueue;
  /** Pods that may have lost their Job and still have its finalizer. */
  readonly orphans: WorkQueue;
  readonly expectations: Expectations;
  readonly removals: Removals;
  readonly backOffs: Map<string, BackOffRecord>;
}

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.JobController.ConcurrentJobSyncs;
const API_BACK_OFF = { baseMs: 1_000, maxMs: 60_000 };

/** Runs Pods until enough of them succeed. Models pkg/controller/job. */
export const jobController: Controller = {
  name: 'job-controller',
  start(context) {
    const recorder = context.recorder('job-controller');
    const state: State = {
      context,
      recorder,
      control: createPodControl(context.client, PodKind, recorder),
      jobs: context.informers.of(JobKind),
      pods: context.informers.of(PodKind),
      queue: context.queue('job', API_BACK_OFF),
      orphans: context.queue('job_orphan_pod', API_BACK_OFF),
      expectations: createExpectations(() => context.nowMs()),
      removals: createRemovals(),
      backOffs: new Map(),
    };
    state.pods.addIndex(OWNER, ownerIndex);
    watch(state);
    context.run(state.queue, WORKERS, (key) => sync(state, key));
    context.run(state.orphans, WORKERS, (key) => syncOrphans(state, key));
  },
};

export default jobController;

function* sync(state: State, key: string): Process<void> {
  const { context, expectations, removals, backOffs } = state;
  const found = state.jobs.get(key);
  if (!found) {
    expectations.forget(key);
    removals.forget(key);
    backOffs.delete(key);
    return;
  }
  if (isManagedElsewhere(found)) return;
  if (isFinished(found)) {
    backOffs.delete(key);
    return;
  }
  const satisfied = expectations.satisfied(key);
  const pods = yield* claimPods(state, found);
  const job = started(found, context.nowMs());
  const view = viewJob(job, pods, removals.of(key), backOffs.get(key) ?? NO_FAILURES);
  const outcome = findOutcome(view, context.nowMs());
  const leftMs = outcome ? undefined : deadlineMs(job, context.nowMs());
  if (leftMs !== undefined) state.queue.addAfter(key, leftMs);
  const step = outcome ? yield* end(state, view, outcome, satisfied) : yield* goOn(state, view, satisfied);
  const { counts } = step;
  const status = withCounts(step.status, counts);
  yield* track(state, { view, status, outcome: step.outcome, changed: status !== job.status });
  if (counts.error) throw counts.error;
}

/** Its Pods, with matching orphans adopted, who get its finalizer, and Pods that no longer match let go. */
function* claimPods({ context, pods }: State, job: Job): Process<readonly Pod[]> {
  const matcher = labelMatcher(job.spec?.selector);
  const { uid = '', namespace = '' } = job.metadata;
  const matches = (pod: Pod): boolean => matcher.matches(pod.metadata.labels);
  const candidates = [...pods.byIndex(OWNER, uid), ...pods.byIndex(OWNER, orphansOf(namespace))];
  const how = { client: context.client, owner: job, ownerKind: JobKind, kind: PodKind, matches };
  return yield* claim({ ...how, finalizer: TRACKING_FINALIZER }, candidates);
}

/** The Job with the time of its first start and a list of uncounted Pods, as they are written with the next status. */
function started(job: Job, nowMs: number): Job {
  const { status = {} } = job;
  const startTime = status.startTime ?? (isSuspended(job) ? undefined : rfc3339(nowMs));
  const uncountedTerminatedPods = status.uncountedTerminatedPods ?? {};
  return replace<Job>(job, { status: replace<JobStatus>(status, { startTime, uncountedTerminatedPods }) });
}

interface Step {
  readonly status: JobStatus;
  readonly counts: Counts;
  readonly outcome: Finding | undefined;
}

/** Deletes the Pods of a Job that ends; it has not ended as long as some may be left. */
function* end(state: State, view: JobView, outcome: Finding, satisfied: boolean): Process<Step> {
  const counts = yield* removeActive(state, view);
  const isClear = counts.active === 0 && satisfied;
  return { status: view.job.status!, counts, outcome: isClear ? outcome : undefined };
}

function* goOn(state: State, view: JobView, satisfied: boolean): Process<Step> {
  const { job, active, ready, terminating } = view;
  const mayManage = satisfied && !isTerminating(job);
  const counts = mayManage ? yield* managePods(state, view) : { active: active.length, ready, terminating };
  const { completions } = job.spec!;
  const enough = completions === undefined ? view.succeeded > 0 : view.succeeded >= completions;
  if (enough && counts.active === 0) return { status: job.status!, counts, outcome: COMPLETED };
  const status = mayManage ? withSuspension(state, job) : job.status!;
  return { status, counts, outcome: undefined };
}

/** Says whether it is suspended; the time of a Job counts anew when it is resumed. */
function withSuspension({ context, recorder }: State, job: Job): JobStatus {
  const status = job.status!;
  const conditions = status.conditions ?? [];
  const suspended = isSuspended(job);
  const [reason, message] = suspended ? ['JobSuspended', 'Job suspended'] : ['JobResumed', 'Job resumed'];
  const nowMs = context.nowMs();
  const next = ensureCondition(conditions, { type: 'Suspended', reason, message }, nowMs, suspended ? 'True' : 'False');
  if (next === conditions) return status;
  recorder.event(job, 'Normal', suspended ? 'Suspended' : 'Resumed', message);
  return { ...status, conditions: next, ...(suspended ? {} : { startTime: rfc3339(nowMs) }) };
}

function withCounts(status: JobStatus, { active, ready, terminating }: Counts): JobStatus {
  return replace<JobStatus>(status, { active: active === 0 ? undefined : active, ready, terminating });
}
