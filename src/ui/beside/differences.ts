import type { ObjectDigest, OutcomeRow } from '../../protocol/outcome.ts';

/** What is compared, in the order in which it is told. */
export const FACTS = [
  'sent',
  'lost',
  'p95',
  'outage',
  'none',
  'fewer',
  'evicted',
  'restarts',
  'pending',
  'nodesUsed',
  'cpu',
  'finished',
] as const;

export type FactId = (typeof FACTS)[number];

/** A number of both runs; null where there is none, or not yet. */
export interface Fact {
  readonly id: FactId;
  readonly here: number | null;
  readonly there: number | null;
  /** They differ in what is shown of them. */
  readonly differs: boolean;
}

/** Seconds, to a tenth: less is not seen. */
const seconds = (ms: number): number => Math.round(ms / 100) / 10;

const read: Readonly<Record<FactId, (row: OutcomeRow) => number | null>> = {
  sent: ({ requests }) => requests?.sent ?? null,
  lost: ({ requests }) => requests?.lost ?? null,
  p95: ({ requests }) => (requests === null || requests.p95Ms === null ? null : Math.round(requests.p95Ms * 10) / 10),
  outage: ({ requests }) => requests?.outageSeconds ?? null,
  none: ({ noneMs }) => seconds(noneMs),
  fewer: ({ fewerMs }) => seconds(fewerMs),
  evicted: ({ evicted }) => evicted,
  restarts: ({ restarts }) => restarts,
  pending: ({ pending }) => pending,
  nodesUsed: ({ nodesUsed }) => nodesUsed,
  cpu: ({ cpuSeconds }) => Math.round(cpuSeconds),
  finished: ({ finishedMs }) => (finishedMs === null ? null : seconds(finishedMs)),
};

/** The facts of both runs; what neither has is left out. */
export function factsOf(here: OutcomeRow, there: OutcomeRow): readonly Fact[] {
  return FACTS.map((id) => {
    const [a, b] = [read[id](here), read[id](there)];
    return { id, here: a, there: b, differs: a !== b };
  }).filter(({ id, here: a, there: b }) => id === 'finished' || (a ?? 0) !== 0 || (b ?? 0) !== 0);
}

/** An object that is not the same in both runs. */
export interface ObjectDifference {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly how: 'here' | 'there' | 'spec' | 'status';
}

/** The objects that differ, by how: those of one run alone, then those with another spec, then another status. */
export function objectDifferences(
  here: readonly ObjectDigest[],
  there: readonly ObjectDigest[],
): readonly ObjectDifference[] {
  const others = new Map(there.map((digest) => [digest.key, digest]));
  const found: ObjectDifference[] = [];
  const note = (key: string, how: ObjectDifference['how']): void => {
    const [kind = '', namespace = '', name = ''] = key.split('/');
    found.push({ kind, namespace, name, how });
  };
  for (const { key, spec, status } of here) {
    const other = others.get(key);
    others.delete(key);
    if (!other) note(key, 'here');
    else if (other.spec !== spec) note(key, 'spec');
    else if (other.status !== status) note(key, 'status');
  }
  for (const key of others.keys()) note(key, 'there');
  const order = ['here', 'there', 'spec', 'status'];
  return found.sort((a, b) => order.indexOf(a.how) - order.indexOf(b.how));
}
