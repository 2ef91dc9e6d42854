import { claim, OWNER, orphansOf } from '../../api/control/claim.ts';
import type { ControllerContext, Informer } from '../../api/controller.ts';
import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { labelMatcher } from '../../api/selectors.ts';
import PodKind from '../pod/kind.ts';
import DaemonSetKind from './kind.ts';
import { createRoster, type DaemonView, type Roster } from './roster.ts';

/** The rosters of all sets. */
export interface Views {
  /** What the caches know now of a set's Pods and nodes, with matching orphans adopted and strays let go. */
  of(set: DaemonSet, hash: string): Process<DaemonView>;
  /** The set's Pods. */
  podsOf(set: DaemonSet): Iterable<Pod>;
  /** Ends the roster of a set that is gone, by `objectKey`. */
  forget(key: string): void;
}

/** Keeps the rosters as the caches change. */
export function createViews(context: ControllerContext, pods: Informer<Pod>, nodes: Informer<Node>): Views {
  const rosters = new Map<string, { readonly uid: string; readonly roster: Roster }>();

  const rosterOf = (set: DaemonSet): Roster => {
    const { uid = '' } = set.metadata;
    const known = rosters.get(objectKey(set));
    if (known?.uid === uid) return known.roster;
    const roster = createRoster(set);
    for (const node of nodes.list()) roster.putNode(node);
    for (const pod of pods.byIndex(OWNER, uid)) roster.putPod(pod);
    rosters.set(objectKey(set), { uid, roster });
    return roster;
  };
  const rosterWith = (pod: Pod): Roster | undefined => {
    const owner = controllerOf(pod);
    if (owner?.kind !== DaemonSetKind.kind) return undefined;
    const known = rosters.get(`${pod.metadata.namespace}/${owner.name}`);
    return known?.uid === owner.uid ? known.roster : undefined;
  };
  pods.addHandler({
    onAdd: (pod) => rosterWith(pod)?.putPod(pod),
    onUpdate(pod, previous) {
      const roster = rosterWith(pod);
      const before = rosterWith(previous);
      if (before !== roster) before?.removePod(previous);
      roster?.putPod(pod);
    },
    onDelete: (pod) => rosterWith(pod)?.removePod(pod),
  });
  const putNode = (node: Node): void => {
    for (const { roster } of rosters.values()) roster.putNode(node);
  };
  nodes.addHandler({
    onAdd: putNode,
    onUpdate(node, previous) {
      if (mayFitOtherwise(node, previous)) putNode(node);
    },
    onDelete({ metadata: { name = '' } }) {
      for (const { roster } of rosters.values()) roster.removeNode(name);
    },
  });

  return {
    *of(set, hash) {
      const roster = rosterOf(set);
      for (const pod of yield* claimPods(context, pods, set, roster)) roster.putPod(pod);
      return roster.look({ set, hash, nowMs: context.nowMs() });
    },
    podsOf: (set) => rosterOf(set).pods(),
    forget: (key) => void rosters.delete(key),
  };
}

/** Whether a change of a node can matter to a set. */
export const mayFitOtherwise = (node: Node, previous: Node): boolean =>
  node.metadata.labels !== previous.metadata.labels || node.spec !== previous.spec;

/** Gives back adopted Pods. */
function* claimPods(
  { client }: ControllerContext,
  pods: Informer<Pod>,
  set: DaemonSet,
  { strays }: Roster,
): Process<readonly Pod[]> {
  const orphans = pods.byIndex(OWNER, orphansOf(set.metadata.namespace ?? ''));
  const candidates = [...strays.values(), ...orphans];
  const matcher = labelMatcher(set.spec?.selector);
  const matches = (pod: Pod): boolean => matcher.matches(pod.metadata.labels);
  return yield* claim({ client, owner: set, ownerKind: DaemonSetKind, kind: PodKind, matches }, candidates);
}
