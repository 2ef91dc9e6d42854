import { compareStory, type Difference } from './compare-story.ts';
import { type ExpectedDifference, expectedDifference, type Gaps } from './gaps.ts';
import { playStory } from './play-story.ts';
import type { RecordedStory } from './recorded-story.ts';
import { STORIES, TOLERANCES } from './stories.ts';

/** What came of a recorded story that was played here. */
export interface StoryResult {
  /** What is not as recorded. */
  readonly differences: readonly Difference[];
  /** What is not, and is known not to be, by its entry in the list of gaps. */
  readonly expected: ReadonlyMap<ExpectedDifference, readonly Difference[]>;
}

/** Plays a recorded story on a cluster like the recorded one and compares what happened. */
export function runTraceStory(recorded: RecordedStory, gaps: Gaps): StoryResult {
  const { seeds = 1 } = STORIES[recorded.story] ?? {};
  let best = runWithSeed(recorded, gaps, 1);
  for (let seed = 2; seed <= seeds && best.differences.length > 0; seed++) {
    const other = runWithSeed(recorded, gaps, seed);
    if (other.differences.length < best.differences.length) best = other;
  }
  return best;
}

function runWithSeed(recorded: RecordedStory, gaps: Gaps, seed: number): StoryResult {
  const { phases = {}, tolerances } = STORIES[recorded.story] ?? {};
  const played = playStory(recorded, phases, gaps, seed);
  const differences: Difference[] = [];
  const expected = new Map<ExpectedDifference, Difference[]>();
  for (const difference of compareStory(recorded, played, { ...TOLERANCES, ...tolerances }, gaps)) {
    const gap = expectedDifference(gaps, recorded.story, difference);
    if (gap) expected.set(gap, [...(expected.get(gap) ?? []), difference]);
    else differences.push(difference);
  }
  return { differences, expected };
}

/** A difference as a person reads it. */
export function describeDifference({ object, what, tMs, recorded, played }: Difference): string {
  return `at ${(tMs / 1000).toFixed(3)}s ${object}: ${what}\n  recorded: ${recorded}\n  played:   ${played}`;
}
