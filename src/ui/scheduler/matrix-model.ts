import type { DecisionRow } from '../../protocol/decisions.ts';

export type NodeVerdict = DecisionRow['nodes'][number];

/** A filter's say on every node shown: it passed, it refused, or it was not asked since one before it refused. */
export interface FilterRow {
  readonly plugin: string;
  readonly cells: readonly ('pass' | 'refused' | 'unasked')[];
  readonly decides: boolean;
}

export interface ScoreRow {
  readonly plugin: string;
  readonly weight: number;
  readonly profileWeight: number;
  /** Weighted scores; undefined on nodes that were filtered out. */
  readonly cells: readonly (number | undefined)[];
  readonly raw: readonly (number | undefined)[];
  /** Highest minus lowest. */
  readonly difference: number;
}

/** A decision as a matrix of nodes and plugins. */
export interface Matrix {
  readonly nodes: readonly NodeVerdict[];
  /** Nodes that were looked at or kept, and are not shown. */
  readonly hidden: number;
  readonly filters: readonly FilterRow[];
  readonly scores: readonly ScoreRow[];
  /** Undefined where the Pod does not fit, or nothing was scored. */
  readonly totals: readonly (number | undefined)[];
  /** The nodes with the highest total. */
  readonly best: readonly string[];
}

/** Filters that are shown even if they pass everywhere, so that the reader meets them. */
const alwaysShown = new Set(['NodeUnschedulable', 'TaintToleration', 'NodeAffinity', 'NodeResourcesFit']);

const byName = (a: NodeVerdict, b: NodeVerdict) => a.node.localeCompare(b.node, 'en', { numeric: true });

/** The nodes that tell most: the chosen one, those that came near it, and one or more of each sort of refusal. */
export function nodesShown(decision: DecisionRow, most: number): readonly NodeVerdict[] {
  if (decision.nodes.length <= most) return [...decision.nodes].sort(byName);
  const fits = decision.nodes.filter(({ plugin }) => plugin === '').sort((a, b) => b.total - a.total);
  const chosen = fits.filter(({ node }) => node === decision.chosen);
  const others = fits.filter(({ node }) => node !== decision.chosen);
  const sorts = new Map<string, NodeVerdict>();
  const refused = decision.nodes.filter(({ plugin }) => plugin !== '');
  for (const verdict of refused) {
    const sort = `${verdict.plugin} ${verdict.reasons.join()}`;
    if (!sorts.has(sort)) sorts.set(sort, verdict);
  }
  const first = [...chosen, ...others.slice(0, Math.max(2, most - 1 - sorts.size)), ...sorts.values()];
  const rest = [...others, ...refused].filter((verdict) => !first.includes(verdict));
  return [...first, ...rest].slice(0, most).sort(byName);
}

function filterRows(filters: readonly string[], nodes: readonly NodeVerdict[]): FilterRow[] {
  const known = new Set(filters);
  const extra = nodes.map(({ plugin }) => plugin).filter((plugin) => plugin !== '' && !known.has(plugin));
  const order = [...filters, ...new Set(extra)];
  return order.map((plugin, place) => {
    const cells = nodes.map((verdict) => {
      if (verdict.plugin === plugin) return 'refused' as const;
      const stop = verdict.plugin === '' ? order.length : order.indexOf(verdict.plugin);
      return place < stop ? ('pass' as const) : ('unasked' as const);
    });
    return { plugin, cells, decides: cells.includes('refused') };
  });
}

/** The rows that are shown one by one, and how many are told of together. */
export function splitFilters(rows: readonly FilterRow[]): {
  shown: readonly FilterRow[];
  together: readonly FilterRow[];
} {
  const isShown = (row: FilterRow) => row.decides || alwaysShown.has(row.plugin);
  return { shown: rows.filter(isShown), together: rows.filter((row) => !isShown(row)) };
}

function scoreRows(
  decision: DecisionRow,
  nodes: readonly NodeVerdict[],
  profile: ReadonlyMap<string, number>,
): ScoreRow[] {
  const rows = decision.plugins.map(({ name, weight }) => {
    const weighted = (verdict: NodeVerdict) => (verdict.plugin === '' ? verdict.scores[name] : undefined);
    const all = decision.nodes.map(weighted).filter((score) => score !== undefined);
    return {
      plugin: name,
      weight,
      profileWeight: profile.get(name) ?? weight,
      cells: nodes.map(weighted),
      raw: nodes.map((verdict) => verdict.raw[name]),
      difference: all.length === 0 ? 0 : Math.max(...all) - Math.min(...all),
    };
  });
  return rows.sort((a, b) => b.difference - a.difference);
}

/** Arranges a decision. One in thought has other weights than the profile, which the decision as it was taken shows. */
export function matrixOf(decision: DecisionRow, taken: DecisionRow, most: number): Matrix {
  const profile = new Map(taken.plugins.map(({ name, weight }) => [name, weight]));
  const nodes = nodesShown(decision, most);
  const totalOf = (verdict: NodeVerdict) => {
    return verdict.plugin !== '' || decision.plugins.length === 0 ? undefined : verdict.total;
  };
  const all = decision.nodes.flatMap((verdict) => {
    const total = totalOf(verdict);
    return total === undefined ? [] : [{ node: verdict.node, total }];
  });
  const highest = Math.max(...all.map(({ total }) => total));
  return {
    nodes,
    hidden: decision.nodes.length - nodes.length,
    filters: filterRows(decision.filters, nodes),
    scores: scoreRows(decision, nodes, profile),
    totals: nodes.map(totalOf),
    best: all.filter(({ total }) => total === highest).map(({ node }) => node),
  };
}
