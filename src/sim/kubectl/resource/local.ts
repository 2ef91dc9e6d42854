import type { Process } from '../../../api/process.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import type { Info } from './info.ts';
import { select } from './select.ts';

/** The objects of `--local`: from files alone, never from the server. */
export function* localObjects(
  invocation: Invocation,
  args: readonly string[],
): Process<(Info & { readonly object: AnyObject })[]> {
  const { flags } = invocation;
  if (!flags.given('filename')) {
    throw new Error(
      args.length > 0
        ? "you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'"
        : 'one or more files must be specified as -f when --local is set',
    );
  }
  const selection = yield* select(invocation, { args: [] });
  if (selection.errors.length > 0) throw selection.errors[0];
  return selection.infos.flatMap((info) => (info.object ? [{ ...info, object: withoutNamespace(info.object) }] : []));
}

/** The namespace that reading filled in is not written. */
function withoutNamespace(object: AnyObject): AnyObject {
  const { namespace: _, ...metadata } = object.metadata ?? {};
  return { ...object, metadata };
}
