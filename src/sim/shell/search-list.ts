/** How a resolver completes names. */
export interface SearchList {
  readonly searches: readonly string[];
  /** A name with fewer dots is tried with the searches first. */
  readonly ndots: number;
}

/** The full names to try for a name, in their order. Models res_search of the C libraries. */
export function candidates(name: string, { searches, ndots }: SearchList): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = searches.map((search) => `${name}.${search}`);
  return name.split('.').length - 1 >= ndots ? [name, ...searched] : [...searched, name];
}
