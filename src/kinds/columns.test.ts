import { expect, test } from 'vitest';
import type { Kind } from '../api/kind.ts';
import { rfc3339 } from '../base/time.ts';
import cases from '../sim/testing/testdata/cases/printers.json' with { type: 'json' };

const modules = import.meta.glob<{ default: Kind }>('./*/kind.ts', { eager: true });
const allKinds: readonly Kind[] = Object.keys(modules)
  .sort()
  .map((path) => modules[path]!.default);

const nowMs = Date.UTC(2026, 0, 1);

/** Times of the form `@-300s` are before now. */
function withTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTimes);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withTimes(inner)]));
  }
  const ago = typeof value === 'string' ? /^@-(\d+)s$/.exec(value)?.[1] : undefined;
  return ago === undefined ? value : rfc3339(nowMs - Number(ago) * 1000);
}

function table(kind: Kind, object: never, wide: boolean): readonly (readonly [string, string | number | boolean])[] {
  return kind.columns
    .filter((column) => (column.priority === 1) === wide)
    .map((column) => [column.name.toUpperCase(), column.cell(object, nowMs)] as const);
}

/** The cases come from v1.33, which has another order of columns here. */
const LATER = new Set(['ResourceQuota']);

const ours = cases.filter(({ given }) => allKinds.some((kind) => kind.kind === given.object.kind));

test('the cases are there', () => expect(ours.length).toBeGreaterThan(40));

test.each(ours.map((entry) => [entry.id, entry.title, entry] as const))('%s: %s', (_id, _title, entry) => {
  const kind = allKinds.find((candidate) => candidate.kind === entry.given.object.kind)!;
  const object = withTimes(entry.given.object) as never;
  const complete = (kind.defaults?.(object) ?? object) as never;
  const expected = entry.then as {
    columnOrder: string[];
    columns: Record<string, string | number>;
    wideColumnOrder?: string[];
    wideColumns?: Record<string, string | number>;
  };
  const order = (cells: readonly (readonly unknown[])[]) =>
    LATER.has(kind.kind) ? [...cells].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)) : cells;
  const pairs = (order: readonly string[], cells: Readonly<Record<string, string | number>>) =>
    order.map((name) => [name, cells[name]]);
  expect(order(table(kind, complete, false))).toEqual(order(pairs(expected.columnOrder, expected.columns)));
  if (expected.wideColumnOrder) {
    expect(table(kind, complete, true)).toEqual(pairs(expected.wideColumnOrder, expected.wideColumns ?? {}));
  }
});
