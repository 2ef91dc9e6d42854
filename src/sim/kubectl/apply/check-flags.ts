import { propagationOf } from '../delete/delete.ts';
import type { DryRun } from '../dry-run.ts';
import type { Flags } from '../flags.ts';

/** Throws an Error for flags of apply that do not go together. Models ApplyOptions.Validate. */
export function checkFlags(flags: Flags, dryRun: DryRun): void {
  const [serverSide, force, prune] = [flags.bool('server-side'), flags.bool('force'), flags.bool('prune')];
  propagationOf(flags.string('cascade'));
  const wrong = (is: boolean, text: string): void => {
    if (is) throw new Error(text);
  };
  wrong(!serverSide && flags.string('subresource') !== '', '--subresource can only be specified for --server-side');
  wrong(flags.bool('force-conflicts') && !serverSide, '--force-conflicts only works with --server-side');
  wrong(
    dryRun === 'client' && serverSide,
    "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
  );
  wrong(serverSide && force, '--force cannot be used with --server-side');
  wrong(dryRun === 'server' && force, '--dry-run=server cannot be used with --force');
  wrong(prune && force, '--force cannot be used with --prune');
  const selects = flags.string('selector') !== '';
  wrong(flags.bool('all') && selects, 'cannot set --all and --selector at the same time');
  wrong(
    prune && !flags.bool('all') && !selects,
    'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
  );
  wrong(prune && serverSide, "--prune is in alpha and doesn't currently work on objects created by server-side apply");
}
