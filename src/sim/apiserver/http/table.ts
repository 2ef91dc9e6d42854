import type { Column } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { ObjectList, WatchEvent } from '../../../api/request.ts';
import { badRequest } from '../../../api/status.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { Served } from '../resource.ts';
import { shownMetadata, withShownFields } from '../shown-fields.ts';
import { inVersion } from '../versions.ts';

/** How much of each object comes along with its row. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** Reads the query's includeObject. Throws ApiError 400. */
export function includeObject(value: string | undefined): IncludeObject {
  if (!value) return 'Metadata';
  if (value === 'None' || value === 'Metadata' || value === 'Object') return value;
  throw badRequest(`unrecognized includeObject value: ${goQuote(value)}`);
}

/** A list or an object as the Table that kubectl prints. Models rest.TableConvertor. */
export function tableOf(served: Served, body: unknown, include: IncludeObject, nowMs: number): unknown {
  const list = (body as ObjectList).items;
  const metadata = list ? (body as ObjectList).metadata : objectVersion(body as KubeObject);
  return table(served, list ?? [body as KubeObject], metadata, include, nowMs, true);
}

/**
 * Turns the events of a watch into Tables; only the first one names the columns. What is sent at one moment to several
 * watches that want the same of a version of a kind is made once.
 */
export function tableEvents(
  served: Served,
  include: IncludeObject,
  nowMs: () => number,
): (event: WatchEvent) => WatchEvent {
  let first = true;
  return (event) => {
    if (event.type === 'ERROR') return event;
    const shown = sharedEvent(served, event, include, nowMs());
    if (!first) return shown;
    first = false;
    const columnDefinitions = served.resource.kind.columns.map(definition);
    return { type: event.type, object: { ...shown.object, columnDefinitions } as KubeObject };
  };
}

interface MadeEvent {
  /** Cells show ages. */
  readonly atMs: number;
  readonly event: WatchEvent;
}

const made: Readonly<Record<IncludeObject, WeakMap<Served, WeakMap<WatchEvent, MadeEvent>>>> = {
  None: new WeakMap(),
  Metadata: new WeakMap(),
  Object: new WeakMap(),
};

/** An event as a Table without columns. */
function sharedEvent(served: Served, event: WatchEvent, include: IncludeObject, nowMs: number): WatchEvent {
  const { type, object } = event;
  const known = made[include].get(served) ?? new WeakMap<WatchEvent, MadeEvent>();
  made[include].set(served, known);
  const found = known.get(event);
  if (found?.atMs === nowMs) return found.event;
  const rows = type === 'BOOKMARK' ? [] : [object];
  const shown = table(served, rows, objectVersion(object), include, nowMs, false) as KubeObject;
  const fresh = { type, object: shown };
  known.set(event, { atMs: nowMs, event: fresh });
  return fresh;
}

function objectVersion({ metadata }: KubeObject): object {
  return { resourceVersion: metadata.resourceVersion };
}

function table(
  served: Served,
  objects: readonly KubeObject[],
  metadata: object,
  include: IncludeObject,
  nowMs: number,
  withColumns: boolean,
): unknown {
  const columns: readonly Column<KubeObject>[] = served.resource.kind.columns;
  const rows = objects.map((object) => ({
    cells: columns.map((column) => column.cell(object, nowMs)),
    object: rowObject(served, object, include),
  }));
  const columnDefinitions = withColumns ? columns.map(definition) : null;
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions, rows };
}

function definition({ name, type, format = '', priority = 0, description = '' }: Column<KubeObject>): unknown {
  return { name, type, format, description, priority };
}

function rowObject(served: Served, object: KubeObject, include: IncludeObject): unknown {
  if (include === 'Object') return withShownFields(served, inVersion(served, object) as KubeObject);
  return include === 'None' ? null : partial(served, object);
}

/** Only the metadata of an object. */
export function partial(served: Served, object: KubeObject): unknown {
  const metadata = shownMetadata(served, object);
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

/** Only the metadata of an object or of each object of a list. */
export function partialOf(served: Served, body: unknown): unknown {
  const { items, metadata } = body as ObjectList;
  if (!items) return partial(served, body as KubeObject);
  return {
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    items: items.map((item) => partial(served, item)),
  };
}
