import { getOrMake } from '../../base/get-or-make.ts';
import type { PodRow, PodState } from '../../protocol/view.ts';

const finishedStates: ReadonlySet<string> = new Set(['completed', 'failed', 'evicted']);

/** Whether a Pod no longer holds its request. */
export function isFinished(pod: PodRow): boolean {
  return finishedStates.has(pod.state);
}

export interface Tally {
  own: number;
  asking: number;
  finished: number;
}

/** How many Pods are in each state; states without a Pod are left out. */
export type StateCounts = ReadonlyMap<PodState, number>;

/** What all Pods come to, counted as they change: no view needs to walk 150,000 of them. */
export interface PodCounts {
  readonly tally: Readonly<Tally>;
  readonly states: StateCounts;
  /** Of pending Pods: how many give a reason. */
  readonly reasons: ReadonlyMap<string, number>;
  /** By `ownerKey`. */
  readonly ofOwner: ReadonlyMap<string, StateCounts>;
  count(pod: PodRow, by: 1 | -1): void;
  forget(): void;
}

/** Whose a Pod is: all of kube-system count as one. */
export function ownerKey({ namespace, ownerKind, owner }: PodRow): string {
  return namespace === 'kube-system' ? namespace : `${namespace}/${ownerKind}/${owner}`;
}

function bump<K>(counts: Map<K, number>, key: K, by: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}

export function createPodCounts(): PodCounts {
  const tally: Tally = { own: 0, asking: 0, finished: 0 };
  const states = new Map<PodState, number>();
  const reasons = new Map<string, number>();
  const ofOwner = new Map<string, Map<PodState, number>>();
  return {
    tally,
    states,
    reasons,
    ofOwner,
    count: (pod, by) => {
      bump(states, pod.state, by);
      if (pod.state === 'pending') bump(reasons, pod.reason, by);
      const own = getOrMake(ofOwner, ownerKey(pod), () => new Map<PodState, number>());
      bump(own, pod.state, by);
      if (isFinished(pod)) tally.finished += by;
      else if (pod.namespace !== 'kube-system') {
        tally.own += by;
        if (pod.cpuMilli > 0) tally.asking += by;
      }
    },
    forget: () => {
      for (const counts of [states, reasons, ofOwner]) counts.clear();
      Object.assign(tally, { own: 0, asking: 0, finished: 0 });
    },
  };
}
