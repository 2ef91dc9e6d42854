import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { createRandom } from '../../../base/random.ts';
import type { PendingRow, WhatIfRow } from '../../../protocol/decisions.ts';
import type { Cache } from '../cache.ts';
import { decide } from '../decide.ts';
import { toDecisionRow } from '../decision.ts';
import type { NominatedPods } from '../filter-trial.ts';
import type { NodeInfo } from '../node-info.ts';
import { type PodInfo, podInfoOf } from '../pod-info.ts';
import type { Profile } from '../profile.ts';
import type { Snapshot } from '../snapshot.ts';
import { createRoom, StoredDecision } from '../stored-decision.ts';
import { groupWays, listText, pendingSentence } from './pending-text.ts';
import { allRejections, type Way, type WaySearch, wayOnto } from './ways.ts';

/** Ways onto more nodes are not looked for. */
const MOST_NODES = 200;

/** What the scheduler would say, without doing anything: nothing of it reaches the cluster, the queue or the random. */
export interface Thought {
  /** Why a Pod that has no node has none now; undefined for a Pod that has one. */
  whyPending(pod: Pod): PendingRow | undefined;
  /** How it would decide now on a Pod, placed or not, with other weights; and all that speaks against one node. */
  whatIf(pod: Pod, node: string, weights: Readonly<Record<string, number>>): WhatIfRow | undefined;
}

/** What a thought may look at. */
export interface ThoughtContext {
  readonly cache: Cache;
  readonly nominated: NominatedPods;
  profileOf(pod: Pod): Profile | undefined;
  /** Engine milliseconds. */
  nowMs(): number;
}

/** Makes the scheduler's second thoughts. */
export function createThought(context: ThoughtContext): Thought {
  const { cache, nominated, profileOf } = context;
  return {
    whyPending(pod) {
      if (pod.spec?.nodeName) return undefined;
      const profile = profileOf(pod);
      const said = profile ? heldBack(pod, cache) : `No scheduler is called ${pod.spec?.schedulerName}.`;
      if (!profile || said) return { sentence: said ?? '', ways: [] };
      return pendingRow(ownInfo(pod), { snapshot: cache, profile, nominated });
    },
    whatIf(pod, node, weights) {
      const found = profileOf(pod);
      if (!found) return undefined;
      const info = ownInfo(pod);
      const snapshot = pod.spec?.nodeName ? cache.without(info.key) : cache;
      const profile = thoughtProfile(found, weights);
      const outcome = decide(info, snapshot, profile, { random: createRandom(0), start: 0, nominated });
      const nowMs = context.nowMs();
      const queued = { key: info.key, uid: info.uid, attempts: 0 };
      const decision = new StoredDecision(queued, nowMs, outcome, createRoom());
      const there = snapshot.node(node);
      const against = there ? allRejections(info, there, { snapshot, profile, nominated }) : [];
      return {
        decision: toDecisionRow(decision, 0),
        node,
        refusals: against.map(({ plugin, status }) => ({ plugin, reasons: status.reasons })),
      };
    },
  };
}

/** The Pod as if it had no node yet, with a specification of its own: what is remembered of templates stays as it is. */
function ownInfo(pod: Pod): PodInfo {
  const { nodeName: _placed, ...spec } = pod.spec!;
  return podInfoOf({ ...pod, spec: { ...spec, containers: [...spec.containers] } });
}

/** All nodes are looked at, nobody is preempted, and the weights are others. */
function thoughtProfile(profile: Profile, weights: Readonly<Record<string, number>>): Profile {
  const scorers = profile.scorers.map((entry) => ({ ...entry, weight: weights[entry.name] ?? entry.weight }));

  return { ...profile, scorers, at: { ...profile.at, postFilter: [] }, percentageOfNodesToScore: 100 };
}

/** Why the scheduler does not look for a node at all. */
function heldBack(pod: Pod, snapshot: Snapshot): string | undefined {
  const gates = (pod.spec?.schedulingGates ?? []).map(({ name }) => name);
  if (gates.length > 0) {
    const which = gates.length === 1 ? `the scheduling gate ${gates[0]} is` : `the gates ${listText(gates, 'and')} are`;
    return `The scheduler does not look at it before ${which} removed.`;
  }
  const nominated = pod.status?.nominatedNodeName;
  const leaving = nominated ? leavingPods(snapshot.node(nominated)) : [];
  if (leaving.length === 0) return snapshot.nodes.length === 0 ? 'There is no node.' : undefined;
  return `It has been promised room on ${nominated}, and waits for ${listText(leaving, 'and')} to stop there.`;
}

function leavingPods(node: NodeInfo | undefined): string[] {
  return [...(node?.pods.values() ?? [])]
    .filter(({ pod }) => pod.metadata.deletionTimestamp !== undefined)
    .map(({ pod }) => pod.metadata.name ?? '');
}

function pendingRow(pod: PodInfo, search: WaySearch): PendingRow {
  const { nodes } = search.snapshot;
  const ways = new Map<string, Way>();
  for (const node of [...nodes].slice(0, MOST_NODES).sort(byName)) {
    const way = wayOnto(pod, node, search);
    if (way) ways.set(node.name, way);
  }
  const free = [...ways].filter(([, way]) => way.length === 0).map(([node]) => node);
  if (free.length > 0) {
    const would = `${listText(free, 'or')} would take it now`;
    return { sentence: `${would}: it only waits for its next attempt.`, ways: [] };
  }
  const grouped = groupWays(ways);
  return { sentence: pendingSentence(nodes.length, grouped), ways: grouped };
}

function byName(a: NodeInfo, b: NodeInfo): number {
  return a.name.length - b.name.length || (a.name < b.name ? -1 : 1);
}
