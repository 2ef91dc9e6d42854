import type { ItemResult } from './result.ts';

/** A case of the case files; what `given`, `when` and `then` hold depends on the area. */
export interface Case {
  readonly id: string;
  readonly title?: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly when: Readonly<Record<string, unknown>>;
  readonly then: Readonly<Record<string, unknown>>;
}

/** Reads the case files of some areas: `cases/<file>.ts` default-exports one. */
export interface CaseReader {
  /** Names of the files, without `.json`. */
  readonly areas: readonly string[];
  /** Whether a case of a file with another name looks like one of these. */
  fits?(entry: Case): boolean;
  /** Runs cases; each result belongs to the case of the same position. */
  run(cases: readonly Case[], area: string): Iterable<ItemResult>;
}

/** Reads one format of recordings: `golden/<file>.ts` default-exports one. */
export interface GoldenReader {
  /** Whether a file has this format: by its path below the folder, or by what is in it. */
  fits(path: string, data: unknown): boolean;
  run(data: unknown, path: string, surroundings: Surroundings): Iterable<ItemResult>;
}

/** What recordings refer to. */
export interface Surroundings {
  /** The text of a manifest by its path below `manifests/`; undefined if it is not at hand. */
  manifest(path: string): string | undefined;
}
