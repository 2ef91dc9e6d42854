import type { Taint } from '../../../api/k8s/core-v1.gen.ts';
import { labelValue, qualifiedName } from '../../../api/names.ts';
import type { Process } from '../../../api/process.ts';
import type { AnyObject } from '../client/resource.ts';
import { ALL_FLAG, type Command, DRY_RUN_FLAG, PRINT_FLAGS, SELECTOR_FLAG, VALIDATE_FLAG } from '../command.ts';
import { dryRunOf, writeQuery } from '../dry-run.ts';
import { throwAll, usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { patchBetween, sendPatch } from '../resource/patch-object.ts';
import { fetchAll, select } from '../resource/select.ts';

/** `kubectl taint`. Models kubectl/pkg/cmd/taint. */
export const taintCommand: Command = {
  name: 'taint',
  flags: [
    ...PRINT_FLAGS,
    SELECTOR_FLAG,
    ALL_FLAG,
    DRY_RUN_FLAG,
    { name: 'overwrite', type: 'bool' },
    VALIDATE_FLAG,
    { name: 'field-manager', type: 'string', default: 'kubectl-taint' },
  ],
  run: taint,
};

/** A taint to take away; without an effect, all of its key. */
interface Removal {
  readonly key: string;
  readonly effect: string;
  readonly text: string;
}

function* taint(invocation: Invocation): Process<void> {
  const { flags, args, path } = invocation;
  checkOutput(invocation);
  const dryRun = dryRunOf(flags);
  const first = args.findIndex((arg) => /[=:]|-$/.test(arg));
  const resources = first < 0 ? args : args.slice(0, first);
  const specs = first < 0 ? [] : args.slice(first);
  if (resources.length === 0) throw new Error('one or more resources must be specified as <resource> <name>');
  if (specs.length === 0) throw new Error('at least one taint update is required');
  const add = specs.filter((spec) => !spec.endsWith('-')).map((spec) => parseTaint(spec, path));
  refuseDuplicates(add, path);
  const remove = specs.filter((spec) => spec.endsWith('-')).map(parseRemoval);
  const all = flags.bool('all');
  const selection = yield* select(invocation, { args: resources, all });
  const errors: unknown[] = [...selection.errors];
  for (const info of yield* fetchAll(invocation, selection, errors)) {
    try {
      if (info.resource.kind !== 'Node') {
        throw new Error(`invalid resource type ${info.resource.singular}, only node types are supported`);
      }
      const before = taintsOf(info.object);
      if (!flags.bool('overwrite')) refuseOverwrite(info.name, before, add);
      const after = changed(before, add, remove);
      const next = withTaints(info.object, after);
      const patch = patchBetween(info, info.object, next);
      const query = writeQuery(dryRun, flags.string('field-manager'));
      const result = dryRun === 'client' || !patch ? next : yield* sendPatch(invocation, info, patch, query);
      // Unlike other commands, taint does not say that a run was dry.
      printResult(invocation, info, result, operationOf(before, add, remove));
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
}

function parseTaint(spec: string, path: string): Taint {
  const refuse = (problems: readonly string[] = []): never => {
    throw usageError(
      path,
      `invalid taint spec: ${[spec, ...(problems.length > 0 ? [problems.join('; ')] : [])].join(', ')}`,
    );
  };
  const [keyAndValue = '', effect, ...rest] = spec.split(':');
  if (rest.length > 0) refuse();
  // Without an effect all is the key.
  const [key = '', value, ...more] = effect === undefined ? [keyAndValue] : keyAndValue.split('=');
  if (more.length > 0) refuse();
  if (effect !== undefined && !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect)) {
    throw usageError(path, `invalid taint effect: ${effect}, unsupported taint effect`);
  }
  const valueProblems = labelValue(value ?? '');
  if (valueProblems.length > 0) refuse(valueProblems);
  const problems = qualifiedName(key);
  if (problems.length > 0) refuse(problems);
  if (effect === undefined) return refuse();
  return { key, ...(value ? { value } : {}), effect };
}

function refuseDuplicates(add: readonly Taint[], path: string): void {
  const twice = add.find((taint, i) => add.slice(0, i).some((each) => same(each, taint)));
  if (!twice) return;
  const { key, value = '', effect } = twice;
  throw usageError(path, `duplicated taints with the same key and effect: {${key} ${value} ${effect} <nil>}`);
}

function parseRemoval(spec: string): Removal {
  const text = spec.slice(0, -1);
  const [keyAndValue, effect = ''] = text.split(':') as [string, string?];
  return { key: keyAndValue.split('=')[0]!, effect, text };
}

function taintsOf(node: AnyObject): readonly Taint[] {
  return (node['spec'] as { readonly taints?: readonly Taint[] } | undefined)?.taints ?? [];
}

function withTaints(node: AnyObject, taints: readonly Taint[]): AnyObject {
  const { taints: _, ...spec } = (node['spec'] ?? {}) as Record<string, unknown>;
  return { ...node, spec: taints.length ? { ...spec, taints } : spec };
}

function same(a: { key: string; effect: string }, b: { key: string; effect: string }): boolean {
  return a.key === b.key && a.effect === b.effect;
}

function refuseOverwrite(name: string, before: readonly Taint[], add: readonly Taint[]): void {
  const taken = add.filter((taint) => before.some((each) => same(each, taint))).map((taint) => taint.key);
  if (taken.length > 0) {
    throw new Error(
      `node ${name} already has ${taken.join(',')} taint(s) with same effect(s) and --overwrite is false`,
    );
  }
}

function changed(before: readonly Taint[], add: readonly Taint[], remove: readonly Removal[]): readonly Taint[] {
  const goes = (taint: Taint): boolean =>
    remove.some(({ key, effect }) => key === taint.key && (effect === '' || effect === taint.effect));
  const missing = remove.filter(
    ({ key, effect }) => !before.some((taint) => taint.key === key && (effect === '' || effect === taint.effect)),
  );
  throwAll(missing.map(({ text }) => new Error(`taint ${JSON.stringify(text)} not found`)));
  return [...add, ...before.filter((taint) => !goes(taint) && !add.some((each) => same(each, taint)))];
}

function operationOf(before: readonly Taint[], add: readonly Taint[], remove: readonly Removal[]): string {
  if (add.length === 0) return 'untainted';
  const overwrites = add.some((taint) => before.some((each) => same(each, taint)));
  return remove.length > 0 || overwrites ? 'modified' : 'tainted';
}
