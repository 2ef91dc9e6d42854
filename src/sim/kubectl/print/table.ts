import { labelsText } from '../../../api/printing.ts';
import type { AnyObject } from '../client/resource.ts';

/** A Table as the API server prints one. */
export interface Table {
  readonly kind: 'Table';
  readonly metadata?: { readonly resourceVersion?: string };
  readonly columnDefinitions: readonly {
    readonly name: string;
    readonly priority?: number;
    readonly format?: string;
  }[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly cells: readonly unknown[];
  readonly object?: AnyObject;
}

export interface TableOptions {
  readonly wide: boolean;
  readonly noHeaders: boolean;
  readonly withNamespace: boolean;
  /** `deployment.apps`: goes before each name when several kinds are printed. */
  readonly kindPrefix: string;
  readonly showLabels: boolean;
  readonly labelColumns: readonly string[];
}

/** Whether an answer to a request for a Table is one. */
export function isTable(value: unknown): value is Table {
  return (value as Table | null)?.kind === 'Table';
}

/** The header of a table: cells in upper case, ready for `alignTabs`. */
export function tableHeader(table: Table, options: TableOptions): string {
  const names = table.columnDefinitions.filter((column) => shown(column, options)).map((column) => column.name);
  const labels = options.labelColumns.map((label) => label.slice(label.lastIndexOf('/') + 1));
  const all = [
    ...(options.withNamespace ? ['Namespace'] : []),
    ...names,
    ...labels,
    ...(options.showLabels ? ['Labels'] : []),
  ];
  return `${all.map((name) => name.toUpperCase()).join('\t')}\n`;
}

/** One row, ready for `alignTabs`. Models cli-runtime's TablePrinter. */
export function tableRow(table: Table, row: TableRow, options: TableOptions): string {
  const { metadata } = row.object ?? {};
  const cells = table.columnDefinitions.flatMap((column, i) => {
    if (!shown(column, options)) return [];
    const text = cellText(row.cells[i]);
    return [column.format === 'name' && options.kindPrefix ? `${options.kindPrefix}/${text}` : text];
  });
  const all = [
    ...(options.withNamespace ? [metadata?.namespace ?? ''] : []),
    ...cells,
    ...options.labelColumns.map((label) => metadata?.labels?.[label] ?? ''),
    ...(options.showLabels ? [labelsText(metadata?.labels)] : []),
  ];
  return `${all.join('\t')}\n`;
}

function shown(column: { readonly priority?: number }, options: TableOptions): boolean {
  return options.wide || !column.priority;
}

/** A cell ends at its first line break. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  const text = String(cell);
  const end = text.search(/[\f\n\r]/);
  return end < 0 ? text : `${text.slice(0, end)}...`;
}
