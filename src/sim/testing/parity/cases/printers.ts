import { parseApiVersion } from '../../../../api/meta.ts';
import type { KubeObject } from '../../../../api/object.ts';
import { rfc3339 } from '../../../../base/time.ts';
import { allKinds } from '../../api-world.ts';
import { differencesOf } from '../compare.ts';
import type { CaseReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';

const nowMs = Date.UTC(2026, 0, 1);

interface Then {
  readonly columnOrder: readonly string[];
  readonly columns: Readonly<Record<string, unknown>>;
  readonly wideColumnOrder?: readonly string[];
  readonly wideColumns?: Readonly<Record<string, unknown>>;
}

/** Times of the form `@-300s` are before now. */
function withTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTimes);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withTimes(inner)]));
  }
  const ago = typeof value === 'string' ? /^@-(\d+)s$/.exec(value)?.[1] : undefined;
  return ago === undefined ? value : rfc3339(nowMs - Number(ago) * 1000);
}

function printed(given: KubeObject, { columns, columnOrder, wideColumnOrder, wideColumns }: Then): Difference[] {
  const { group, version } = parseApiVersion(given.apiVersion);
  const same = allKinds.filter((each) => each.kind === given.kind && each.group === group);
  const kind = same.find((each) => each.version === version) ?? same[0];
  if (!kind) throw new Error(`no kind ${given.kind} of ${given.apiVersion}`);
  const timed = withTimes(given) as never;
  const object = (kind.defaults?.(timed) ?? timed) as never;
  const table = (wide: boolean): unknown =>
    kind.columns
      .filter((column) => (column.priority === 1) === wide)
      .map((column) => [column.name.toUpperCase(), column.cell(object, nowMs)]);
  const pairs = (order: readonly string[], cells: Readonly<Record<string, unknown>>): unknown =>
    order.map((name) => [name, cells[name]]);
  return [
    ...differencesOf(pairs(columnOrder, columns), table(false), 'columns'),
    ...(wideColumnOrder ? differencesOf(pairs(wideColumnOrder, wideColumns ?? {}), table(true), 'wideColumns') : []),
  ];
}

/** What a table shows of an object. */
const reader: CaseReader = {
  areas: ['printers'],
  fits: ({ when }) => 'print' in when,
  run: (cases) =>
    cases.map(({ id, given, then }) =>
      runItem(id, () => printed(given['object'] as KubeObject, then as unknown as Then)),
    ),
};

export default reader;
