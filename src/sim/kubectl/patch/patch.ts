import { parseApiVersion } from '../../../api/meta.ts';
import { schemaNameOf } from '../../../api/openapi.ts';
import { applyJsonPatch, type JsonPatchOperation } from '../../../api/patch/json-patch.ts';
import { applyMergePatch } from '../../../api/patch/merge-patch.ts';
import { applyStrategicMergePatch } from '../../../api/patch/strategic-merge.ts';
import type { Process } from '../../../api/process.ts';
import type { PatchType } from '../../../api/request.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import { deepEqual } from '../../../base/equal.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject } from '../client/resource.ts';
import { type Command, DRY_RUN_FLAG, FILE_FLAGS, PRINT_FLAGS } from '../command.ts';
import { dryRunOf, writeQuery } from '../dry-run.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { type Info, targetOf } from '../resource/info.ts';
import { localObjects } from '../resource/local.ts';
import { fetchAll, select } from '../resource/select.ts';

/** `kubectl patch`. Models kubectl/pkg/cmd/patch. */
export const patchCommand: Command = {
  name: 'patch',
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    DRY_RUN_FLAG,
    { name: 'patch', short: 'p', type: 'string' },
    { name: 'patch-file', type: 'string' },
    { name: 'type', type: 'string', default: 'strategic' },
    { name: 'subresource', type: 'string' },
    { name: 'local', type: 'bool' },
    { name: 'field-manager', type: 'string', default: 'kubectl-patch' },
  ],
  run: patch,
};

const TYPES: Readonly<Record<string, PatchType>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

function* patch(invocation: Invocation): Process<void> {
  const { flags, env, api } = invocation;
  const given = flags.given('patch');
  if (given && flags.given('patch-file')) throw new Error('cannot specify --patch and --patch-file together');
  if (!flags.string('patch') && !flags.string('patch-file')) {
    throw new Error('must specify --patch or --patch-file containing the contents of the patch');
  }
  const type = TYPES[flags.string('type')];
  if (!type)
    throw new Error(`--type must be one of [json merge strategic], not ${JSON.stringify(flags.string('type'))}`);
  checkOutput(invocation);
  const dryRun = dryRunOf(flags);
  const file = flags.string('patch-file');
  const text = given ? flags.string('patch') : env.files?.get(file);
  if (text === undefined) throw new Error(`unable to read patch file: open ${file}: no such file or directory`);
  const body = patchBody(text);
  const errors: unknown[] = [];
  for (const info of yield* targets(invocation, errors)) {
    try {
      if (flags.bool('local') || dryRun === 'client') {
        const next = patchedLocally(info, type, body);
        report(invocation, info, next, !deepEqual(next, info.object));
        continue;
      }
      const target = targetOf(info, flags.string('subresource') || undefined);
      const next = yield* api.patch(target, type, body, writeQuery(dryRun, flags.string('field-manager')));
      // What comes from a file is compared with the file.
      const fromFile = flags.given('filename');
      report(invocation, subject(info, next), next, fromFile || !deepEqual(next, info.object));
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
}

type Loaded = Info & { readonly object: AnyObject };

function* targets(invocation: Invocation, errors: unknown[]): Process<Loaded[]> {
  if (invocation.flags.bool('local')) return yield* localObjects(invocation, invocation.args);
  const selection = yield* select(invocation);
  errors.push(...selection.errors);
  return yield* fetchAll(invocation, selection, errors);
}

/** Unlike other commands, patch does not say that a run was dry. */
function report(invocation: Invocation, info: Info, next: AnyObject, changed: boolean): void {
  printResult(invocation, info, next, changed ? 'patched' : 'patched (no change)');
}

/** What the server would make of a patch. Models getPatchedJSON. */
function patchedLocally({ resource, object }: Loaded, type: PatchType, body: unknown): AnyObject {
  const patch = typeof body === 'string' ? (JSON.parse(body) as unknown) : body;
  if (type === TYPES['json']) return applyJsonPatch(object, patch as JsonPatchOperation[]) as AnyObject;
  const schema = schemaNameOf(resource);
  if (type === TYPES['strategic'] && schema) {
    return applyStrategicMergePatch(object as never, patch as never, schema) as AnyObject;
  }
  return applyMergePatch(object, patch) as AnyObject;
}

/** What has been patched, as the result names it: of a subresource such as scale it is an object of another kind. */
function subject<T extends Info>(info: T, { apiVersion = '', kind }: AnyObject): T {
  const { resource } = info;
  if (kind === undefined || kind === resource.kind) return info;
  return { ...info, resource: { ...resource, ...parseApiVersion(apiVersion), kind } };
}

/** JSON goes to the server as it is, YAML as the JSON that it stands for. */
function patchBody(text: string): unknown {
  if (text.trimStart().startsWith('{')) return text;
  const [document] = parseDocuments(text);
  if (document?.error) {
    const message = document.error.message.replace('error converting YAML to JSON: ', '');
    throw new Error(`unable to parse ${goQuote(text)}: ${message}`);
  }
  return document?.value ?? {};
}
