import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { withLastApplied } from '../apply/last-applied.ts';
import type { AnyObject } from '../client/resource.ts';
import { type Command, FILE_FLAGS, PRINT_FLAGS, VALIDATE_FLAG } from '../command.ts';
import { writeQuery } from '../dry-run.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { goJson } from '../print/go-values.ts';
import { targetOf } from '../resource/info.ts';
import { patchBetween } from '../resource/patch-object.ts';
import { fetchAll, select } from '../resource/select.ts';
import { type Edited, editObjects } from './session.ts';

/** `kubectl edit`. Models kubectl/pkg/cmd/edit. */
export const editCommand: Command = {
  name: 'edit',
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    VALIDATE_FLAG,
    { name: 'field-manager', type: 'string', default: 'kubectl-edit' },
    { name: 'output-patch', type: 'bool' },
    { name: 'save-config', type: 'bool' },
    { name: 'subresource', type: 'string' },
    { name: 'windows-line-endings', type: 'bool', missing: true },
  ],
  run: edit,
};

function* edit(invocation: Invocation): Process<void> {
  const { flags } = invocation;
  const infos = yield* edited(invocation);
  const output = flags.string('output');
  if (output !== '' && output !== 'yaml' && output !== 'json') {
    throw new Error(
      `unable to match a printer suitable for the output format ${goQuote(output)}, allowed formats are: json,yaml`,
    );
  }
  yield* editObjects(invocation, infos, {
    ofLastApplied: false,
    save: (info, object) => save(invocation, info, object),
  });
}

function* edited(invocation: Invocation): Process<readonly Edited[]> {
  const subresource = invocation.flags.string('subresource');
  const selection = yield* select(invocation, { typeMeansAll: true });
  const errors: unknown[] = [...selection.errors];
  const infos = yield* fetchAll(invocation, selection, errors);
  throwAll(errors);
  if (subresource === '') return infos;
  const found: Edited[] = [];
  for (const info of infos) found.push({ ...info, object: yield* invocation.api.get(targetOf(info, subresource)) });
  return found;
}

function* save(invocation: Invocation, info: Edited, object: AnyObject): Process<AnyObject> {
  const { flags, api, out } = invocation;
  const { managedFields: _, ...metadata } = info.object.metadata ?? {};
  const next = flags.bool('save-config') ? withLastApplied(object) : object;
  const patch = patchBetween(info, { ...info.object, metadata }, next);
  if (flags.bool('output-patch')) out(`Patch: ${goJson(patch?.body ?? {})}\n`);
  const query = writeQuery('none', flags.string('field-manager'), flags.string('validate'));
  const type = patch?.type ?? 'application/merge-patch+json';
  return yield* api.patch(targetOf(info, flags.string('subresource') || undefined), type, patch?.body ?? {}, query);
}
