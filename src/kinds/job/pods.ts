import { settleAll, slowStart } from '../../api/control/parallel.ts';
import { isNamespaceTerminating } from '../../api/control/pod-control.ts';
import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Container, Pod, PodTemplateSpec } from '../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import { isPodReady } from '../../api/pod.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import type { State } from './controller.ts';
import { COMPLETION_INDEX, isIndexed, TRACKING_FINALIZER } from './job-pod.ts';
import type { JobView } from './job-view.ts';
import { failureAnnotations, hasLimitPerIndex } from './per-index.ts';
import { type PodPlan, planPods } from './plan.ts';
import { releasePod } from './tracking.ts';

const INDEX_ENV = 'JOB_COMPLETION_INDEX';
/** The longest base of a generated name. */
const MAX_BASE = 58;
/** Syncs that Pods ask for come together after this time. */
export const BATCH_MS = 1_000;

/** The numbers of Pods after a sync has changed them. */
export interface Counts {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
  readonly error?: Error | undefined;
}

/** Creates and deletes Pods. Models manageJob of pkg/controller/job. */
export function* managePods(state: State, view: JobView): Process<Counts> {
  const { job, active, ready, terminating } = view;
  const plan = planPods(view, state.context.nowMs());
  if (plan.type === 'remove') return yield* removePods(state, view, plan.pods);
  if (plan.type === 'wait') {
    state.queue.addAfter(objectKey(job), Math.max(plan.delayMs, BATCH_MS));
    // The Pods that run are not counted meanwhile; upstream does so too.
    return { active: 0, ready, terminating };
  }
  const created =
    plan.type === 'create' ? yield* createPods(state, view, plan.indexes) : { count: 0, error: undefined };
  return { active: active.length + created.count, ready, terminating, error: created.error };
}

function* createPods(
  state: State,
  view: JobView,
  indexes: Extract<PodPlan, { type: 'create' }>['indexes'],
): Process<{ readonly count: number; readonly error: Error | undefined }> {
  const { context, expectations } = state;
  if (indexes.length === 0) return { count: 0, error: undefined };
  const key = objectKey(view.job);
  const template = templateOf(view.job);
  const left = [...indexes];
  expectations.expectCreations(key, left.length);
  const { successes, error } = yield* slowStart(context, left.length, () =>
    createPod(state, view, template, left.shift()),
  );
  for (let i = successes; i < indexes.length; i++) expectations.creationObserved(key);
  return { count: successes, error };
}

/** In a namespace that is going away nothing can be created, and that is no failure. */
function* createPod(
  { control }: State,
  { job, delayed }: JobView,
  template: PodTemplateSpec,
  index: number | undefined,
): Process<void> {
  try {
    if (index === undefined) yield* control.create(job, template);
    else yield* control.create(job, indexTemplate(job, template, index, delayed.get(index)), baseName(job, index));
  } catch (error) {
    if (!isNamespaceTerminating(error)) throw error;
  }
}

/** The template with the finalizer; in an indexed Job containers learn their index from their Pod's label. */
function templateOf(job: Job): PodTemplateSpec {
  const template = job.spec?.template ?? {};
  const finalizers = template.metadata?.finalizers ?? [];
  const all = finalizers.includes(TRACKING_FINALIZER) ? finalizers : [...finalizers, TRACKING_FINALIZER];
  const tracked = { ...template, metadata: { ...template.metadata, finalizers: all } };
  if (!isIndexed(job) || !template.spec) return tracked;
  const { containers, initContainers } = template.spec;
  const spec = {
    ...template.spec,
    containers: containers.map(withIndexEnv),
    ...(initContainers ? { initContainers: initContainers.map(withIndexEnv) } : {}),
  };
  return { ...tracked, spec };
}

function withIndexEnv(container: Container): Container {
  const { env = [] } = container;
  if (env.some(({ name }) => name === INDEX_ENV)) return container;
  const fieldRef = { fieldPath: `metadata.labels['${COMPLETION_INDEX}']` };
  return { ...container, env: [...env, { name: INDEX_ENV, valueFrom: { fieldRef } }] };
}

function indexTemplate(
  job: Job,
  { metadata, spec }: PodTemplateSpec,
  index: number,
  replaced: Pod | undefined,
): PodTemplateSpec {
  const own = { [COMPLETION_INDEX]: String(index) };
  const failures = hasLimitPerIndex(job) ? failureAnnotations(job, replaced) : {};
  return {
    metadata: {
      ...metadata,
      labels: { ...metadata?.labels, ...own },
      annotations: { ...metadata?.annotations, ...own, ...failures },
    },
    ...(spec ? { spec: { ...spec, hostname: `${job.metadata.name}-${index}` } } : {}),
  };
}

/** The base of the names of an index's Pods; a long one loses letters before its index. Models podGenerateNameWithIndex. */
function baseName({ metadata }: Job, index: number): string {
  const end = `-${index}-`;
  const base = `${metadata.name}${end}`;
  return base.length > MAX_BASE ? base.slice(0, MAX_BASE - end.length) + end : base;
}

/** Deletes Pods that shall not be counted: they lose their finalizer first. Models deleteJobPods. */
function* removePods(state: State, view: JobView, pods: readonly Pod[]): Process<Counts> {
  const { expectations } = state;
  const key = objectKey(view.job);
  if (pods.length > 0) expectations.expectDeletions(key, pods.map(objectKey));
  const errors = yield* settleAll(
    state.context,
    pods.map((pod) => releaseAndRemove(state, view.job, pod)),
  );
  for (const [i, pod] of pods.entries()) if (errors[i]) expectations.deletionObserved(key, objectKey(pod));
  return countsAfter(view, pods, errors);
}

function* releaseAndRemove(state: State, job: Job, pod: Pod): Process<void> {
  yield* releasePod(state, pod);
  yield* state.control.remove(job, pod);
}

/** Deletes the Pods of a Job that has ended; they keep their finalizer until they are counted. Models deleteActivePods. */
export function* removeActive(state: State, view: JobView): Process<Counts> {
  const errors = yield* settleAll(
    state.context,
    view.active.map((pod) => state.control.remove(view.job, pod)),
  );
  return countsAfter(view, view.active, errors);
}

function countsAfter(
  { active, ready, terminating }: JobView,
  pods: readonly Pod[],
  errors: readonly (Error | undefined)[],
): Counts {
  const failures = errors.filter((error) => error && !isReason(error, 'NotFound'));
  const removed = pods.length - failures.length;
  const removedReady = pods.filter((pod, i) => !errors[i] && isPodReady(pod)).length;
  return {
    active: active.length - removed,
    ready: ready - removedReady,
    terminating: terminating + removed,
    error: failures[0],
  };
}
