import { parseApiVersion } from '../../../api/meta.ts';
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
  if (!given && !flags.given('patch-file')) {
    throw new Error('must specify --patch or --patch-file containing the contents of the patch');
  }
  const type = TYPES[flags.string('type')];
  if (!type)
    throw new Error(`--type must be one of [json merge strategic], not ${JSON.stringify(flags.string('type'))}`);
  checkOutput(invocation);
  const dryRun = dryRunOf(flags);
  const text = given ? flags.string('patch') : (env.files?.get(flags.string('patch-file')) ?? '');
  const body = patchBody(text);
  const selection = yield* select(invocation);
  const errors: unknown[] = [...selection.errors];
  for (const info of yield* fetchAll(invocation, selection, errors)) {
    try {
      const target = targetOf(info, flags.string('subresource') || undefined);
      const query = writeQuery(dryRun, flags.string('field-manager'));
      const next = dryRun === 'client' ? info.object : yield* api.patch(target, type, body, query);
      const changed = dryRun === 'client' || !deepEqual(next, info.object);
      printResult(invocation, subject(info, next), next, changed ? 'patched' : 'patched (no change)', dryRun);
    } catch (error) {
      errors.push(error);
    }
  }
  throwAll(errors);
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
