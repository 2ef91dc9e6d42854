import type { CustomResourceColumnDefinition } from '../../../api/k8s/apiextensions-v1.gen.ts';
import type { Column } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import { ageColumn, nameColumn, timeSince } from '../../../api/printing.ts';
import { templateValues } from '../../kubectl/print/jsonpath/evaluate.ts';

type Cell = ReturnType<Column<KubeObject>['cell']>;

/** The columns of a kind that is defined at run time. Models the tableconvertor of apiextensions-apiserver. */
export function customColumns(
  columns: readonly CustomResourceColumnDefinition[] | undefined,
): readonly Column<KubeObject>[] {
  if (!columns?.length) return [nameColumn, { ...ageColumn, type: 'date' }];
  return [nameColumn, ...columns.map(columnOf)];
}

function columnOf({
  name,
  type,
  format,
  priority,
  description,
  jsonPath,
}: CustomResourceColumnDefinition): Column<KubeObject> {
  return {
    name,
    type: type as Column<KubeObject>['type'],
    ...(format ? { format } : {}),
    ...(priority ? { priority } : {}),
    ...(description ? { description } : {}),
    cell: (object, nowMs) => cellOf(type, firstValue(jsonPath, object), nowMs),
  };
}

/** The first value at a path; undefined where there is none or the path cannot be read. */
export function firstValue(jsonPath: string, object: unknown): unknown {
  try {
    return templateValues(`{${jsonPath}}`, object)[0];
  } catch {
    return undefined;
  }
}

function cellOf(type: string, value: unknown, nowMs: number): Cell {
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? timeSince(value, nowMs) : null;
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}
