import { isBug } from '../../api/control/bug.ts';
import { customKinds } from '../../api/control/custom-kinds.ts';
import type { Controller, ControllerContext, EventRecorder, Informer, WorkQueue } from '../../api/controller.ts';
import { labelSelectorText } from '../../api/go-syntax.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { LabelSelector } from '../../api/k8s/meta-v1.gen.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../api/k8s/policy-v1.gen.ts';
import { objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { labelMatcher } from '../../api/selectors.ts';
import { isReason } from '../../api/status.ts';
import CustomResourceDefinitionKind from '../custom-resource-definition/kind.ts';
import DeploymentKind from '../deployment/kind.ts';
import PodKind from '../pod/kind.ts';
import ReplicaSetKind from '../replica-set/kind.ts';
import { expectedScale, type Owners } from './expected-scale.ts';
import PodDisruptionBudgetKind from './kind.ts';
import { countHealthy, desiredHealthy, failSafeStatus, needsScale, planStatus, stillDisrupted } from './plan.ts';
import { runStaleDisruption } from './stale-disruption.ts';

interface State extends Owners {
  readonly context: ControllerContext;
  readonly budgets: Informer<PodDisruptionBudget>;
  readonly pods: Informer<Pod>;
  readonly queue: WorkQueue;
  readonly recorder: EventRecorder;
}

/** Says how many Pods of each budget may go. Models pkg/controller/disruption. */
export const disruptionController: Controller = {
  name: 'disruption-controller',
  start(context) {
    const definitions = context.informers.of(CustomResourceDefinitionKind);
    const state: State = {
      context,
      kinds: () => [...context.kinds, ...customKinds([...definitions.list()])],
      budgets: context.informers.of(PodDisruptionBudgetKind),
      pods: context.informers.of(PodKind),
      sets: context.informers.of(ReplicaSetKind),
      deployments: context.informers.of(DeploymentKind),
      queue: context.queue('disruption'),
      recorder: context.recorder('controllermanager'),
    };
    watch(state);
    runStaleDisruption(context, state.pods);
    context.run(state.queue, 1, (key) => sync(state, key));
  },
};

export default disruptionController;

function watch(state: State): void {
  const { budgets, pods, queue } = state;
  const changed = (pdb: PodDisruptionBudget): void => queue.add(objectKey(pdb));
  budgets.addHandler({ onAdd: changed, onUpdate: changed, onDelete: changed });
  const wake = (pod: Pod): void => {
    const pdb = budgetOf(state, pod);
    if (pdb) queue.add(objectKey(pdb));
  };
  pods.addHandler({ onAdd: wake, onUpdate: wake, onDelete: wake });
}

/** The budget of a Pod; with several, the first is taken and the Pod is told. Models getPdbForPod. */
function budgetOf({ budgets, recorder }: State, pod: Pod): PodDisruptionBudget | undefined {
  const { namespace = '', name = '' } = pod.metadata;
  const matching: PodDisruptionBudget[] = [];
  for (const pdb of budgets.list(namespace)) if (matches(pdb, pod)) matching.push(pdb);
  const first = matching[0];
  if (first && matching.length > 1) {
    const chosen = first.metadata.name;
    const message = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${chosen}" arbitrarily.`;
    recorder.event(pod, 'Warning', 'MultiplePodDisruptionBudgets', message);
  }
  return first;
}

function matches(pdb: PodDisruptionBudget, pod: Pod): boolean {
  return labelMatcher(pdb.spec?.selector).matches(pod.metadata.labels);
}

function* sync(state: State, key: string): Process<void> {
  const pdb = state.budgets.get(key);
  if (!pdb) return;
  try {
    yield* trySync(state, key, pdb);
  } catch (error) {
    if (isBug(error) || isReason(error, 'Conflict') || isReason(error, 'NotFound')) throw error;
    yield* write(state, pdb, failSafeStatus(pdb, error as Error, state.context.nowMs()));
    throw error;
  }
}

function* trySync(state: State, key: string, pdb: PodDisruptionBudget): Process<void> {
  const { context, recorder } = state;
  const pods = [...state.pods.list(pdb.metadata.namespace ?? '')].filter((pod) => matches(pdb, pod));
  if (pods.length === 0) recorder.event(pdb, 'Normal', 'NoPods', 'No matching pods found');
  const expected = yield* countExpected(state, pdb, pods);
  const nowMs = context.nowMs();
  const disrupted = stillDisrupted(pdb, pods, nowMs);
  for (const pod of disrupted.overdue) {
    const { namespace, name } = pdb.metadata;
    const message = `Pod was expected by PDB ${namespace}/${name} to be deleted but it wasn't`;
    recorder.event(pod, 'Warning', 'NotDeleted', message);
  }
  const healthy = countHealthy(pods, disrupted.pods, nowMs);
  const counts = { healthy, desired: desiredHealthy(pdb, expected), expected };
  const status = planStatus(pdb, counts, disrupted.pods, nowMs);
  if (status) yield* write(state, pdb, status);
  if (disrupted.recheckMs !== undefined) state.queue.addAfter(key, disrupted.recheckMs - nowMs);
}

/** How many Pods there should be: what their controllers want, or those that there are. */
function* countExpected(state: State, pdb: PodDisruptionBudget, pods: readonly Pod[]): Process<number> {
  const { recorder } = state;
  if (!needsScale(pdb)) return pdb.spec?.minAvailable === undefined ? 0 : pods.length;
  try {
    const { expected, unmanaged } = yield* expectedScale(state, pods);
    if (unmanaged.length > 0) recorder.event(pdb, 'Warning', 'UnmanagedPods', unmanagedText(pdb.spec?.selector));
    return expected;
  } catch (error) {
    if (isBug(error)) throw error;
    const message = `Failed to calculate the number of expected pods: ${(error as Error).message}`;
    recorder.event(pdb, 'Warning', 'CalculateExpectedPodCountFailed', message);
    throw error;
  }
}

function unmanagedText(selector: LabelSelector | undefined): string {
  return `Pods selected by this PodDisruptionBudget (selector: ${labelSelectorText(selector ?? {})}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`;
}

function* write(
  { context }: State,
  pdb: PodDisruptionBudget,
  status: PodDisruptionBudgetStatus,
): Process<PodDisruptionBudget> {
  return yield* context.client.updateStatus(PodDisruptionBudgetKind, { ...pdb, status });
}
