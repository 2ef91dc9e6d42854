import { create } from 'zustand';
import { toggled } from '../../base/toggled.ts';
import type { HistoryNews, MarkRow, WriteDetail, WriteRef } from '../../protocol/history.ts';
import { call } from '../store/session.ts';

/** An object with its writes in order of time. */
export interface Lane {
  readonly key: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly marks: readonly MarkRow[];
}

/** How much of the past is shown, in ms; null for all of it. */
export type Span = 10_000 | 60_000 | 600_000 | null;

interface HistoryState {
  /** Changes with every news; the map itself changes in place. */
  readonly version: number;
  readonly lanes: ReadonlyMap<string, Lane>;
  readonly space: string;
  readonly text: string;
  readonly switched: ReadonlySet<string>;
  readonly changedOnly: boolean;
  readonly span: Span;
  /** The write that is shown. */
  readonly write: WriteRef | null;
  readonly detail: WriteDetail | null;
  readonly tab: 'write' | 'inspector';
}

const lanes = new Map<string, Lane>();

export const useHistory = create<HistoryState>(() => ({
  version: 0,
  lanes,
  space: '',
  text: '',
  switched: new Set(),
  changedOnly: true,
  span: null,
  write: null,
  detail: null,
  tab: 'write',
}));

export const laneKey = ({ kind, namespace, name }: Omit<Lane, 'key' | 'marks'>): string =>
  `${kind}/${namespace}/${name}`;

export function takeHistory({ reset, marks }: HistoryNews): void {
  if (reset) lanes.clear();
  const changed = new Map<string, MarkRow[]>();
  for (const mark of marks) {
    const key = laneKey(mark);
    const own = changed.get(key) ?? [...(lanes.get(key)?.marks ?? [])];
    own.push(mark);
    changed.set(key, own);
  }
  for (const [key, own] of changed) {
    const { kind, namespace, name } = own[0]!;
    lanes.set(key, { key, kind, namespace, name, marks: own });
  }
  useHistory.setState(({ version }) => ({ version: version + 1, ...(reset ? { write: null, detail: null } : {}) }));
}

/** Shows a write with its author and difference. */
export async function showWrite({ revision, kind, namespace, name }: WriteRef): Promise<void> {
  const ref = { revision, kind, namespace, name };
  useHistory.setState({ write: ref, detail: null, tab: 'write' });
  const answer = await call({ type: 'write', ref });
  const { write } = useHistory.getState();
  if (answer.type === 'write' && write === ref) useHistory.setState({ detail: answer.detail });
}

export function switchKind(kind: string): void {
  useHistory.setState(({ switched }) => ({ switched: toggled(switched, kind) }));
}
