import type { Process } from '../../../api/process.ts';
import type { WatchEvent } from '../../../api/request.ts';
import type { AnyObject, ApiResource } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { objectPrinter } from '../print/objects.ts';
import { infoOf, objectName } from '../resource/info.ts';
import { outputFormat } from './format.ts';

/** The objects that a watch that prints whole objects begins with, and the revision that it goes on from. */
export function* firstObjects(
  { api, flags }: Invocation,
  resource: ApiResource,
  namespace: string,
  query: { readonly labelSelector: string; readonly fieldSelector: string },
): Process<{ readonly events: readonly WatchEvent[]; readonly resourceVersion: string | undefined }> {
  const { items, metadata } = yield* api.list({ resource, namespace }, query);
  const events = items.map((object) => ({ type: 'ADDED', object }) as unknown as WatchEvent);
  return { events: flags.bool('watch-only') ? [] : events, resourceVersion: metadata?.resourceVersion };
}

/** Prints each object of a watch by itself, or with the event's type where that is asked for. */
export function eventPrinter(invocation: Invocation, resource: ApiResource): (event: WatchEvent) => void {
  const { flags, out, env } = invocation;
  const format = outputFormat(invocation);
  const options = {
    noHeaders: flags.bool('no-headers'),
    showManagedFields: flags.bool('show-managed-fields'),
    allowMissingKeys: flags.bool('allow-missing-template-keys'),
    files: env.files ?? new Map<string, string>(),
  };
  let printed = 0;
  return ({ type, object: found }) => {
    const info = infoOf(resource, found as unknown as AnyObject);
    if (format === 'name') {
      out(`${objectName(info)}\n`);
      return;
    }
    // What an event holds is printed as it came, with managed fields.
    const shown = flags.bool('output-watch-events') ? { type, object: info.object } : (info.object as AnyObject);
    if (printed > 0 && format === 'yaml') out('---\n');
    // The columns are named once.
    const print = objectPrinter(format, { ...options, noHeaders: options.noHeaders || printed > 0 }, true);
    printed++;
    out(print(shown));
  };
}
