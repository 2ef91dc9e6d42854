import type { AnyObject } from '../client/resource.ts';
import { type DryRun, dryRunSuffix } from '../dry-run.ts';
import type { Invocation } from '../invocation.ts';
import { type Info, objectName } from '../resource/info.ts';
import { objectPrinter } from './objects.ts';

/** Prints what a command did to one object: `pod/x created`, or what `-o` asks for. */
export function printResult(
  invocation: Invocation,
  info: Info,
  object: AnyObject | undefined,
  operation: string,
  dryRun: DryRun = 'none',
): void {
  const format = invocation.flags.string('output');
  if (format === 'name') invocation.out(`${objectName(info)}\n`);
  else if (format === '') invocation.out(`${objectName(info)} ${operation}${dryRunSuffix(dryRun)}\n`);
  else {
    const showManagedFields = invocation.flags.bool('show-managed-fields');
    const print = objectPrinter(format, { showManagedFields, files: invocation.env.files ?? new Map() });
    if (format === 'yaml' && invocation.yaml.documents++ > 0) invocation.out('---\n');
    invocation.out(print(object ?? info.object ?? {}));
  }
}

/** Throws at once for an output format that there is no printer for. */
export function checkOutput(invocation: Invocation): void {
  const format = invocation.flags.string('output');
  if (format !== '' && format !== 'name') objectPrinter(format, { files: invocation.env.files ?? new Map() });
}
