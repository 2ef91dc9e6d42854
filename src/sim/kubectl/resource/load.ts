import type { Process } from '../../../api/process.ts';
import { fieldValidation } from '../dry-run.ts';
import type { Invocation } from '../invocation.ts';
import type { Info } from './info.ts';
import { readManifests } from './manifests.ts';

/** An object from a manifest. */
export type Loaded = Info & { readonly object: NonNullable<Info['object']> };

/**
 * The objects of `-f` and what was wrong with some of them. `stdinName`: the file that standard input was put into.
 */
export function* loadManifests(
  invocation: Invocation,
  stdinName = '',
): Process<{ readonly infos: readonly Loaded[]; readonly errors: unknown[] }> {
  const { flags, mapper, namespace, namespaceGiven } = invocation;
  const named = stdinName !== '' && invocation.env.stdin !== undefined && flags.list('filename').includes('-');
  const env = named
    ? { ...invocation.env, files: new Map([...(invocation.env.files ?? []), [stdinName, invocation.env.stdin ?? '']]) }
    : invocation.env;
  const manifests = yield* readManifests(env, mapper, {
    filenames: flags.list('filename').map((name) => (named && name === '-' ? stdinName : name)),
    recursive: flags.bool('recursive'),
    validate: fieldValidation(flags.string('validate')) !== 'Ignore',
    namespace,
    labelSelector: flags.string('selector'),
    enforceNamespace: namespaceGiven,
  });
  return { infos: manifests.infos, errors: [...manifests.errors] };
}
