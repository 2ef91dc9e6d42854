import { settleAll, slowStart } from '../../api/control/parallel.ts';
import { isNamespaceTerminating } from '../../api/control/pod-control.ts';
import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod, PodTemplateSpec } from '../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import type { State } from './controller.ts';
import { GENERATION_LABEL, HASH_LABEL, type OverPod } from './judge.ts';
import { daemonTolerations, templateForNode } from './node-fit.ts';
import type { DaemonPlan, ManagePlan } from './plan.ts';
import { templateGenerationOf } from './strategy.ts';

/** Most Pods that one sync creates or deletes. */
const BURST = 250;
/** Failed Pods of a node are replaced after this time, doubled each time up to the limit. */
const FIRST_DELAY_MS = 1_000;
const LAST_DELAY_MS = 15 * 60_000;

/** Creates and deletes Pods; throws the first error. Models syncNodes of pkg/controller/daemon. */
export function* syncNodes(state: State, set: DaemonSet, hash: string, plan: DaemonPlan): Process<void> {
  const { context, expectations, control } = state;
  const key = objectKey(set);
  const create = plan.create.slice(0, BURST);
  const remove = plan.remove.slice(0, BURST);
  if (create.length === 0 && remove.length === 0) return;
  expectations.expectBoth(key, create.length, remove.map(objectKey));
  const template = templateOf(set, hash);
  const nodes = [...create];
  const { successes, error } = yield* slowStart(context, create.length, () => createPod(control, set, template, nodes));
  for (let i = successes; i < create.length; i++) expectations.creationObserved(key);
  if (remove.length > 0) {
    const errors = yield* settleAll(
      context,
      remove.map((pod) => removePod(state, set, pod)),
    );
    const failure = errors.find((each) => each !== undefined);
    if (failure) throw failure;
  }
  if (error) throw error;
}

/** In a namespace that is going away nothing can be created, and that is no failure. */
function* createPod(
  control: State['control'],
  set: DaemonSet,
  template: PodTemplateSpec,
  nodes: string[],
): Process<void> {
  try {
    yield* control.create(set, templateForNode(template, nodes.shift()!));
  } catch (error) {
    if (!isNamespaceTerminating(error)) throw error;
  }
}

function* removePod({ control, expectations }: State, set: DaemonSet, pod: Pod): Process<void> {
  try {
    yield* control.remove(set, pod);
  } catch (error) {
    expectations.deletionObserved(objectKey(set), objectKey(pod));
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** The template with the labels and tolerations of the set's Pods. Models CreatePodTemplate. */
function templateOf(set: DaemonSet, hash: string): PodTemplateSpec {
  const template = set.spec?.template ?? {};
  const labels = {
    ...template.metadata?.labels,
    [GENERATION_LABEL]: String(templateGenerationOf(set)),
    [HASH_LABEL]: hash,
  };
  return {
    ...template,
    metadata: { ...template.metadata, labels },
    spec: { ...template.spec!, tolerations: [...daemonTolerations(template.spec)] },
  };
}

/** The Pods that are over and may be replaced now: failed ones not more often than their node's back-off lets. */
export function replaceOver(state: State, set: DaemonSet, { failed, succeeded }: ManagePlan): readonly Pod[] {
  const { recorder } = state;
  const title = ({ pod, node }: OverPod): string => `${pod.metadata.namespace}/${pod.metadata.name} on node ${node}`;
  const due = failed.filter(({ node }) => isDue(state, set, node));
  for (const over of due) {
    const text = `Found failed daemon pod ${title(over)}, will try to kill it`;
    recorder.event(set, 'Warning', 'FailedDaemonPod', text);
  }
  for (const over of succeeded) {
    const text = `Found succeeded daemon pod ${title(over)}, will try to delete it`;
    recorder.event(set, 'Normal', 'SucceededDaemonPod', text);
  }
  return [...due, ...succeeded].map(({ pod }) => pod);
}

function isDue({ context, failures, queue }: State, set: DaemonSet, node: string): boolean {
  const key = `${set.metadata.uid}/${set.status?.observedGeneration ?? 0}/${node}`;
  const nowMs = context.nowMs();
  const last = failures.get(key);
  if (last && nowMs - last.atMs < last.delayMs) {
    queue.addAfter(objectKey(set), last.delayMs);
    return false;
  }
  const isOld = last && nowMs - last.atMs > 2 * LAST_DELAY_MS;
  const delayMs = last && !isOld ? Math.min(last.delayMs * 2, LAST_DELAY_MS) : FIRST_DELAY_MS;
  failures.set(key, { atMs: nowMs, delayMs });
  return true;
}
