import type { Case, CaseReader, GoldenReader, Surroundings } from './reader.ts';
import { type ItemResult, runItem } from './result.ts';

const caseReaders = sorted(import.meta.glob<CaseReader>('./cases/*.ts', { eager: true, import: 'default' }));
const goldenReaders = sorted(import.meta.glob<GoldenReader>('./golden/*.ts', { eager: true, import: 'default' }));

function sorted<T>(modules: Record<string, T>): readonly T[] {
  return Object.keys(modules)
    .sort()
    .flatMap((path) => modules[path] ?? []);
}

/**
 * Runs all cases of a case file. A file that no reader knows by its name is read by the shape of its cases; a case that
 * nobody can read does not agree.
 */
export function runCaseFile(path: string, data: unknown): readonly ItemResult[] {
  if (!Array.isArray(data)) return [unreadable(path, 'a list of cases')];
  const area = path.replace(/^.*\//, '').replace(/\.json$/, '');
  const cases = data.filter(isCase);
  const named = caseReaders.find((reader) => reader.areas.includes(area));
  const broken = data.flatMap((entry, i) => (isCase(entry) ? [] : [unreadable(`${path}[${i}]`, 'a case')]));
  if (named) return [...runReader(named, cases, area), ...broken];
  const results = cases.flatMap((entry) => {
    const reader = caseReaders.find((candidate) => safely(() => candidate.fits?.(entry) ?? false));
    return reader ? runReader(reader, [entry], area) : [unreadable(entry.id, 'an area that is known')];
  });
  return [...results, ...broken];
}

/** Runs a recording of any format; one of a format that nobody knows does not agree. */
export function runGoldenFile(path: string, data: unknown, surroundings: Surroundings): readonly ItemResult[] {
  const reader = goldenReaders.find((candidate) => safely(() => candidate.fits(path, data)));
  if (!reader) return [unreadable(path, 'a format that is known')];
  return collect(path, () => reader.run(data, path, surroundings));
}

function runReader(reader: CaseReader, cases: readonly Case[], area: string): readonly ItemResult[] {
  return collect(area, () => reader.run(cases, area));
}

/** What a reader gives; if it breaks off, that is one more item that does not agree. */
function collect(name: string, run: () => Iterable<ItemResult>): readonly ItemResult[] {
  const results: ItemResult[] = [];
  const end = runItem(`${name} (reader)`, () => {
    for (const result of run()) results.push(result);
    return [];
  });
  return end.differences.length > 0 ? [...results, end] : results;
}

function unreadable(id: string, expected: string): ItemResult {
  return { id, differences: [{ path: '', expected, actual: 'something that no reader knows' }] };
}

function isCase(entry: unknown): entry is Case {
  if (typeof entry !== 'object' || entry === null) return false;
  const { id, given, when, then } = entry as Partial<Record<string, unknown>>;
  return typeof id === 'string' && [given, when, then].every((part) => typeof part === 'object' && part !== null);
}

function safely(test: () => boolean): boolean {
  try {
    return test();
  } catch {
    return false;
  }
}
