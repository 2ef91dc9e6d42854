import { type Process, sleep } from '../../../api/process.ts';
import type { WatchEvent } from '../../../api/request.ts';
import type { AnyObject, ApiResource } from '../client/resource.ts';
import { statusError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { isTable, type Table, tableHeader, tableRow } from '../print/table.ts';
import { alignTabs, TABLE_LAYOUT } from '../print/tabwriter.ts';
import { requestTimeoutMs } from '../request-timeout.ts';
import { targetOf } from '../resource/info.ts';
import type { Selection } from '../resource/select.ts';
import { byName, deadlineOf, openWatch } from '../watch.ts';
import { isHuman } from './format.ts';
import { asTable, tableOfList, tableOptions } from './tables.ts';
import { eventPrinter, firstObjects } from './watch-objects.ts';

/** `get -w`: prints what there is, then every change, until the request times out or the server ends the watch. */
export function* watchTables(invocation: Invocation, selection: Selection, allNamespaces: boolean): Process<void> {
  const { flags, env } = invocation;
  const resource = selection.resources[0] ?? selection.infos[0]?.resource;
  if (!resource || selection.resources.length > 1 || selection.infos.length > 1) {
    throw new Error('you may only specify a single resource type');
  }
  const name = selection.infos[0]?.name;
  const fieldSelector = [selection.fieldSelector, byName(name)['fieldSelector']].filter(Boolean).join(',');
  const narrowed: Selection = { ...selection, fieldSelector };
  const namespace = resource.namespaced && !allNamespaces ? invocation.namespace : '';
  const human = isHuman(invocation);
  const { events, resourceVersion } = human
    ? yield* firstTable(invocation, narrowed, resource, allNamespaces)
    : yield* firstObjects(invocation, resource, namespace, narrowed);
  // A list without the object that is named says nothing: the request for the object does.
  if (name && events.length === 0) yield* invocation.api.get(targetOf(selection.infos[0]!));
  const print = human ? rowPrinter(invocation, resource, allNamespaces) : atOnce(eventPrinter(invocation, resource));
  for (const event of events) yield* print(event);
  const watch = yield* openWatch(
    env,
    { resource, namespace },
    { labelSelector: selection.labelSelector, fieldSelector, resourceVersion },
    human,
  );
  const deadlineMs = deadlineOf(env, requestTimeoutMs(flags.string('request-timeout')));
  for (;;) {
    const event = yield* watch.next(deadlineMs);
    if (!event) break;
    if (event.type === 'BOOKMARK') continue;
    if (event.type === 'ERROR') throw statusError(0, event.object as object);
    yield* print(event);
  }
  watch.stop();
}

function* firstTable(
  invocation: Invocation,
  selection: Selection,
  resource: ApiResource,
  allNamespaces: boolean,
): Process<{ readonly events: readonly WatchEvent[]; readonly resourceVersion: string | undefined }> {
  const list = yield* tableOfList(invocation, selection, resource, allNamespaces);
  const event = { type: 'ADDED', object: list as unknown as WatchEvent['object'] } as WatchEvent;
  const shown = list.rows.length > 0 && !invocation.flags.bool('watch-only');
  return { events: shown ? [event] : [], resourceVersion: list.metadata?.resourceVersion };
}

function atOnce(print: (event: WatchEvent) => void): (event: WatchEvent) => Process<void> {
  return function* (event) {
    yield* sleep(0);
    print(event);
  };
}

function rowPrinter(
  invocation: Invocation,
  resource: ApiResource,
  allNamespaces: boolean,
): (event: WatchEvent) => Process<void> {
  const { flags, out } = invocation;
  const options = tableOptions(invocation, resource, allNamespaces, false);
  const widths: number[] = [];
  let headed = options.noHeaders;
  // Only the first table of a watch names the columns.
  let columns: Table['columnDefinitions'] = [];
  const printTable = (type: string, given: Table): void => {
    if (given.columnDefinitions?.length) columns = given.columnDefinitions;
    const table = { ...given, columnDefinitions: columns };
    if (table.rows.length === 0) return;
    const withEvents = flags.bool('output-watch-events');
    const lines = table.rows.map((row) => `${withEvents ? `${type}\t` : ''}${tableRow(table, row, options)}`);
    if (!headed) lines.unshift(`${withEvents ? 'EVENT\t' : ''}${tableHeader(table, options)}`);
    headed = true;
    out(alignTabs(lines.join(''), TABLE_LAYOUT, widths));
  };
  return function* (event) {
    if (isTable(event.object)) printTable(event.type, event.object);
    else printTable(event.type, yield* tableOfEvent(invocation, resource, event));
  };
}

/** For a server whose watch sends plain objects: asks for the object's Table. */
function* tableOfEvent(invocation: Invocation, resource: ApiResource, event: WatchEvent): Process<Table> {
  const object = event.object as unknown as AnyObject;
  const { name = '', namespace = '' } = object.metadata ?? {};
  if (event.type === 'DELETED') return asTable(invocation, object);
  return asTable(invocation, yield* invocation.api.table({ resource, namespace, name }));
}
