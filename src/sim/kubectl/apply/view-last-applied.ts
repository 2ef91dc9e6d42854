import type { Process } from '../../../api/process.ts';
import { toYaml } from '../../../api/yaml/to-yaml.ts';
import { ALL_FLAG, type Command, FILE_FLAGS, SELECTOR_FLAG } from '../command.ts';
import { throwAll, usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { goJson } from '../print/go-values.ts';
import { fetchAll, select } from '../resource/select.ts';
import { lastApplied } from './last-applied.ts';

/** `kubectl apply view-last-applied`. Models kubectl/pkg/cmd/apply/apply_view_last_applied.go. */
export const viewLastAppliedCommand: Command = {
  name: 'view-last-applied',
  flags: [...FILE_FLAGS, SELECTOR_FLAG, ALL_FLAG, { name: 'output', short: 'o', type: 'string', default: 'yaml' }],
  run: view,
};

function* view(invocation: Invocation): Process<void> {
  const { flags, path, out } = invocation;
  const output = flags.string('output');
  const selection = yield* select(invocation, { all: flags.bool('all') });
  const errors: unknown[] = [...selection.errors];
  const infos = yield* fetchAll(invocation, selection, errors);
  throwAll(errors);
  if (output !== '' && output !== 'yaml' && output !== 'json') {
    throw usageError(path, `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`);
  }
  for (const { object } of infos) {
    const applied = lastApplied(object);
    if (applied) out(output === 'json' ? `${goJson(applied, 2)}\n` : toYaml(applied));
  }
}
