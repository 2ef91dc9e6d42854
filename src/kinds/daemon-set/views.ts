import { claim, OWNER, orphansOf } from '../../api/control/claim.ts';
import type { ControllerContext, Informer } from '../../api/controller.ts';
import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import { labelMatcher } from '../../api/selectors.ts';
import PodKind from '../pod/kind.ts';
import DaemonSetKind from './kind.ts';
import { type DaemonView, groupByNode } from './plan.ts';

/** Gives what a sync knows of a set's Pods and nodes. */
export type Views = (set: DaemonSet, hash: string) => Process<DaemonView>;

/**
 * A sync asks three times for its set's Pods and nodes, and mostly nothing has happened in between. The last view is
 * given again as long as neither cache has changed and no time has passed: with thousands of nodes views are the work.
 */
export function createViews(context: ControllerContext, pods: Informer<Pod>, nodes: Informer<Node>): Views {
  let changes = 0;
  let last: { readonly changes: number; readonly view: DaemonView } | undefined;
  const count = (): void => void changes++;
  const handler = { onAdd: count, onUpdate: count, onDelete: count };
  pods.addHandler(handler);
  nodes.addHandler(handler);

  return function* viewOf(set, hash) {
    const nowMs = context.nowMs();
    const view = last?.view;
    if (view?.set === set && view.hash === hash && view.nowMs === nowMs && last?.changes === changes) return view;
    const before = changes;
    const owned = yield* ownPods(context, pods, set);
    const fresh = {
      ...{ set, hash, nodes: [...nodes.list()], podsByNode: groupByNode(owned) },
      nowMs: context.nowMs(),
    };
    last = { changes: before, view: fresh };
    return fresh;
  };
}

/** The set's Pods as the cache has them, with matching orphans adopted. */
function ownPods({ client }: ControllerContext, pods: Informer<Pod>, set: DaemonSet): Process<Pod[]> {
  const matcher = labelMatcher(set.spec?.selector);
  const { uid = '', namespace = '' } = set.metadata;
  const matches = (pod: Pod): boolean => matcher.matches(pod.metadata.labels);
  const candidates = [...pods.byIndex(OWNER, uid), ...pods.byIndex(OWNER, orphansOf(namespace))];
  return claim({ client, owner: set, ownerKind: DaemonSetKind, kind: PodKind, matches }, candidates);
}
