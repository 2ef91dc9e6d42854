import type { Process } from '../../../api/process.ts';
import { type Command, FILE_FLAGS, PRINT_FLAGS } from '../command.ts';
import { editObjects } from '../edit/session.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { goJson } from '../print/go-values.ts';
import { targetOf } from '../resource/info.ts';
import { fetchAll, select } from '../resource/select.ts';
import { LAST_APPLIED, lastApplied } from './last-applied.ts';

/** `kubectl apply edit-last-applied`. Models kubectl/pkg/cmd/apply/apply_edit_last_applied.go. */
export const editLastAppliedCommand: Command = {
  name: 'edit-last-applied',
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    { name: 'validate', type: 'string', default: 'strict', bare: 'strict', missing: true },
    { name: 'windows-line-endings', type: 'bool', missing: true },
    { name: 'field-manager', type: 'string', default: 'kubectl-client-side-apply' },
  ],
  run: edit,
};

function* edit(invocation: Invocation): Process<void> {
  const { api, flags } = invocation;
  const selection = yield* select(invocation, { typeMeansAll: true });
  const errors: unknown[] = [...selection.errors];
  const infos = yield* fetchAll(invocation, selection, errors);
  throwAll(errors);
  const applied = infos.flatMap((info) => {
    const object = lastApplied(info.object);
    return object ? [{ ...info, object }] : [];
  });
  if (applied.length === 0) {
    throw new Error(
      'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
    );
  }
  yield* editObjects(invocation, applied, {
    ofLastApplied: true,
    save: (info, object) =>
      api.patch(
        targetOf(info),
        'application/merge-patch+json',
        { metadata: { annotations: { [LAST_APPLIED]: `${goJson(object)}\n` } } },
        { fieldManager: flags.string('field-manager') },
      ),
  });
}
