import type { Process } from '../../../api/process.ts';
import { parseLabelSelector } from '../../../api/selectors.ts';
import { type Command, DRY_RUN_FLAG, SELECTOR_FLAG } from '../command.ts';
import { cordonNodes, findNodes } from '../cordon/cordon.ts';
import { dryRunOf } from '../dry-run.ts';
import { SeveralErrors, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { printResult } from '../print/result.ts';
import { removePods } from './evict.ts';
import { podsToDrain, refusals, warnings } from './pods.ts';

/** `kubectl drain`. Models kubectl/pkg/cmd/drain and kubectl/pkg/drain. */
export const drainCommand: Command = {
  name: 'drain',
  flags: [
    SELECTOR_FLAG,
    DRY_RUN_FLAG,
    { name: 'chunk-size', type: 'int', default: '500' },
    { name: 'delete-emptydir-data', type: 'bool' },
    { name: 'disable-eviction', type: 'bool' },
    { name: 'force', type: 'bool' },
    { name: 'grace-period', type: 'int', default: '-1' },
    { name: 'ignore-daemonsets', type: 'bool' },
    { name: 'pod-selector', type: 'string' },
    { name: 'skip-wait-for-delete-timeout', type: 'int', default: '0' },
    { name: 'timeout', type: 'duration', default: '0s' },
  ],
  run: drain,
};

function* drain(invocation: Invocation): Process<void> {
  const { flags, err } = invocation;
  const dryRun = dryRunOf(flags);
  checkPodSelector(flags.string('pod-selector'));
  const nodes = yield* findNodes(invocation, 'drain');
  yield* cordonNodes(invocation, nodes, true, dryRun);
  const fatal: unknown[] = [];
  const left: string[] = [];
  for (const node of nodes) {
    try {
      yield* drainNode(invocation, node.name);
      printResult(invocation, node, node.object, 'drained', dryRun);
    } catch (error) {
      err(
        `error: unable to drain node ${JSON.stringify(node.name)} due to error: ${textOf(error)}, continuing command...\n`,
      );
      fatal.push(error);
      left.push(node.name);
    }
  }
  if (left.length === 0) return;
  err(`There are pending nodes to be drained:\n${left.map((name) => ` ${name}\n`).join('')}`);
  throw fatal.length === 1 ? fatal[0] : new SeveralErrors(fatal);
}

function checkPodSelector(text: string): void {
  try {
    parseLabelSelector(text);
  } catch {
    throw new Error('--pod-selector=<pod_selector> must be a valid label selector');
  }
}

function* drainNode(invocation: Invocation, name: string): Process<void> {
  const { flags, out, err } = invocation;
  const found = yield* podsToDrain(invocation, name);
  const refused = refusals(found);
  if (refused.length > 0) throw new SeveralErrors(refused);
  const warning = warnings(found);
  if (warning !== '') err(`Warning: ${warning}\n`);
  const pods = found.filter(({ verdict }) => verdict.delete).map(({ pod }) => pod);
  if (dryRunOf(flags) === 'client') {
    for (const { metadata } of pods) out(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)\n`);
    return;
  }
  try {
    yield* removePods(invocation, pods);
  } catch (error) {
    yield* reportPending(invocation, name, error);
    throw error;
  }
}

function* reportPending(invocation: Invocation, name: string, error: unknown): Process<void> {
  const { err } = invocation;
  const found = yield* podsToDrain(invocation, name);
  const pods = found.filter(({ verdict }) => verdict.delete);
  if (pods.length > 0) {
    err(`There are pending pods in node ${JSON.stringify(name)} when an error occurred: ${textOf(error)}\n`);
    for (const { pod } of pods) err(`pod/${pod.metadata.name}\n`);
  }
  const refused = refusals(found);
  if (refused.length > 0) {
    err(`Following errors occurred while getting the list of pods to delete:\n${textOf(new SeveralErrors(refused))}`);
  }
}
