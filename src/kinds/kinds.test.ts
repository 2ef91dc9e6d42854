import { expect, test } from 'vitest';
import type { Kind } from '../api/kind.ts';
import tables from '../sim/testing/testdata/golden/tables.json' with { type: 'json' };

const modules = import.meta.glob<{ default: Kind }>('./*/kind.ts', { eager: true });

const allKinds: readonly Kind[] = Object.keys(modules)
  .sort()
  .map((path) => modules[path]!.default);

type Recorded = Readonly<Record<string, readonly { name: string; type: string; format: string; priority: number }[]>>;

test.each(allKinds.map((kind) => [kind.kind, kind] as const))('%s has the columns that v1.32 prints', (_name, kind) => {
  const groupVersion = kind.group ? `${kind.group}/${kind.version}` : kind.version;
  const columns = kind.columns.map(({ name, type, format = '', priority = 0 }) => ({ format, name, priority, type }));
  expect(columns).toEqual((tables as Recorded)[`${groupVersion} ${kind.plural}`] ?? []);
});

test('every kind says how true it is', () => {
  expect(allKinds.filter((kind) => !kind.fidelity?.length).map((kind) => kind.kind)).toEqual([]);
});
