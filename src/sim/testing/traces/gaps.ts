import type { Difference } from './compare-story.ts';

/** What the simulation does not have yet, so that recorded stories cannot agree there. The list may only shrink. */
export interface Gaps {
  /** Kinds with the reason: their documents are not applied, and neither they nor their Pods are compared. */
  readonly kinds: Readonly<Record<string, string>>;
  /** Commands that do not exist; `instead` has the same effect, '' leaves it out. */
  readonly commands: readonly { readonly command: string; readonly instead: string; readonly why: string }[];
  /** Differences that there must be until something is there. */
  readonly differences: readonly ExpectedDifference[];
  /** Differences that there may be, as between two recordings: these are not gaps. */
  readonly variations: readonly ExpectedDifference[];
}

/** Where a difference is expected: regular expressions over whole texts; without a story in all of them. */
export interface ExpectedDifference {
  readonly story?: string;
  readonly object: string;
  readonly what: string;
  readonly why: string;
}

/** The expected difference that this one is. */
export function expectedDifference(
  gaps: Gaps,
  story: string,
  { object, what }: Difference,
): ExpectedDifference | undefined {
  return [...gaps.differences, ...gaps.variations].find(
    (gap) => isWhole(gap.story ?? '.*', story) && isWhole(gap.object, object) && isWhole(gap.what, what),
  );
}

function isWhole(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern})$`, 's').test(text);
}
