import type { FilterTrial, Rejection } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { ProfilePlugin } from './profile.ts';

/** A plugin that takes part in the filtering of one Pod, with its PreFilter state. */
export interface ActiveFilter {
  readonly plugin: ProfilePlugin;
  readonly state: unknown;
}

/** Pods that wait for room on a node to which preemption has nominated them. */
export type NominatedPods = (node: string) => readonly PodInfo[];

/**
 * Makes the filters of one Pod ready to run.
 * Models RunFilterPluginsWithNominatedPods: a node must fit with the Pods of equal or higher priority that are nominated
 * to it, and without them too, as they may never come.
 */
export function createTrial(pod: PodInfo, active: readonly ActiveFilter[], nominated: NominatedPods): FilterTrial {
  const change = (sign: 'addPod' | 'removePod', other: PodInfo, node: NodeInfo): void => {
    for (const { plugin, state } of active) plugin.plugin[sign]?.(state, pod, other, node);
  };
  // Thousands of nodes may be turned down for the same reason: they share one rejection.
  let last: Rejection | undefined;
  return {
    clone: () => createTrial(pod, active.map(withOwnState), nominated),
    addPod: (added, node) => change('addPod', added, node),
    removePod: (removed, node) => change('removePod', removed, node),
    acceptsRun(nodes, from, to) {
      const only = active[0]?.plugin.plugin;
      if (active.length !== 1 || !only?.acceptsRun) return 0;
      const end = from + only.acceptsRun(pod, nodes, from, to);
      for (let i = from; i < end; i++) if (nominated(nodes[i]!.name).length > 0) return i - from;
      return end - from;
    },
    run(node) {
      const all = nominated(node.name);
      const rejection =
        (all.length > 0 ? runWithNominated(pod, active, node, all, last) : undefined) ??
        runFilters(pod, active, node, last);
      if (rejection !== undefined) last = rejection;
      return rejection;
    },
  };
}

/** @param last a rejection that may be given again when it says the same */
function runFilters(
  pod: PodInfo,
  active: readonly ActiveFilter[],
  node: NodeInfo,
  last: Rejection | undefined,
): Rejection | undefined {
  for (let i = 0; i < active.length; i++) {
    const { plugin, state } = active[i]!;
    const status = plugin.plugin.filter!(pod, node, state);
    if (status === undefined) continue;
    return last?.status === status && last.plugin === plugin.name ? last : { plugin: plugin.name, status };
  }
  return undefined;
}

function runWithNominated(
  pod: PodInfo,
  active: readonly ActiveFilter[],
  node: NodeInfo,
  all: readonly PodInfo[],
  last: Rejection | undefined,
): Rejection | undefined {
  const guests = all.filter((guest) => guest.priority >= pod.priority && guest.uid !== pod.uid);
  if (guests.length === 0) return undefined;
  const copies = active.map(withOwnState);
  const crowded = node.clone();
  for (const guest of guests) {
    crowded.addPod(guest);
    for (const { plugin, state } of copies) plugin.plugin.addPod?.(state, pod, guest, crowded);
  }
  return runFilters(pod, copies, crowded, last);
}

function withOwnState({ plugin, state }: ActiveFilter): ActiveFilter {
  return { plugin, state: plugin.plugin.cloneState ? plugin.plugin.cloneState(state) : state };
}
