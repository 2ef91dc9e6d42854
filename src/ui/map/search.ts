/** Whether each word of a search is in one of the parts, which are in small letters as all names of a cluster. */
export type Fits = (...parts: readonly string[]) => boolean;

/** What fits a search; undefined where nothing is searched for. */
export function matcher(text: string): Fits | undefined {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return undefined;
  return (...parts) => {
    for (const word of words) if (!parts.some((part) => part.includes(word))) return false;
    return true;
  };
}
