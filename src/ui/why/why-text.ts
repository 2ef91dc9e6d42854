import { causes } from '../../language/en/causes.ts';
import type { WhyStep } from '../../protocol/why.ts';
import { clockText, shortTime, spanText } from '../store/format-time.ts';

/** A step as a sentence. Each key has its facts from the worker, which the keys' types cannot know. */
export function stepText({ say, facts }: Pick<WhyStep, 'say' | 'facts'>): string {
  return (causes as unknown as (key: string, values: WhyStep['facts']) => string)(`say.${say}`, facts).trimEnd();
}

/** A moment to the millisecond where that tells neighbours apart. */
export function momentText(atMs: number): string {
  const ms = Math.floor(Math.max(0, atMs));
  return `${atMs >= 3_600_000 ? clockText(ms) : shortTime(ms)}.${String(ms % 1000).padStart(3, '0')}`;
}

/** Pauses that are worth being drawn. */
const leastGapMs = 1_000;

/** How long after the next step back this one came, in words; '' where it followed at once. */
export function gapText(step: WhyStep, before: WhyStep | undefined): string {
  if (step.atMs === null || before?.atMs === undefined || before.atMs === null) return '';
  const gap = step.atMs - Math.max(0, before.atMs);
  return gap < leastGapMs ? '' : spanText(Math.round(gap / 1000) * 1000);
}
