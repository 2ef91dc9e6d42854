import { traffic } from '../../language/en/traffic.ts';
import type { Row } from './figure-model.ts';

const most = (values: readonly (number | null)[], pick: (...all: number[]) => number): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : pick(...known);
};

/** Pods of one owner and revision in one row. */
export function grouped(rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.service} ${row.pod?.owner ?? row.id} ${row.pod?.revisionAge ?? 0}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].map(([key, members]) => {
    const [first] = members;
    if (members.length === 1) return first!;
    const losses = new Map<string, number>();
    for (const { text, perSecond } of members.flatMap((row) => row.losses))
      losses.set(text, (losses.get(text) ?? 0) + perSecond);
    const nodes = new Set(members.map((row) => row.node));
    return {
      ...first!,
      id: `group ${key}`,
      members: members.map((row) => row.id),
      suffix: `× ${members.length}`,
      node: nodes.size === 1 ? [...nodes][0]! : traffic('nodes', { count: nodes.size }),
      perSecond: members.reduce((sum, row) => sum + row.perSecond, 0),
      lostPerSecond: members.reduce((sum, row) => sum + row.lostPerSecond, 0),
      p50Ms: most(
        members.map((row) => row.p50Ms),
        Math.min,
      ),
      p99Ms: most(
        members.map((row) => row.p99Ms),
        Math.max,
      ),
      losses: [...losses].map(([text, perSecond]) => ({ text, perSecond })),
      chance: '',
    };
  });
}
