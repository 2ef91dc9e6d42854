import type { ControllerRevision } from '../../api/k8s/apps-v1.gen.ts';
import type { Column } from '../../api/kind.ts';
import { parseApiVersion } from '../../api/meta.ts';
import { controllerOf } from '../../api/object.ts';
import { ageColumn, nameColumn } from '../../api/printing.ts';

/** `statefulset.apps/db`: the kind and name of the object that the revision belongs to. */
function controllerText(object: ControllerRevision): string {
  const owner = controllerOf(object);
  if (!owner) return '<none>';
  const { group } = parseApiVersion(owner.apiVersion);
  return `${(group ? `${owner.kind}.${group}` : owner.kind).toLowerCase()}/${owner.name}`;
}

/** Models printControllerRevision. */
export const controllerRevisionColumns: readonly Column<ControllerRevision>[] = [
  nameColumn,
  { name: 'Controller', type: 'string', cell: controllerText },
  { name: 'Revision', type: 'string', cell: (object) => object.revision ?? 0 },
  ageColumn,
];
