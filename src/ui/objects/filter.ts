import type { GraphRow } from '../../protocol/graph.ts';

/** Kinds that are there in every cluster and would hide what people make: off until asked for. */
const quiet: ReadonlySet<string> = new Set([
  'APIService',
  'CSIDriver',
  'ClusterRole',
  'ClusterRoleBinding',
  'Endpoints',
  'FlowSchema',
  'IngressClass',
  'Namespace',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'Role',
  'RoleBinding',
  'ServiceAccount',
  'StorageClass',
]);

export interface Filter {
  readonly space: string;
  readonly text: string;
  readonly switched: ReadonlySet<string>;
}

export function isKindShown(kind: string, switched: ReadonlySet<string>): boolean {
  return quiet.has(kind) === switched.has(kind);
}

const isSystem = (namespace: string) => namespace.startsWith('kube-');

/** Whether a row is of the namespaces that are shown; what is of no namespace always is. */
export function inSpace({ namespace }: GraphRow, space: string): boolean {
  if (namespace === '' || space === '*') return true;
  return space === '' ? !isSystem(namespace) : namespace === space;
}

function matchesText(row: GraphRow, words: readonly string[]): boolean {
  return words.every(
    (word) =>
      row.name.toLowerCase().includes(word) ||
      row.kind.toLowerCase().includes(word) ||
      row.labels.some((label) => label.toLowerCase().includes(word)),
  );
}

/** Old ReplicaSets without Pods and what every namespace has say nothing. */
function isNoise({ kind, name, note }: GraphRow): boolean {
  return (kind === 'ReplicaSet' && note === '0/0') || (kind === 'ConfigMap' && name === 'kube-root-ca.crt');
}

/** The rows that are drawn: those that fit, and of cluster-wide ones those that are referred to or alone asked for. */
export function shownRows(rows: Iterable<GraphRow>, { space, text, switched }: Filter): readonly GraphRow[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const fitting = [...rows].filter((row) => inSpace(row, space) && isKindShown(row.kind, switched) && !isNoise(row));
  if (words.length === 0) return fitting;
  const found = new Set(fitting.filter((row) => matchesText(row, words)).map(({ key }) => key));
  const near = new Set(found);
  for (const row of fitting) {
    if (found.has(row.key)) for (const { to } of row.refs) near.add(to);
    if (found.has(row.key) && row.owner !== '') near.add(row.owner);
    if (found.has(row.owner) || row.refs.some(({ to }) => found.has(to))) near.add(row.key);
  }
  return fitting.filter(({ key }) => near.has(key));
}

/** Kinds and how many objects of each there are, in order of their names; a row may stand for several. */
export function kindCounts(
  rows: Iterable<{ readonly kind: string; readonly count?: number }>,
): readonly (readonly [kind: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { kind, count = 1 } of rows) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The namespaces that have objects. */
export function spacesOf(rows: Iterable<{ readonly namespace: string }>): readonly string[] {
  const found = new Set<string>();
  for (const { namespace } of rows) if (namespace !== '') found.add(namespace);
  return [...found].sort();
}
