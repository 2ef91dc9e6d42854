import { create } from 'zustand';
import { toggled } from '../../base/toggled.ts';
import type { GraphNews, GraphRow } from '../../protocol/graph.ts';

/** Which namespaces are shown: those of people, all, or one. */
export type SpaceFilter = '' | '*' | string;

interface ObjectsState {
  /** Changes with every news; the map itself changes in place. */
  readonly version: number;
  readonly rows: ReadonlyMap<string, GraphRow>;
  readonly space: SpaceFilter;
  readonly text: string;
  /** Kinds that the person has switched against their default. */
  readonly switched: ReadonlySet<string>;
  readonly scale: number;
}

const rows = new Map<string, GraphRow>();

export const useObjects = create<ObjectsState>(() => ({
  version: 0,
  rows,
  space: '',
  text: '',
  switched: new Set(),
  scale: 1,
}));

export function takeGraph({ reset, rows: changed, removed }: GraphNews): void {
  if (reset) rows.clear();
  for (const key of removed) rows.delete(key);
  for (const row of changed) rows.set(row.key, row);
  useObjects.setState(({ version }) => ({ version: version + 1 }));
}

export function switchKind(kind: string): void {
  useObjects.setState(({ switched }) => ({ switched: toggled(switched, kind) }));
}

const scales = [0.5, 0.65, 0.8, 1, 1.25, 1.5];

export function zoomObjects(direction: 1 | -1): void {
  useObjects.setState(({ scale }) => {
    const at = scales.indexOf(scale) + direction;
    return { scale: scales[Math.max(0, Math.min(scales.length - 1, at))]! };
  });
}
