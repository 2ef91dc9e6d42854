import { flat } from './flat.ts';

/** How many texts are known at most; then all are forgotten. */
const LIMIT = 1000;

/**
 * Makes a function that gives equal texts as one text in memory: for texts that very many objects carry alike, such as
 * the messages of Events.
 */
export function createIntern(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const same = known.get(text);
    if (same !== undefined) return same;
    if (known.size >= LIMIT) known.clear();
    const one = flat(text);
    known.set(one, one);
    return one;
  };
}
