import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { listOf, objectPrinter } from '../print/objects.ts';
import { sortByField } from '../print/sort.ts';
import { objectName } from '../resource/info.ts';
import { fetchAll, type Selection } from '../resource/select.ts';

/** Prints whole objects: `-o yaml`, `json`, `name`, `jsonpath`, `custom-columns`. */
export function* printObjects(
  invocation: Invocation,
  selection: Selection,
  allNamespaces: boolean,
  format: string,
  errors: unknown[],
): Process<void> {
  const { flags, out, env } = invocation;
  const failures: unknown[] = [];
  const infos = yield* fetchAll(invocation, selection, failures, allNamespaces, flags.string('subresource'));
  errors.push(...failures.filter((error) => !(flags.bool('ignore-not-found') && isReason(error, 'NotFound'))));
  const nothing = errors.length > 0 || failures.length > 0 || flags.bool('ignore-not-found');
  if (infos.length === 0 && nothing) return;
  if (format === 'name') {
    for (const info of infos)
      out(`${flags.string('subresource') === 'scale' ? `scale.autoscaling/${info.name}` : objectName(info)}\n`);
    return;
  }
  const print = objectPrinter(
    format,
    {
      noHeaders: flags.bool('no-headers'),
      showManagedFields: flags.bool('show-managed-fields'),
      allowMissingKeys: flags.bool('allow-missing-template-keys'),
      files: env.files ?? new Map(),
    },
    true,
  );
  let objects: readonly AnyObject[] = infos.map((info) => info.object);
  if (flags.string('sort-by')) objects = sortByField(objects, (object) => object, flags.string('sort-by'));
  out(print(selection.single && objects.length === 1 ? objects[0]! : listOf(objects, { resourceVersion: '' })));
}
