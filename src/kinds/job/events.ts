import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, isTerminating, objectKey } from '../../api/object.ts';
import { labelMatcher } from '../../api/selectors.ts';
import type { State } from './controller.ts';
import { hasTrackingFinalizer, isFinished } from './job-pod.ts';
import { jobOf, podKey, selectedKey } from './orphans.ts';
import { deadlineMs } from './outcome.ts';
import { BATCH_MS } from './pods.ts';

/** Turns changes of Jobs and Pods into Jobs to look at. Models the handlers of pkg/controller/job. */
export function watch(state: State): void {
  const { jobs, queue, orphans, context } = state;
  jobs.addHandler({
    onAdd: (job) => queue.add(objectKey(job)),
    onUpdate(job, previous) {
      if (isFinished(job)) {
        orphans.add(selectedKey(job));
        return;
      }
      // What a sync itself has written can wait; a change of the spec cannot.
      if (job.metadata.generation === previous.metadata.generation) queue.addAfter(objectKey(job), BATCH_MS);
      else queue.add(objectKey(job));
      const leftMs = deadlineMs(job, context.nowMs());
      const isNew = job.spec?.activeDeadlineSeconds !== previous.spec?.activeDeadlineSeconds;
      if (leftMs !== undefined && isNew) queue.addAfter(objectKey(job), leftMs);
    },
    onDelete(job) {
      queue.add(objectKey(job));
      orphans.add(selectedKey(job));
    },
  });
  state.pods.addHandler({
    onAdd: (pod) => podAdded(state, pod),
    onUpdate: (pod, previous) => podUpdated(state, pod, previous),
    onDelete: (pod) => podGone(state, pod, true),
  });
}

function enqueue({ queue }: State, job: Job): void {
  queue.addAfter(objectKey(job), BATCH_MS);
}

function podAdded(state: State, pod: Pod): void {
  if (isTerminating(pod)) {
    podGone(state, pod, false);
    return;
  }
  if (controllerOf(pod)) {
    const job = jobOf(state, pod);
    if (!job) return;
    state.expectations.creationObserved(objectKey(job));
    enqueue(state, job);
    return;
  }
  if (hasTrackingFinalizer(pod)) state.orphans.add(podKey(pod));
  offer(state, pod);
}

function podUpdated(state: State, pod: Pod, previous: Pod): void {
  if (isTerminating(pod)) {
    podGone(state, pod, false);
    return;
  }
  const moved = controllerOf(pod)?.uid !== controllerOf(previous)?.uid;
  const owners = [moved ? jobOf(state, previous) : undefined, jobOf(state, pod)];
  for (const job of owners) {
    if (!job) continue;
    if (!hasTrackingFinalizer(pod)) state.removals.observed(objectKey(job), pod.metadata.uid ?? '');
    enqueue(state, job);
  }
  if (controllerOf(pod)) return;
  if (hasTrackingFinalizer(pod)) state.orphans.add(podKey(pod));
  if (moved || pod.metadata.labels !== previous.metadata.labels) offer(state, pod);
}

/** A Pod that is being deleted, or has been. */
function podGone(state: State, pod: Pod, final: boolean): void {
  const job = jobOf(state, pod);
  if (!job || isFinished(job)) {
    const mayBeOurs = !controllerOf(pod) || controllerOf(pod)?.kind === 'Job';
    if (mayBeOurs && hasTrackingFinalizer(pod)) state.orphans.add(podKey(pod));
    return;
  }
  const key = objectKey(job);
  state.expectations.deletionObserved(key, objectKey(pod));
  if (final || !hasTrackingFinalizer(pod)) state.removals.observed(key, pod.metadata.uid ?? '');
  enqueue(state, job);
}

/** A Pod without a controller wakes every Job that could adopt it. */
function offer(state: State, { metadata }: Pod): void {
  if (!metadata.labels) return;
  for (const job of state.jobs.list(metadata.namespace)) {
    if (labelMatcher(job.spec?.selector).matches(metadata.labels)) enqueue(state, job);
  }
}
