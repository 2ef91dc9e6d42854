import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import { createRecency, type Link } from './recency.ts';
import type { CountQuery, PodCounts } from './snapshot.ts';

/** How many different queries are kept up to date; the one not used for longest goes first. */
const MAX_QUERIES = 1_000;

/** The counts that were asked for, kept up to date. */
export interface CountRegistry {
  /** Counts for a query; the first time, all of `pods` are looked at. */
  get(query: CountQuery, pods: () => Iterable<readonly [PodInfo, NodeInfo]>): PodCounts;
  change(pod: PodInfo, node: NodeInfo, sign: 1 | -1): void;
}

/** Makes an empty registry. */
export function createCountRegistry(): CountRegistry {
  const byKey = new Map<string, { readonly counts: Counts; readonly link: Link<Counts> }>();
  const recency = createRecency<Counts>();
  const buckets = new Map<string, Set<Counts>>();

  const forget = (counts: Counts): void => {
    recency.remove(byKey.get(counts.query.key)!.link);
    byKey.delete(counts.query.key);
    for (const bucket of bucketsOf(counts.query)) {
      const members = buckets.get(bucket);
      members?.delete(counts);
      if (members?.size === 0) buckets.delete(bucket);
    }
  };
  const register = (counts: Counts): void => {
    byKey.set(counts.query.key, { counts, link: recency.add(counts) });
    for (const bucket of bucketsOf(counts.query)) {
      const members = buckets.get(bucket);
      if (members) members.add(counts);
      else buckets.set(bucket, new Set([counts]));
    }
  };
  const changeAll = (bucket: string, pod: PodInfo, node: NodeInfo, sign: 1 | -1): void => {
    const members = buckets.get(bucket);
    if (members === undefined) return;
    for (const counts of members) if (counts.query.matches(pod)) counts.change(node, sign);
  };

  return {
    get(query, pods) {
      const known = byKey.get(query.key);
      if (known) {
        recency.touch(known.link);
        return known.counts;
      }
      const counts = new Counts(query);
      for (const [pod, node] of pods()) {
        if (query.namespaces.includes(pod.namespace) && query.matches(pod)) counts.change(node, 1);
      }
      register(counts);
      if (byKey.size > MAX_QUERIES) forget(recency.oldest()!);
      return counts;
    },
    change(pod, node, sign) {
      if (byKey.size === 0) return;
      changeAll(pod.namespace, pod, node, sign);
      const { labels } = pod.pod.metadata;
      for (const key in labels) changeAll(`${pod.namespace}|${key}=${labels[key]}`, pod, node, sign);
    },
  };
}

function bucketsOf({ namespaces, label }: CountQuery): readonly string[] {
  return label ? namespaces.map((namespace) => `${namespace}|${label[0]}=${label[1]}`) : namespaces;
}

class Counts implements PodCounts {
  readonly query: CountQuery;
  private readonly perNode = new Map<NodeInfo, number>();
  /** The same by slot: spreading asks for hundreds of nodes in each decision. */
  private bySlot = new Int32Array(64);
  private readonly perTopology = new Map<string, Map<string, number>>();

  constructor(query: CountQuery) {
    this.query = query;
  }

  on(node: NodeInfo): number {
    return this.bySlot[node.slot] ?? 0;
  }

  entries(): Iterable<readonly [NodeInfo, number]> {
    return this.perNode;
  }

  byTopology(topologyKey: string): ReadonlyMap<string, number> {
    const known = this.perTopology.get(topologyKey);
    if (known) return known;
    const totals = new Map<string, number>();
    for (const [node, count] of this.perNode) addTo(totals, node.domain(topologyKey), count);
    this.perTopology.set(topologyKey, totals);
    return totals;
  }

  change(node: NodeInfo, delta: number): void {
    const count = (this.perNode.get(node) ?? 0) + delta;
    if (count === 0) this.perNode.delete(node);
    else this.perNode.set(node, count);
    if (node.slot >= this.bySlot.length) this.bySlot = grown(this.bySlot, node.slot);
    this.bySlot[node.slot] = count;
    for (const [topologyKey, totals] of this.perTopology) addTo(totals, node.domain(topologyKey), delta);
  }
}

function grown(table: Int32Array<ArrayBuffer>, slot: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 ** Math.ceil(Math.log2(slot + 1)));
  larger.set(table);
  return larger;
}

/** Adds to a value's count, which goes when it is 0. */
export function addTo(counts: Map<string, number>, value: string | undefined, delta: number): void {
  if (value === undefined) return;
  const count = (counts.get(value) ?? 0) + delta;
  if (count === 0) counts.delete(value);
  else counts.set(value, count);
}
