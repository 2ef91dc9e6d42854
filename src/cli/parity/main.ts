import { parityCommand } from './parity.ts';

/** The command line of `npm run parity`; `root` is the project's folder. */
export function main(argv: readonly string[], root: string): void {
  process.exitCode = parityCommand(argv, root);
}
