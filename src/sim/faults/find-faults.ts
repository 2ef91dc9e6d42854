import type { Fault } from './fault.ts';

/** All faults, by name: every file in all/. */
export function findFaults(): ReadonlyMap<string, Fault> {
  const found = import.meta.glob<Fault>('./all/*.ts', { eager: true, import: 'default' });
  const faults = Object.keys(found)
    .sort()
    .map((path) => found[path]!);
  return new Map(faults.map((fault) => [fault.name, fault]));
}
