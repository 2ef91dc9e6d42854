import type { PodInfo } from './pod-info.ts';

/** The Pods that preemption has nominated to nodes and that wait for their room. Models backend/queue/nominator.go. */
export interface Nominator {
  /** The Pods nominated to a node. */
  on(node: string): readonly PodInfo[];
  /** Nominates a Pod to a node in place of any before; '' ends its nomination. */
  set(pod: PodInfo, node: string): void;
  remove(uid: string): void;
}

const NOBODY: readonly PodInfo[] = [];

/** Makes an empty one. */
export function createNominator(): Nominator {
  const byNode = new Map<string, readonly PodInfo[]>();
  const nodeOf = new Map<string, string>();

  const remove = (uid: string): void => {
    const node = nodeOf.get(uid);
    if (node === undefined) return;
    nodeOf.delete(uid);
    const left = (byNode.get(node) ?? NOBODY).filter((pod) => pod.uid !== uid);
    if (left.length > 0) byNode.set(node, left);
    else byNode.delete(node);
  };

  return {
    on: (node) => (byNode.size === 0 ? NOBODY : (byNode.get(node) ?? NOBODY)),
    set(pod, node) {
      remove(pod.uid);
      if (!node) return;
      nodeOf.set(pod.uid, node);
      byNode.set(node, [...(byNode.get(node) ?? NOBODY), pod]);
    },
    remove,
  };
}
