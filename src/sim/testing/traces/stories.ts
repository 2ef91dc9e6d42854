import type { Difference, Tolerances } from './compare-story.ts';
import type { Phases } from './trace-world.ts';

/** How a story is to be played and compared. */
export interface StorySetup {
  readonly phases?: Phases;
  readonly tolerances?: Partial<Tolerances>;
  /**
   * Where chance decides what follows, such as which of two equal nodes gets two Pods: the story must come out as
   * recorded with one of so many seeds. Otherwise the first one must do.
   */
  readonly seeds?: number;
}

/** For all stories: some hundred milliseconds, and any node for a Pod that may run on any. */
export const TOLERANCES: Tolerances = { timeMs: 400, nodeTimeMs: 1_000, withNodes: false };

/** What a story needs besides: when the recorded cluster's periodic work was due, and what went on around it. */
export const STORIES: Readonly<Record<string, StorySetup>> = {
  'f-node-failure': { phases: { monitorAtMs: 6_611, renewAtMs: { 'node-2': 4_000 } } },
  // The node monitor and the Pod garbage collector have phases of their own; here they have one.
  'f-node-deleted': { phases: { monitorAtMs: 11_680 }, tolerances: { nodeTimeMs: 5_000 } },
  'f-two-of-three-nodes': {
    seeds: 20,
    phases: { monitorAtMs: 915, renewAtMs: { 'node-1': 500, 'node-2': 600, 'node-3': 2_500 } },
  },
  // On which nodes the Pods are that drain evicts.
  'g-pdb-drain': { seeds: 200 },
  // After the orphaned ReplicaSet has lost its owner, the Deployment has one look at it, or none.
  'j-cascading-deletion': { seeds: 20 },
  // A volume and its first consumer are made within milliseconds: the volume is available before the Pod is tried, or not.
  'l-volumes': { seeds: 20, phases: { resyncAtMs: 6_696 } },
  // Pods whose back-off is over are found once a second. The story before this one was being cleaned up.
  'h-unschedulable': {
    seeds: 20,
    phases: { othersGoneAtMs: [4_590, 6_770] },
    tolerances: { timeMs: 1_100, withNodes: true },
  },
};

/** Differences that there may be, as between two recordings: regular expressions over whole texts. */
const VARIATIONS: readonly { readonly story: string; readonly object: string; readonly what: string }[] = [
  // After the uncordon the taint went 35 ms later there, so that an attempt fell between; here it goes after 2 ms.
  {
    story: 'h-unschedulable',
    object: 'Pod/(selector|affinity|pod-affinity)',
    what: 'condition PodScheduled|settled status\\.conditions\\[0\\]\\.message|event Warning FailedScheduling: .*',
  },
  // There kubectl took so long for each object that the Pods came before the budget.
  { story: 'g-pdb-drain', object: 'PodDisruptionBudget/web', what: 'event Normal NoPods: No matching pods found .*' },
  // Here one of the Pods waits while another is bound and gets one attempt more, and so another back-off.
  {
    story: 'h-unschedulable',
    object: '(Pod|Deployment)/spread.*',
    what: 'time of .*|settled .*[tT]ime|settled status\\.startTime|settled .*startedAt|event Normal Scheduled: .*',
  },
];

/** Whether a difference is one of those that there may be. */
export function isVariation(story: string, { object, what }: Difference): boolean {
  const isWhole = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`, 's').test(text);
  return VARIATIONS.some((each) => each.story === story && isWhole(each.object, object) && isWhole(each.what, what));
}
