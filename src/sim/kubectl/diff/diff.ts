import { schemaNameOf } from '../../../api/openapi.ts';
import { createThreeWayMergePatch } from '../../../api/patch/merge-patch.ts';
import { createThreeWayPatch } from '../../../api/patch/strategic-merge.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { toYaml } from '../../../api/yaml/to-yaml.ts';
import { LAST_APPLIED, lastApplied } from '../apply/last-applied.ts';
import type { AnyObject } from '../client/resource.ts';
import { type Command, FILE_FLAGS, SELECTOR_FLAG } from '../command.ts';
import { CodedError, ExitError, usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { logLine } from '../klog.ts';
import { latest, targetOf } from '../resource/info.ts';
import { type Loaded, loadManifests } from '../resource/load.ts';
import { temporaryName } from '../temporary-name.ts';
import { maskSecrets } from './secrets.ts';
import { unifiedDiff } from './unified.ts';

/** `kubectl diff`. Models kubectl/pkg/cmd/diff. */
export const diffCommand: Command = {
  name: 'diff',
  flags: [
    ...FILE_FLAGS,
    SELECTOR_FLAG,
    { name: 'concurrency', type: 'int', default: '1' },
    { name: 'field-manager', type: 'string' },
    { name: 'force-conflicts', type: 'bool' },
    { name: 'prune', type: 'bool', missing: true },
    { name: 'prune-allowlist', type: 'array', missing: true },
    { name: 'server-side', type: 'bool' },
    { name: 'show-managed-fields', type: 'bool' },
  ],
  run: diff,
};

/** All that goes wrong ends with a code above 1, which means that there are differences. */
function* diff(invocation: Invocation): Process<void> {
  try {
    yield* compareAll(invocation);
  } catch (error) {
    throw error instanceof ExitError ? error : new CodedError(error, 2);
  }
}

interface Versions {
  readonly name: string;
  readonly live: string;
  readonly merged: string;
}

function* compareAll(invocation: Invocation): Process<void> {
  const { flags, args, path, env, out } = invocation;
  if (args.length > 0) throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
  if (!flags.given('filename')) throw new Error('must specify one of -f and -k');
  if (flags.bool('force-conflicts') && !flags.bool('server-side')) {
    throw new Error('--force-conflicts only works with --server-side');
  }
  const { infos, errors } = yield* loadManifests(invocation);
  if (errors.length > 0) throw errors[0];
  const versions: Versions[] = [];
  for (const info of infos) versions.push(yield* versionsOf(invocation, info));
  const [from, to] = [temporaryName(env, 'LIVE-'), temporaryName(env, 'MERGED-')];
  const time = `${new Date(env.nowMs()).toISOString().replace('T', ' ').replace('Z', '000000')} +0000`;
  let differ = false;
  for (const { name, live, merged } of versions.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const text = unifiedDiff(live, merged);
    if (text === '') continue;
    differ = true;
    out(`diff -u -N ${from}/${name} ${to}/${name}\n--- ${from}/${name}\t${time}\n+++ ${to}/${name}\t${time}\n${text}`);
  }
  if (differ) throw new ExitError(1);
}

function* versionsOf(invocation: Invocation, info: Loaded): Process<Versions> {
  const { resource, namespace, name } = info;
  let live: AnyObject | undefined;
  try {
    live = (yield* latest(invocation.api, info)).object;
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
  let merged: AnyObject | undefined = yield* mergedOf(invocation, info, live);
  if (resource.group === '' && resource.kind === 'Secret') [live, merged] = maskSecrets(live, merged);
  const text = (object: AnyObject | undefined): string =>
    object ? toYaml(invocation.flags.bool('show-managed-fields') ? object : withoutManagedFields(object)) : '';
  const group = resource.group ? `${resource.group}.` : '';
  return {
    name: `${group}${resource.version}.${resource.kind}.${namespace}.${name}`,
    live: text(live),
    merged: text(merged),
  };
}

function withoutManagedFields(object: AnyObject): AnyObject {
  const { managedFields: _, ...metadata } = object.metadata ?? {};
  return { ...object, metadata };
}

/** A write that meets another one is tried again, at last regardless of what has changed. */
const TRIES = 4;

function* mergedOf(invocation: Invocation, info: Loaded, live: AnyObject | undefined): Process<AnyObject> {
  for (let attempt = 1; ; attempt++) {
    if (attempt === TRIES) warnOfChanges(invocation, info);
    try {
      return yield* tryMerge(invocation, info, live);
    } catch (error) {
      if (!isReason(error, 'Conflict') || attempt === TRIES) throw error;
    }
  }
}

function warnOfChanges({ env, err }: Invocation, { resource, name }: Loaded): void {
  const { group, version, kind } = resource;
  const text = `Object (${group}/${version}, Kind=${kind}: ${name}) keeps changing, diffing without lock`;
  err(`${logLine('W', env.nowMs(), 'diff.go:723', text)}\n`);
}

/** What the object would be after apply, as the server says. Models InfoObject.Merged. */
function* tryMerge(invocation: Invocation, info: Loaded, live: AnyObject | undefined): Process<AnyObject> {
  const { flags, api } = invocation;
  const dryRun = 'All';
  const serverSide = flags.bool('server-side');
  const fieldManager = flags.string('field-manager') || (serverSide ? 'kubectl' : 'kubectl-client-side-apply');
  const target = targetOf(info);
  if (serverSide) {
    const force = flags.bool('force-conflicts') ? 'true' : 'false';
    return yield* api.patch(target, 'application/apply-patch+yaml', info.object, { dryRun, fieldManager, force });
  }
  const { name: _, ...collection } = target;
  if (!live) return yield* api.create(collection, info.object, { dryRun, fieldManager });
  const schema = schemaNameOf(info.resource);
  const original = lastApplied(live) ?? {};
  const { [LAST_APPLIED]: _annotation, ...annotations } = info.object.metadata?.annotations ?? {};
  const modified = { ...info.object, metadata: { ...info.object.metadata, annotations } };
  const body = schema
    ? createThreeWayPatch(original, modified, live, schema)
    : createThreeWayMergePatch(original, modified, live);
  if (Object.keys(body).length === 0) return live;
  const type = schema ? 'application/strategic-merge-patch+json' : 'application/merge-patch+json';
  return yield* api.patch(target, type, body, { dryRun, fieldManager });
}
