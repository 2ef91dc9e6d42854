import type { Query } from './client/api.ts';
import type { Flags } from './flags.ts';

export type DryRun = 'none' | 'client' | 'server';

/** Reads `--dry-run`, which means `client` when it has no value; throws kubectl's error for a value that it does not know. */
export function dryRunOf(flags: Flags): DryRun {
  const value = flags.string('dry-run');
  switch (value) {
    case '':
    case 'none':
    case 'client':
    case 'server':
      return value === '' ? 'none' : value;
    case 'unchanged':
      return 'client';
    default:
      throw new Error(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
  }
}

/** What the results of a command have appended. */
export function dryRunSuffix(dryRun: DryRun): string {
  if (dryRun === 'client') return ' (dry run)';
  return dryRun === 'server' ? ' (server dry run)' : '';
}

/** Query parameters of a write: who writes, whether only for show, how strict about unknown fields. */
export function writeQuery(dryRun: DryRun, fieldManager: string, validate?: string): Query {
  return {
    fieldManager,
    dryRun: dryRun === 'server' ? 'All' : undefined,
    fieldValidation: validate === undefined ? undefined : fieldValidation(validate),
  };
}

/** `--validate` as the API's fieldValidation; throws kubectl's error for a value that it does not know. */
export function fieldValidation(validate: string): 'Strict' | 'Warn' | 'Ignore' {
  switch (validate) {
    case '':
    case 'true':
    case 'strict':
      return 'Strict';
    case 'warn':
      return 'Warn';
    case 'false':
    case 'ignore':
      return 'Ignore';
    default:
      throw new Error(
        `invalid - validate option ${JSON.stringify(validate)}; must be one of: strict (or true), warn, ignore (or false)`,
      );
  }
}
