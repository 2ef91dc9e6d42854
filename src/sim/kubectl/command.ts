import type { Process } from '../../api/process.ts';
import type { FlagSpec } from './flags.ts';
import type { Invocation } from './invocation.ts';

/** A command, or a group of commands. */
export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly flags?: readonly FlagSpec[];
  /** What it prints on standard output when run without a subcommand it knows; absent for a group. */
  run?(invocation: Invocation): Process<void>;
  readonly commands?: readonly Command[];
  /** Subcommands of the real kubectl that are not simulated. */
  readonly missing?: readonly string[];
}

/** `-f`, `-R`. */
export const FILE_FLAGS: readonly FlagSpec[] = [
  { name: 'filename', short: 'f', type: 'list' },
  { name: 'kustomize', short: 'k', type: 'string' },
  { name: 'recursive', short: 'R', type: 'bool' },
];

/** `-o` and its companions. */
export const PRINT_FLAGS: readonly FlagSpec[] = [
  { name: 'output', short: 'o', type: 'string' },
  { name: 'template', type: 'string' },
  { name: 'show-managed-fields', type: 'bool' },
  { name: 'allow-missing-template-keys', type: 'bool', default: 'true' },
];

export const SELECTOR_FLAG: FlagSpec = { name: 'selector', short: 'l', type: 'string' };
export const ALL_FLAG: FlagSpec = { name: 'all', type: 'bool' };
export const DRY_RUN_FLAG: FlagSpec = { name: 'dry-run', type: 'string', default: 'none', bare: 'unchanged' };
export const VALIDATE_FLAG: FlagSpec = { name: 'validate', type: 'string', default: 'strict', bare: 'strict' };
export const FIELD_MANAGER_FLAG: FlagSpec = { name: 'field-manager', type: 'string' };
