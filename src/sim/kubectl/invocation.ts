import type { Api } from './client/api.ts';
import type { Mapper } from './client/mapper.ts';
import type { KubectlEnv } from './env.ts';
import type { Flags } from './flags.ts';

/** One run of one command: its arguments, its connection to the server, where its output goes. */
export interface Invocation {
  readonly env: KubectlEnv;
  /** The command with its parents, e.g. `kubectl rollout status`. */
  readonly path: string;
  readonly flags: Flags;
  readonly args: readonly string[];
  /** Number of arguments before `--`, or -1. */
  readonly dashAt: number;
  /** The namespace to work in. */
  readonly namespace: string;
  /** Whether the command line names the namespace. */
  readonly namespaceGiven: boolean;
  readonly api: Api;
  readonly mapper: Mapper;
  /** How many YAML documents have been printed: each but the first has `---` above it. */
  readonly yaml: { documents: number };
  out(text: string): void;
  err(text: string): void;
}
