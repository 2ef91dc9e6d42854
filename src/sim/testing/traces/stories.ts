import type { Tolerances } from './compare-story.ts';
import type { Phases } from './trace-world.ts';

/** How a story is to be played and compared. */
export interface StorySetup {
  readonly phases?: Phases;
  readonly tolerances?: Partial<Tolerances>;
}

/** For all stories: some hundred milliseconds, and any node for a Pod that may run on any. */
export const TOLERANCES: Tolerances = { timeMs: 400, nodeTimeMs: 1_000, withNodes: false };

/** What a story needs besides: when the recorded cluster's periodic work was due, and what went on around it. */
export const STORIES: Readonly<Record<string, StorySetup>> = {
  'f-node-failure': { phases: { monitorAtMs: 6_611, renewAtMs: { 'node-2': 4_000 } } },
  // The node monitor and the Pod garbage collector have phases of their own; here they have one.
  'f-node-deleted': { phases: { monitorAtMs: 11_680 }, tolerances: { nodeTimeMs: 5_000 } },
  'f-two-of-three-nodes': {
    phases: { monitorAtMs: 915, renewAtMs: { 'node-1': 500, 'node-2': 600, 'node-3': 2_500 } },
  },
  'h-preemption': {
    phases: {
      priorityClasses: [
        { metadata: { name: 'trace-low' }, value: 100 },
        { metadata: { name: 'trace-high' }, value: 1_000 },
        { metadata: { name: 'trace-never' }, value: 2_000, preemptionPolicy: 'Never' },
      ],
    },
  },
  // Pods whose back-off is over are found once a second. The story before this one was being cleaned up.
  'h-unschedulable': {
    phases: { othersGoneAtMs: [4_590, 6_770] },
    tolerances: { timeMs: 1_100, withNodes: true },
  },
};
