import { create } from 'zustand';
import type { AuditNews, AuditRow } from '../../protocol/dock.ts';

/** How many requests are kept. */
const mostRows = 3000;

export type RequestFilter = 'writes' | 'refused' | 'all';

interface RequestsState {
  readonly which: RequestFilter;
  readonly filter: string;
  /** By id, in order. */
  readonly rows: ReadonlyMap<number, AuditRow>;
}

export const useRequests = create<RequestsState>(() => ({ which: 'writes', filter: '', rows: new Map() }));

/** Takes in what the worker tells. */
export function takeAudit({ reset, rows }: AuditNews): void {
  useRequests.setState((before) => {
    const all = new Map(reset ? [] : before.rows);
    for (const row of rows) all.set(row.id, row);
    for (const id of all.keys()) {
      if (all.size <= mostRows) break;
      all.delete(id);
    }
    return { rows: all };
  });
}

const reads: ReadonlySet<string> = new Set(['get', 'list', 'watch']);

function isOf({ verb, path, code }: AuditRow, which: RequestFilter): boolean {
  if (which === 'all') return true;
  if (which === 'refused') return code >= 400;
  // Renewals of Leases are most of all writes, and change nothing that one looks at.
  return !reads.has(verb) && !path.includes('/leases/');
}

/** The requests of a sort that hold a text. */
export function chosen({ rows, which, filter }: RequestsState): readonly AuditRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return [...rows.values()].filter((row) => {
    if (!isOf(row, which)) return false;
    const text = `${row.who} ${row.user} ${row.verb} ${row.path} ${row.code}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
