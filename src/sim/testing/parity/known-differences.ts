import known from './known-differences.json' with { type: 'json' };

/** Reasons by file (its path without `.json`) and item. */
export type KnownDifferences = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * What cannot agree, with the reason: cases of v1.33 that a recorded answer of v1.32 contradicts, and what the format
 * does not tell. May only shrink: a listed item that agrees fails the test.
 */
export const KNOWN_DIFFERENCES: KnownDifferences = known;

/** Why an item of a file cannot agree; undefined if it should. `file` is the path below the folder of cases or golden. */
export function knownDifference(file: string, id: string): string | undefined {
  return KNOWN_DIFFERENCES[file.replace(/\.json$/, '')]?.[id];
}
