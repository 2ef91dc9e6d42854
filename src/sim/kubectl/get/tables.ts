import { timeSince } from '../../../api/printing.ts';
import type { Process } from '../../../api/process.ts';
import { isReason } from '../../../api/status.ts';
import { type AnyObject, type ApiResource, kindName } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { sortByField } from '../print/sort.ts';
import { isTable, type Table, type TableOptions, tableHeader, tableRow } from '../print/table.ts';
import { alignTabs, TABLE_LAYOUT } from '../print/tabwriter.ts';
import { type Info, orNamespace, targetOf } from '../resource/info.ts';
import { type Selection, selectorQuery, withListErrors } from '../resource/select.ts';

interface Part {
  readonly resource: ApiResource;
  readonly table: Table;
}

/** Prints what is selected as tables, one a kind. */
export function* printTables(
  invocation: Invocation,
  selection: Selection,
  allNamespaces: boolean,
  errors: unknown[],
): Process<void> {
  const { flags, out, err } = invocation;
  const parts: Part[] = [];
  const attempt = function* (resource: ApiResource, process: Process<Table>): Process<void> {
    try {
      parts.push({ resource, table: sorted(invocation, yield* process) });
    } catch (error) {
      if (!(flags.bool('ignore-not-found') && isReason(error, 'NotFound'))) errors.push(error);
    }
  };
  for (const info of selection.infos) {
    yield* attempt(info.resource, tableOfOne(invocation, info));
  }
  for (const resource of selection.resources) {
    yield* attempt(resource, tableOfList(invocation, selection, resource, allNamespaces));
  }
  const text = tablesText(invocation, parts, allNamespaces);
  out(text);
  if (text !== '' || errors.length > 0 || flags.bool('ignore-not-found')) return;
  const inNamespace = !allNamespaces && parts.every((part) => part.resource.namespaced);
  err(inNamespace ? `No resources found in ${invocation.namespace} namespace.\n` : 'No resources found\n');
}

/** Asks for the Table of one object. */
function* tableOfOne(invocation: Invocation, info: Info): Process<Table> {
  const { flags, api } = invocation;
  const target = targetOf(info, flags.string('subresource') || undefined);
  if (!flags.bool('server-print')) return asTable(invocation, yield* api.get(target));
  return asTable(invocation, yield* orNamespace(api, info, api.table(target, tableQuery(invocation))));
}

/** Asks for the Table of a list. */
export function* tableOfList(
  invocation: Invocation,
  selection: Selection,
  resource: ApiResource,
  allNamespaces: boolean,
): Process<Table> {
  const namespace = resource.namespaced && !allNamespaces ? invocation.namespace : '';
  const query = { ...selectorQuery(selection), ...tableQuery(invocation) };
  if (!invocation.flags.bool('server-print')) {
    const list = invocation.api.list({ resource, namespace }, selectorQuery(selection));
    return asTable(invocation, yield* withListErrors(resource, selection, list));
  }
  const answer = invocation.api.tables({ resource, namespace }, query);
  const [first, ...others] = (yield* withListErrors(resource, selection, answer)).map((each) =>
    asTable(invocation, each),
  );
  return others.length ? { ...first!, rows: [first!, ...others].flatMap((table) => table.rows) } : first!;
}

function tableQuery({ flags }: Invocation): { includeObject?: string } {
  return flags.string('sort-by') ? { includeObject: 'Object' } : {};
}

/** What the rows of a kind are printed with. */
export function tableOptions(
  { flags }: Invocation,
  resource: ApiResource,
  allNamespaces: boolean,
  severalKinds: boolean,
): TableOptions {
  return {
    wide: flags.string('output') === 'wide',
    noHeaders: flags.bool('no-headers'),
    withNamespace: allNamespaces && resource.namespaced,
    kindPrefix: severalKinds || flags.bool('show-kind') ? kindName(resource) : '',
    showLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
  };
}

function tablesText(invocation: Invocation, parts: readonly Part[], allNamespaces: boolean): string {
  const severalKinds = new Set(parts.map((part) => part.resource)).size > 1;
  const groups: { resource: ApiResource; text: string }[] = [];
  for (const { resource, table } of parts) {
    if (groups.at(-1)?.resource !== resource) groups.push({ resource, text: '' });
    if (table.rows.length === 0) continue;
    const group = groups.at(-1)!;
    const options = tableOptions(invocation, resource, allNamespaces, severalKinds);
    if (group.text === '' && !options.noHeaders) group.text = tableHeader(table, options);
    for (const row of table.rows) group.text += tableRow(table, row, options);
  }
  const texts = groups.filter((group) => group.text !== '').map((group) => alignTabs(group.text, TABLE_LAYOUT));
  return texts.join(invocation.flags.bool('no-headers') ? '' : '\n');
}

/** Reads the answer to a request for a Table; makes one of names and ages from plain objects. */
export function asTable(invocation: Invocation, answer: unknown): Table {
  if (isTable(answer)) return { ...answer, rows: answer.rows ?? [] };
  const items = ((answer as AnyObject)['items'] as AnyObject[] | undefined) ?? [answer as AnyObject];
  return {
    kind: 'Table',
    columnDefinitions: [{ name: 'Name', format: 'name' }, { name: 'Age' }],
    rows: items.map((object) => ({
      cells: [object.metadata?.name ?? '', timeSince(object.metadata?.creationTimestamp, invocation.env.nowMs())],
      object,
    })),
  };
}

function sorted(invocation: Invocation, table: Table): Table {
  const field = invocation.flags.string('sort-by');
  if (!field) return table;
  try {
    return { ...table, rows: sortByField(table.rows, (row) => row.object ?? {}, field) };
  } catch {
    // As kubectl: a table that cannot be sorted is not printed, and nothing is said.
    return { ...table, rows: [] };
  }
}
