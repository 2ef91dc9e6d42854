import { CONTROLLER_MANAGER_CONFIG } from '../../../api/config/controller-manager.ts';
import { customKinds } from '../../../api/control/custom-kinds.ts';
import type { Controller, ControllerContext, WorkQueue } from '../../../api/controller.ts';
import type { Namespace, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Kind } from '../../../api/kind.ts';
import { isTerminating } from '../../../api/object.ts';
import { isPodTerminal } from '../../../api/pod.ts';
import type { Process } from '../../../api/process.ts';
import { ApiError, isReason } from '../../../api/status.ts';
import { parseTime } from '../../../base/time.ts';
import CustomResourceDefinitionKind from '../../../kinds/custom-resource-definition/kind.ts';
import NamespaceKind from '../../../kinds/namespace/kind.ts';
import PodKind from '../../../kinds/pod/kind.ts';
import { type Remaining, withDeletionConditions } from './conditions.ts';

const WORKERS: number = CONTROLLER_MANAGER_CONFIG.NamespaceController.ConcurrentNamespaceSyncs;
const BACK_OFF = { baseMs: 5, maxMs: 60_000 };
/** Other API servers may not have seen the deletion yet: nothing is deleted before this time. */
const GRACE_MS = 5_000;
/** How long content with finalizers is expected to take. */
const FINALIZER_ESTIMATE_S = 15;
const FINALIZER = 'kubernetes';

/** Deletes what is in a namespace that is being deleted, then lets it go. Models pkg/controller/namespace. */
export const namespaceController: Controller = {
  name: 'namespace-controller',
  rate: { qps: 400, burst: 3000 },
  start(context) {
    const queue = context.queue('namespace', BACK_OFF);
    const namespaces = context.informers.of(NamespaceKind);
    const changed = (namespace: Namespace): void => {
      if (isTerminating(namespace)) queue.addAfter(namespace.metadata.name!, GRACE_MS);
    };
    namespaces.addHandler({ onAdd: changed, onUpdate: changed });
    const definitions = context.informers.of(CustomResourceDefinitionKind);
    const kinds = (): readonly Kind[] => [...context.kinds, ...customKinds([...definitions.list()])];
    context.run(queue, WORKERS, (name) => sync(context, queue, kinds, name));
  },
};

export default namespaceController;

function* sync(
  context: ControllerContext,
  queue: WorkQueue,
  kinds: () => readonly Kind[],
  name: string,
): Process<void> {
  const { client } = context;
  let namespace: Namespace;
  try {
    namespace = yield* client.get(NamespaceKind, '', name);
  } catch (error) {
    if (isReason(error, 'NotFound')) return;
    throw error;
  }
  if (!isTerminating(namespace) || !namespace.spec?.finalizers?.length) return;
  if (namespace.status?.phase !== 'Terminating') {
    const status = { ...namespace.status, phase: 'Terminating' };
    namespace = yield* client.updateStatus(NamespaceKind, { ...namespace, status });
  }
  const { estimateS, remaining } = yield* deleteContent(context, kinds(), namespace);
  const conditions = withDeletionConditions(namespace, remaining, context.nowMs());
  if (conditions !== namespace.status?.conditions) {
    const status = { ...namespace.status, conditions };
    namespace = yield* client.updateStatus(NamespaceKind, { ...namespace, status });
  }
  if (remaining.failures.length > 0) throw new Error(remaining.failures.join(', '));
  if (estimateS > 0) {
    queue.addAfter(name, (Math.floor(estimateS / 2) + 1) * 1000);
    return;
  }
  const finalizers = namespace.spec?.finalizers?.filter((finalizer) => finalizer !== FINALIZER) ?? [];
  const finalized = { ...namespace, spec: { ...namespace.spec, finalizers } };
  yield* client.subresource(NamespaceKind as unknown as Kind, '', name, 'finalize', 'update', finalized);
}

/** Deletes all content, kind by kind, and looks what is left. Models deleteAllContent. */
function* deleteContent(
  context: ControllerContext,
  kinds: readonly Kind[],
  namespace: Namespace,
): Process<{ estimateS: number; remaining: Remaining }> {
  const resources = new Map<string, number>();
  const finalizers = new Map<string, number>();
  const failures: string[] = [];
  let estimateS = 0;
  for (const kind of kinds) {
    if (!kind.namespaced) continue;
    try {
      const left = yield* deleteKind(context, kind, namespace);
      estimateS = Math.max(estimateS, left.estimateS);
      if (left.count > 0) resources.set(`${kind.plural}.${kind.group}`, left.count);
      for (const [finalizer, count] of left.finalizers) {
        finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + count);
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failures.push(error.message);
    }
  }
  return { estimateS, remaining: { resources, finalizers, failures } };
}

interface Left {
  readonly count: number;
  readonly finalizers: ReadonlyMap<string, number>;
  /** In how many seconds the rest may be gone. */
  readonly estimateS: number;
}

/** Models deleteAllContentForGroupVersionResource. */
function* deleteKind({ client, nowMs }: ControllerContext, kind: Kind, namespace: Namespace): Process<Left> {
  const name = namespace.metadata.name!;
  const graceS = kind.plural === 'pods' && kind.group === '' ? yield* podGraceSeconds() : 0;
  yield* client.deleteCollection(kind, name, { propagationPolicy: 'Background' });
  const { items } = yield* client.list(kind, name);
  const finalizers = new Map<string, number>();
  for (const item of items) {
    for (const finalizer of item.metadata.finalizers ?? []) {
      finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
    }
  }
  if (items.length === 0) return { count: 0, finalizers, estimateS: 0 };
  if (graceS > 0) return { count: items.length, finalizers, estimateS: graceS };
  if (finalizers.size > 0) return { count: items.length, finalizers, estimateS: FINALIZER_ESTIMATE_S };
  const gvr = `${kind.group}/${kind.version}, Resource=${kind.plural}`;
  throw new ApiError(500, 'InternalError', `unexpected items still remain in namespace: ${name} for gvr: ${gvr}`);

  /** The longest grace period of its Pods, unless that much time has passed since the namespace was deleted. */
  function* podGraceSeconds(): Process<number> {
    const pods = yield* client.list(PodKind, name);
    const longest = pods.items.reduce((max: number, pod: Pod) => {
      return isPodTerminal(pod) ? max : Math.max(max, pod.spec?.terminationGracePeriodSeconds ?? 0);
    }, 0);
    return nowMs() - parseTime(namespace.metadata.deletionTimestamp!) >= longest * 1000 ? 0 : longest;
  }
}
