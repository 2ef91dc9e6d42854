import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import type { Controller, ControllerContext, EventRecorder, Informer, WorkQueue } from '../../api/controller.ts';
import type { CronJob, Job } from '../../api/k8s/batch-v1.gen.ts';
import { controllerOf, objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import JobKind from '../job/kind.ts';
import { reconcileActive } from './active.ts';
import { cleanUp } from './history.ts';
import CronJobKind from './kind.ts';
import { nextDelayMs, scheduleOf } from './schedule.ts';
import { startDue } from './start.ts';

/** What one running CronJob controller holds. */
export interface State {
  readonly context: ControllerContext;
  readonly recorder: EventRecorder;
  readonly cronJobs: Informer<CronJob>;
  readonly jobs: Informer<Job>;
  readonly queue: WorkQueue;
}

/** A CronJob with the status that a sync has made of it so far; the status is written when it has changed. */
export interface Draft {
  cronJob: CronJob;
  changed: boolean;
}

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.CronJobController.ConcurrentCronJobSyncs;
const CONTROLLER = 'controller';

/** Makes Jobs by a schedule. Models pkg/controller/cronjob. */
export const cronJobController: Controller = {
  name: 'cronjob-controller',
  start(context) {
    const state: State = {
      context,
      recorder: context.recorder('cronjob-controller'),
      cronJobs: context.informers.of(CronJobKind),
      jobs: context.informers.of(JobKind),
      queue: context.queue('cronjob'),
    };
    state.jobs.addIndex(CONTROLLER, (job) => {
      const owner = controllerOf(job);
      return owner ? [`${job.metadata.namespace}/${owner.name}`] : [];
    });
    watch(state);
    context.run(state.queue, WORKERS, (key) => sync(state, key));
  },
};

export default cronJobController;

function watch(state: State): void {
  const { cronJobs, jobs, queue } = state;
  cronJobs.addHandler({
    onAdd: (cronJob) => queue.add(objectKey(cronJob)),
    onUpdate: (cronJob, previous) => cronJobUpdated(state, cronJob, previous),
    onDelete: (cronJob) => queue.add(objectKey(cronJob)),
  });
  const enqueueOwner = (job: Job): void => {
    const owner = controllerOf(job);
    if (owner?.kind !== CronJobKind.kind) return;
    const cronJob = cronJobs.get(`${job.metadata.namespace}/${owner.name}`);
    if (cronJob?.metadata.uid === owner.uid) queue.add(objectKey(cronJob));
  };
  jobs.addHandler({
    onAdd: enqueueOwner,
    onUpdate(job, previous) {
      if (controllerOf(job)?.uid !== controllerOf(previous)?.uid) enqueueOwner(previous);
      enqueueOwner(job);
    },
    onDelete: enqueueOwner,
  });
}

/** Another schedule is waited for; any other change is looked at now. */
function cronJobUpdated({ context, recorder, queue }: State, cronJob: CronJob, previous: CronJob): void {
  const { schedule, timeZone } = cronJob.spec!;
  if (schedule === previous.spec?.schedule && timeZone === previous.spec.timeZone) {
    queue.add(objectKey(cronJob));
    return;
  }
  try {
    queue.addAfter(objectKey(cronJob), nextDelayMs(cronJob, scheduleOf(cronJob), context.nowMs()));
  } catch {
    const text = `unparseable schedule for cronjob: ${schedule}`;
    recorder.event(cronJob, 'Warning', 'UnParseableCronJobSchedule', text);
  }
}

function* sync(state: State, key: string): Process<void> {
  const cronJob = state.cronJobs.get(key);
  if (!cronJob) return;
  const jobs = [...state.jobs.byIndex(CONTROLLER, key)];
  const draft: Draft = { cronJob, changed: false };
  yield* cleanUp(state, draft, jobs);
  let failure: unknown;
  let delayMs: number | undefined;
  try {
    yield* reconcileActive(state, draft, jobs);
    delayMs = yield* startDue(state, draft);
  } catch (error) {
    failure = error;
  }
  if (draft.changed) yield* state.context.client.updateStatus(CronJobKind, draft.cronJob);
  if (failure !== undefined) throw failure;
  if (delayMs !== undefined) state.queue.addAfter(key, delayMs);
}
