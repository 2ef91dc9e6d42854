import type { DaemonSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating, objectKey } from '../../api/object.ts';
import { isPodTerminal } from '../../api/pod.ts';
import { labelMatcher } from '../../api/selectors.ts';
import { getOrMake } from '../../base/get-or-make.ts';
import { BLANK, judge, type Verdict, type Yardstick } from './judge.ts';
import { createLedger, type Ledger, type Post } from './ledger.ts';
import { nodeFit, targetNode } from './node-fit.ts';
import { templateGenerationOf } from './strategy.ts';

/** What is known of a set's Pods and nodes at the moment of a look: to be used before anything else happens. */
export interface DaemonView extends Omit<Ledger, 'enter' | 'waiting'> {
  readonly set: DaemonSet;
}

/**
 * What a set has on each node. Told of each node and Pod that has changed, it judges only their nodes again: with
 * thousands of nodes a look at all of them for each change of a Pod would be most of all work.
 */
export interface Roster {
  putNode(node: Node): void;
  removeNode(name: string): void;
  /** A Pod that the set owns. */
  putPod(pod: Pod): void;
  removePod(pod: Pod): void;
  /** Owned Pods that the selector does not match. */
  readonly strays: ReadonlyMap<string, Pod>;
  /** All others, but for those that are over and being deleted. */
  pods(): Iterable<Pod>;
  look(by: Yardstick): DaemonView;
}

interface OpenPost extends Post {
  node: Node | undefined;
  readonly pods: Map<string, Pod>;
  nodeRank: number;
  podRank: number;
  verdict: Verdict;
}

/** Makes the empty roster of a set. Its nodes and Pods keep the order in which they came. */
export function createRoster({ spec }: DaemonSet): Roster {
  const { matches } = labelMatcher(spec?.selector);
  const posts = new Map<string, OpenPost>();
  const owned = new Map<string, { pod: Pod; readonly rank: number }>();
  const strays = new Map<string, Pod>();
  const changed = new Set<OpenPost>();
  const ledger = createLedger<OpenPost>();
  let nextRank = 0;
  let last: Yardstick | undefined;

  const change = (name: string): OpenPost => {
    const post = getOrMake(posts, name, newPost);
    changed.add(post);
    return post;
  };
  const takeOff = (key: string, pod: Pod): void => {
    strays.delete(key);
    if (posts.get(targetNode(pod))?.pods.has(key)) change(targetNode(pod)).pods.delete(key);
  };
  const find = (post: OpenPost, by: Yardstick): void => {
    const { name, node, verdict } = post;
    const pods = [...post.pods.values()].sort(byAge);
    post.podRank = Math.min(...Array.from(post.pods.keys(), (key) => owned.get(key)!.rank));
    post.verdict = judge(by, { name, pods, fit: node && nodeFit(node, by.set) });
    ledger.enter(post, verdict);
    if (!node && pods.length === 0) posts.delete(name);
  };

  return {
    putNode(node) {
      const post = change(node.metadata.name ?? '');
      if (!post.node) post.nodeRank = nextRank++;
      post.node = node;
    },
    removeNode: (name) => void Object.assign(change(name), { node: undefined, nodeRank: Infinity }),
    putPod(pod) {
      const key = objectKey(pod);
      const before = owned.get(key);
      if (before) takeOff(key, before.pod);
      owned.set(key, { pod, rank: before?.rank ?? nextRank++ });
      if (!matches(pod.metadata.labels)) strays.set(key, pod);
      // What is over and being deleted no longer counts. Models getNodesToDaemonPods.
      else if (!isPodTerminal(pod) || !isTerminating(pod)) change(targetNode(pod)).pods.set(key, pod);
    },
    removePod(pod) {
      const key = objectKey(pod);
      const before = owned.get(key);
      if (before) takeOff(key, before.pod);
      owned.delete(key);
    },
    strays,
    *pods() {
      for (const post of posts.values()) yield* post.pods.values();
    },
    look(by) {
      const again = last && isSameTemplate(last, by) ? ledger.waiting() : posts.values();
      for (const post of again) changed.add(post);
      for (const post of changed) find(post, by);
      changed.clear();
      last = by;
      return { ...ledger, set: by.set };
    },
  };
}

const newPost = (name: string): OpenPost => ({
  ...{ name, node: undefined, pods: new Map() },
  ...{ nodeRank: Infinity, podRank: Infinity, verdict: BLANK },
});

const isSameTemplate = (a: Yardstick, b: Yardstick): boolean =>
  a.hash === b.hash && a.set.spec === b.set.spec && templateGenerationOf(a.set) === templateGenerationOf(b.set);

/** Those with a node first, then the oldest. Models podByCreationTimestampAndPhase. */
function byAge(a: Pod, b: Pod): number {
  const [bound, otherBound] = [Boolean(a.spec?.nodeName), Boolean(b.spec?.nodeName)];
  if (bound !== otherBound) return bound ? -1 : 1;
  const [created, other] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (created !== other) return created < other ? -1 : 1;
  return (a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1;
}
