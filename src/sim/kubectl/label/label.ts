import { createMergePatch } from '../../../api/patch/merge-patch.ts';
import type { Process } from '../../../api/process.ts';
import type { AnyObject } from '../client/resource.ts';
import { ALL_FLAG, type Command, DRY_RUN_FLAG, FILE_FLAGS, PRINT_FLAGS, SELECTOR_FLAG } from '../command.ts';
import { type DryRun, dryRunOf, writeQuery } from '../dry-run.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { type Info, targetOf } from '../resource/info.ts';
import { localObjects } from '../resource/local.ts';
import { fetchAll, select } from '../resource/select.ts';
import { type MapChange, splitPairs } from './pairs.ts';

const FLAGS = [
  ...FILE_FLAGS,
  ...PRINT_FLAGS,
  SELECTOR_FLAG,
  ALL_FLAG,
  DRY_RUN_FLAG,
  { name: 'all-namespaces', short: 'A', type: 'bool' },
  { name: 'field-manager', type: 'string' },
  { name: 'field-selector', type: 'string' },
  { name: 'list', type: 'bool' },
  { name: 'local', type: 'bool' },
  { name: 'overwrite', type: 'bool' },
  { name: 'resource-version', type: 'string' },
] as const;

/** `kubectl label`. Models kubectl/pkg/cmd/label. */
export const labelCommand: Command = {
  name: 'label',
  flags: FLAGS,
  run: (invocation) => changeMaps(invocation, 'labels'),
};

/** `kubectl annotate`. Models kubectl/pkg/cmd/annotate. */
export const annotateCommand: Command = {
  name: 'annotate',
  flags: FLAGS,
  run: (invocation) => changeMaps(invocation, 'annotations'),
};

type Field = 'labels' | 'annotations';
type Labels = Readonly<Record<string, string>>;

function* changeMaps(invocation: Invocation, field: Field): Process<void> {
  const { flags } = invocation;
  const dryRun = dryRunOf(flags);
  checkOutput(invocation);
  const { resources, change } = splitPairs(invocation.args, field);
  if (resources.length === 0 && !flags.given('filename')) {
    throw new Error('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (!flags.bool('list') && change.set.size === 0 && change.remove.length === 0) {
    throw new Error(`at least one ${field === 'labels' ? 'label' : 'annotation'} update is required`);
  }
  if (flags.bool('all') && flags.string('selector')) {
    throw new Error('cannot set --all and --selector at the same time');
  }
  const errors: unknown[] = [];
  const infos = flags.bool('local')
    ? yield* localTargets(invocation, resources)
    : yield* selected(invocation, resources, errors);
  if (flags.string('resource-version') && infos.length > 1) {
    throw new Error('--resource-version may only be used with a single resource');
  }
  for (const info of infos) {
    try {
      yield* changeOne(invocation, info, field, change, dryRun, infos.length === 1);
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
}

type Loaded = Info & { readonly object: AnyObject };

function* selected(invocation: Invocation, args: readonly string[], errors: unknown[]): Process<Loaded[]> {
  const { flags } = invocation;
  const allNamespaces = flags.bool('all-namespaces');
  const selection = yield* select(invocation, { args, all: flags.bool('all'), allNamespaces });
  errors.push(...selection.errors);
  return yield* fetchAll(invocation, selection, errors, allNamespaces);
}

function* localTargets(invocation: Invocation, args: readonly string[]): Process<Loaded[]> {
  if (!invocation.flags.given('filename')) {
    throw new Error('can only use local files by -f pod.yaml or --filename=pod.json when --local=true is set');
  }
  return yield* localObjects(invocation, args);
}

/** `--list`: what the object would have then. */
function list({ out, err }: Invocation, { resource, name }: Info, map: Labels, field: Field, alone: boolean): void {
  if (!alone) err(`Listing ${field} for ${resource.kind}.${resource.group}/${name}:\n`);
  for (const key of Object.keys(map).sort()) out(`${alone ? '' : ' '}${key}=${map[key]}\n`);
}

function* changeOne(
  invocation: Invocation,
  info: Info & { readonly object: AnyObject },
  field: Field,
  change: MapChange,
  dryRun: DryRun,
  alone: boolean,
): Process<void> {
  const { flags, api, out } = invocation;
  const before: Labels = info.object.metadata?.[field] ?? {};
  if (!flags.bool('overwrite')) refuseOverwrite(field, before, change);
  const after = Object.fromEntries([
    ...Object.entries(before).filter(([key]) => !change.remove.includes(key)),
    ...change.set,
  ]);
  if (field === 'labels') {
    for (const key of change.remove) if (before[key] === undefined) out(`label "${key}" not found.\n`);
  }
  if (flags.bool('list')) {
    list(invocation, info, after, field, alone);
    return;
  }
  const { [field]: _, ...metadata } = info.object.metadata ?? {};
  const next: AnyObject = {
    ...info.object,
    metadata: Object.keys(after).length ? { ...metadata, [field]: after } : metadata,
  };
  const patch = createMergePatch(info.object, next);
  const changed = Object.keys(patch).length > 0;
  const manager = flags.string('field-manager') || (field === 'labels' ? 'kubectl-label' : 'kubectl-annotate');
  const query = writeQuery(dryRun, manager);
  const version = flags.string('resource-version');
  const result =
    flags.bool('local') || dryRun === 'client' || (!changed && field === 'labels')
      ? next
      : yield* api.patch(targetOf(info), 'application/merge-patch+json', withVersion(patch, version), query);
  printResult(invocation, info, result, operationOf(field, change, changed), dryRun);
}

function operationOf(field: Field, change: MapChange, changed: boolean): string {
  if (field === 'annotations') return 'annotated';
  if (!changed) return 'not labeled';
  return change.set.size === 0 ? 'unlabeled' : 'labeled';
}

function refuseOverwrite(field: Field, before: Labels, change: MapChange): void {
  const taken = [...change.set].filter(([key, value]) => before[key] !== undefined && before[key] !== value);
  if (taken.length === 0) return;
  if (field === 'labels') {
    const [key] = taken[0]!;
    throw new Error(`'${key}' already has a value (${before[key]}), and --overwrite is false`);
  }
  const list = taken.map(([key]) => `'${key}' already has a value (${before[key]})`).join('; ');
  throw new Error(`--overwrite is false but found the following declared annotation(s): ${list}`);
}

/** A write that only an object of this version accepts. */
function withVersion(patch: unknown, resourceVersion: string): unknown {
  if (resourceVersion === '') return patch;
  const { metadata, ...rest } = patch as { readonly metadata?: object };
  return { ...rest, metadata: { ...metadata, resourceVersion } };
}
