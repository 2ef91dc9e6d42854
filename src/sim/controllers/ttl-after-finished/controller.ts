import { CONTROLLER_MANAGER_CONFIG } from '../../../api/config/controller-manager.ts';
import type { Controller, ControllerContext, Informer, WorkQueue } from '../../../api/controller.ts';
import type { Job } from '../../../api/k8s/batch-v1.gen.ts';
import { isTerminating, objectKey } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { parseTime } from '../../../base/time.ts';
import JobKind from '../../../kinds/job/kind.ts';

interface State {
  readonly context: ControllerContext;
  readonly jobs: Informer<Job>;
  readonly queue: WorkQueue;
}

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.TTLAfterFinishedController.ConcurrentTTLSyncs;

/** Deletes Jobs some time after they have ended. Models pkg/controller/ttlafterfinished. */
export const ttlAfterFinishedController: Controller = {
  name: 'ttl-after-finished-controller',
  start(context) {
    const jobs = context.informers.of(JobKind);
    const queue = context.queue('ttl_jobs_to_delete');
    const enqueue = (job: Job): void => {
      if (expiresMs(job) !== undefined) queue.add(objectKey(job));
    };
    jobs.addHandler({ onAdd: enqueue, onUpdate: enqueue });
    context.run(queue, WORKERS, (key) => sync({ context, jobs, queue }, key));
  },
};

export default ttlAfterFinishedController;

function* sync(state: State, key: string): Process<void> {
  const { client } = state.context;
  const job = state.jobs.get(key);
  if (!job || !isExpired(state, job)) return;
  const { namespace = '', name = '' } = job.metadata;
  try {
    // The time may have been changed since: the API server knows.
    const fresh = yield* client.get(JobKind, namespace, name);
    if (!isExpired(state, fresh)) return;
    const { uid = '' } = fresh.metadata;
    yield* client.delete(JobKind, namespace, name, { propagationPolicy: 'Foreground', preconditions: { uid } });
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** Whether a Job has been kept long enough; one that has not is looked at again when it has. */
function isExpired({ context, queue }: State, job: Job): boolean {
  const atMs = expiresMs(job);
  if (atMs === undefined) return false;
  const leftMs = atMs - context.nowMs();
  if (leftMs > 0) queue.addAfter(objectKey(job), leftMs);
  return leftMs <= 0;
}

/** Unix milliseconds from which a Job may go; undefined if it stays, still runs or goes already. */
function expiresMs(job: Job): number | undefined {
  const { ttlSecondsAfterFinished } = job.spec ?? {};
  if (ttlSecondsAfterFinished === undefined || isTerminating(job)) return undefined;
  const end = job.status?.conditions?.find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
  if (!end?.lastTransitionTime) return undefined;
  return parseTime(end.lastTransitionTime) + ttlSecondsAfterFinished * 1000;
}
