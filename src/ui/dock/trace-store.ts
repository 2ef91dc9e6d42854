import { create } from 'zustand';
import type { MessageRow } from '../../protocol/view.ts';
import type { Delta } from '../store/mirror.ts';

const mostRows = 2000;

export type TraceFilter = 'all' | 'requests' | 'watches' | 'store';

interface TraceState {
  readonly which: TraceFilter;
  readonly filter: string;
}

export const useTrace = create<TraceState>(() => ({ which: 'all', filter: '' }));

/** The last messages that came while the panel was shown. */
export const kept = {
  rows: [] as readonly MessageRow[],
  /** Takes in what a frame brought; whether that was anything. */
  take({ reset, messages }: Pick<Delta, 'reset' | 'messages'>): boolean {
    if (!reset && messages.length === 0) return false;
    kept.rows = [...(reset ? [] : kept.rows), ...messages].slice(-mostRows);
    return true;
  },
};

const sorts: Readonly<Record<TraceFilter, ReadonlySet<string> | null>> = {
  all: null,
  requests: new Set(['request', 'response']),
  watches: new Set(['watch']),
  store: new Set(['etcd', 'raft']),
};

/** The messages of a sort that hold all words of a text. */
export function kindsOf(rows: readonly MessageRow[], which: TraceFilter, filter: string): readonly MessageRow[] {
  const kinds = sorts[which];
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ kind, from, to, text }) => {
    if (kinds !== null && !kinds.has(kind)) return false;
    const all = `${from} ${to} ${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
