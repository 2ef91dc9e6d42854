import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import differing from '../../sim/testing/parity/differing.gen.json' with { type: 'json' };

/** Items that do not agree yet, by file (its path without `.json`). May only shrink: what is not in it must agree. */
type Differing = Readonly<Record<string, readonly string[]>>;

const recorded = differing as Differing;
const PATH = 'src/sim/testing/parity/differing.gen.json';

/** Whether an item is known not to agree yet. */
export function isDiffering(file: string, id: string): boolean {
  return recorded[file.replace(/\.json$/, '')]?.includes(id) ?? false;
}

/**
 * Writes down which items of some files still differ: of those that were written down only what still differs, of a file
 * that is new all. Gives the items that differ although they must not; these are not written down.
 */
export function record(root: string, found: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const next: Record<string, readonly string[]> = { ...recorded };
  const lost: string[] = [];
  for (const [name, ids] of found) {
    const file = name.replace(/\.json$/, '');
    const before = recorded[file];
    next[file] = before ? ids.filter((id) => before.includes(id)) : ids;
    if (before) lost.push(...ids.filter((id) => !before.includes(id)).map((id) => `${name}: ${id}`));
  }
  const sorted = Object.fromEntries(Object.entries(next).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(root, PATH), `${JSON.stringify(sorted, null, 2)}\n`);
  return lost;
}
