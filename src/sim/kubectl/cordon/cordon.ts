import type { Process } from '../../../api/process.ts';
import { type AnyObject, resourceText } from '../client/resource.ts';
import { type Command, DRY_RUN_FLAG, SELECTOR_FLAG } from '../command.ts';
import { type DryRun, dryRunOf, writeQuery } from '../dry-run.ts';
import { textOf, throwAll, usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printResult } from '../print/result.ts';
import type { Info } from '../resource/info.ts';
import { patchBetween, sendPatch } from '../resource/patch-object.ts';
import { fetchAll, select } from '../resource/select.ts';

const FLAGS = [SELECTOR_FLAG, DRY_RUN_FLAG];

/** `kubectl cordon`. Models kubectl/pkg/cmd/drain. */
export const cordonCommand: Command = {
  name: 'cordon',
  flags: FLAGS,
  run: (invocation) => setUnschedulable(invocation, true),
};

/** `kubectl uncordon`. */
export const uncordonCommand: Command = {
  name: 'uncordon',
  flags: FLAGS,
  run: (invocation) => setUnschedulable(invocation, false),
};

function* setUnschedulable(invocation: Invocation, wanted: boolean): Process<void> {
  const dryRun = dryRunOf(invocation.flags);
  yield* cordonNodes(invocation, yield* findNodes(invocation, wanted ? 'cordon' : 'uncordon'), wanted, dryRun);
}

type Found = Info & { readonly object: AnyObject };

/** The nodes that the arguments or `-l` mean. Throws kubectl's errors. Models DrainCmdOptions.Complete. */
export function* findNodes(invocation: Invocation, word: string): Process<readonly Found[]> {
  const { flags, args, path } = invocation;
  if (args.length === 0 && !flags.given('selector')) throw usageError(path, `USAGE: ${word} NODE [flags]`);
  if (args.length > 0 && flags.string('selector')) {
    throw usageError(path, 'error: cannot specify both a node name and a --selector option');
  }
  const named = args.map((arg) => (arg.includes('/') ? arg : `nodes/${arg}`));
  const selection = yield* select(invocation, { args: named.length ? named : ['nodes'] });
  const errors: unknown[] = [...selection.errors];
  const infos = yield* fetchAll(invocation, selection, errors);
  throwAll(errors);
  const other = infos.find(({ resource }) => resource.kind !== 'Node');
  if (other) {
    throw new Error(`error: expected resource of type node, got ${JSON.stringify(resourceText(other.resource))}`);
  }
  return infos;
}

/** Makes nodes unschedulable, or schedulable again, and says so. Models RunCordonOrUncordon. */
export function* cordonNodes(
  invocation: Invocation,
  infos: readonly Found[],
  wanted: boolean,
  dryRun: DryRun,
): Process<void> {
  const word = wanted ? 'cordon' : 'uncordon';
  for (const info of infos) {
    const patch = patchBetween(info, info.object, withUnschedulable(info.object, wanted));
    if (!patch || isUnschedulable(info.object) === wanted) {
      printResult(invocation, info, info.object, `already ${word}ed`, dryRun);
      continue;
    }
    try {
      if (dryRun !== 'client') yield* sendPatch(invocation, info, patch, writeQuery(dryRun, ''));
      printResult(invocation, info, info.object, `${word}ed`, dryRun);
    } catch (error) {
      invocation.err(`error: unable to ${word} node ${JSON.stringify(info.name)}: ${textOf(error)}\n`);
    }
  }
}

function isUnschedulable(node: AnyObject): boolean {
  return (node['spec'] as { readonly unschedulable?: boolean } | undefined)?.unschedulable === true;
}

function withUnschedulable(node: AnyObject, wanted: boolean): AnyObject {
  const { unschedulable: _, ...spec } = (node['spec'] ?? {}) as Record<string, unknown>;
  return { ...node, spec: wanted ? { ...spec, unschedulable: true } : spec };
}
