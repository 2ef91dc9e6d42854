/** One value that is not as recorded. */
export interface Difference {
  /** Where in the case's expectation: `responses[0].message`. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** What came of one case or recorded item; without differences it agrees. */
export interface ItemResult {
  readonly id: string;
  readonly differences: readonly Difference[];
}

/** An item that a reader runs; what it throws becomes a difference, so that one broken case does not hide the others. */
export function runItem(id: string, run: () => readonly Difference[]): ItemResult {
  try {
    return { id, differences: run() };
  } catch (error) {
    const actual = error instanceof Error ? error.message : String(error);
    return { id, differences: [{ path: '', expected: 'a result', actual: `error: ${actual}` }] };
  }
}

/** A difference on one line, its values cut to a length that can be read. */
export function describeDifference({ path, expected, actual }: Difference): string {
  return `${path || '-'}: expected ${short(expected)}, got ${short(actual)}`;
}

const SHORT = 240;

function short(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
}
