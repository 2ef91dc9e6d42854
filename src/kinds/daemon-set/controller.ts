import { CONTROLLER_MANAGER_CONFIG } from '../../api/config/controller-manager.ts';
import { OWNER, ownerIndex } from '../../api/control/claim.ts';
import { createExpectations, type Expectations } from '../../api/control/expectations.ts';
import { createPodControl, type PodControl } from '../../api/control/pod-control.ts';
import type { Controller, ControllerContext, EventRecorder, Informer, WorkQueue } from '../../api/controller.ts';
import type { ControllerRevision, DaemonSet, DaemonSetStatus } from '../../api/k8s/apps-v1.gen.ts';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating, objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { deepEqual } from '../../base/equal.ts';
import ControllerRevisionKind from '../controller-revision/kind.ts';
import NodeKind from '../node/kind.ts';
import PodKind from '../pod/kind.ts';
import { watch } from './events.ts';
import { cleanUpHistory, findHistory, type History } from './history.ts';
import { HASH_LABEL } from './judge.ts';
import DaemonSetKind from './kind.ts';
import { planNodes, statusOf } from './plan.ts';
import { planRollingUpdate } from './rolling-update.ts';
import type { DaemonView } from './roster.ts';
import { replaceOver, syncNodes } from './sync-nodes.ts';
import { createViews, type Views } from './views.ts';

/** What one running DaemonSet controller holds. */
export interface State {
  readonly context: ControllerContext;
  readonly recorder: EventRecorder;
  readonly control: PodControl;
  readonly sets: Informer<DaemonSet>;
  readonly pods: Informer<Pod>;
  readonly nodes: Informer<Node>;
  readonly revisions: Informer<ControllerRevision>;
  readonly queue: WorkQueue;
  readonly expectations: Expectations;
  readonly views: Views;
  /** When a failed Pod of a set on a node was last replaced, and how long to wait before the next. */
  readonly failures: Map<string, { atMs: number; delayMs: number }>;
}

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.DaemonSetController.ConcurrentDaemonSetSyncs;

/** Keeps a Pod on every node that fits. Models pkg/controller/daemon. */
export const daemonSetController: Controller = {
  name: 'daemonset-controller',
  account: 'daemon-set-controller',
  start(context) {
    const recorder = context.recorder('daemonset-controller');
    const sets = context.informers.of(DaemonSetKind);
    const pods = context.informers.of(PodKind);
    const nodes = context.informers.of(NodeKind);
    const state: State = {
      context,
      recorder,
      control: createPodControl(context.client, PodKind, recorder),
      sets,
      pods,
      nodes,
      views: createViews(context, pods, nodes),
      revisions: context.informers.of(ControllerRevisionKind),
      queue: context.queue('daemonset'),
      expectations: createExpectations(() => context.nowMs()),
      failures: new Map(),
    };
    state.pods.addIndex(OWNER, ownerIndex);
    state.revisions.addIndex(OWNER, ownerIndex);
    watch(state);
    context.run(state.queue, WORKERS, (key) => sync(state, key));
  },
};

export default daemonSetController;

function* sync(state: State, key: string): Process<void> {
  const { expectations } = state;
  const set = state.sets.get(key);
  if (!set) {
    expectations.forget(key);
    state.views.forget(key);
    return;
  }
  if (isSelectingAll(set)) {
    const text = 'This daemon set is selecting all pods. A non-empty selector is required.';
    state.recorder.event(set, 'Warning', 'SelectingAll', text);
    return;
  }
  if (isTerminating(set)) return;
  const existing = [...state.revisions.byIndex(OWNER, set.metadata.uid ?? '')];
  const history = yield* findHistory(state, set, existing);
  const hash = history.current.metadata.labels?.[HASH_LABEL] ?? '';
  if (!expectations.satisfied(key)) {
    yield* updateStatus(state, yield* state.views.of(set, hash), false);
    return;
  }
  yield* updateSet(state, set, history, hash);
  const updated = yield* updateStatus(state, yield* state.views.of(set, hash), true);
  const minReadySeconds = set.spec?.minReadySeconds ?? 0;
  if (minReadySeconds > 0 && updated.numberReady !== (updated.numberAvailable ?? 0)) {
    state.queue.addAfter(key, minReadySeconds * 1000);
  }
}

function isSelectingAll({ spec }: DaemonSet): boolean {
  const { matchLabels = {}, matchExpressions = [] } = spec?.selector ?? {};
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function* updateSet(state: State, set: DaemonSet, history: History, hash: string): Process<void> {
  const key = objectKey(set);
  const plan = planNodes(yield* state.views.of(set, hash));
  const over = replaceOver(state, set, plan);
  yield* syncNodes(state, set, hash, { ...plan, remove: [...plan.remove, ...over] });
  if (set.spec?.updateStrategy?.type === 'RollingUpdate' && state.expectations.satisfied(key)) {
    yield* syncNodes(state, set, hash, planRollingUpdate(yield* state.views.of(set, hash)));
  }
  yield* cleanUpHistory(state, set, history);
}

/** Writes the status if it has changed; a conflict is tried again on the current object. */
function* updateStatus({ context }: State, view: DaemonView, observed: boolean): Process<DaemonSetStatus> {
  const { client } = context;
  const counts = statusOf(view.counts);
  const { namespace = '', name = '', generation = 0 } = view.set.metadata;
  let set = view.set;
  for (let attempt = 0; ; attempt++) {
    const { collisionCount, observedGeneration = 0, conditions } = set.status ?? {};
    const status = {
      ...counts,
      observedGeneration: observed ? generation : observedGeneration,
      ...(collisionCount === undefined ? {} : { collisionCount }),
      ...(conditions ? { conditions } : {}),
    };
    if (deepEqual(status, set.status)) return counts;
    try {
      yield* client.updateStatus(DaemonSetKind, { ...set, status });
      return counts;
    } catch (error) {
      if (!isReason(error, 'Conflict') || attempt > 0) throw error;
      set = yield* client.get(DaemonSetKind, namespace, name);
    }
  }
}
