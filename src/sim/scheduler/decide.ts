import type { Random } from '../../base/random.ts';
import { type ActiveFilter, createTrial, type NominatedPods } from './filter-trial.ts';
import { fitErrorMessage, NO_NODES_MESSAGE } from './fit-error.ts';
import {
  type FilterTrial,
  type NodeToStatus,
  type PostFilterResult,
  type Rejection,
  type Scores,
  SKIP,
} from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Profile, ProfilePlugin } from './profile.ts';
import { NO_PLUGINS } from './queued-pod.ts';
import type { ScoreBuffers } from './score-buffers.ts';
import { type ScoreTable, scoreNodes } from './score-nodes.ts';
import type { Snapshot } from './snapshot.ts';
import { type Status, statusMessage, unresolvable } from './status.ts';

/** Clusters below this size are searched whole. */
const MIN_FEASIBLE_NODES = 100;
const MIN_PERCENTAGE = 5;

/** What one attempt to schedule a Pod has found. */
export interface Outcome {
  /** The node to bind to, undefined when none fits. */
  readonly chosen: NodeInfo | undefined;
  readonly feasible: readonly NodeInfo[];
  readonly statuses: NodeToStatus;
  /** Scores of the feasible nodes; undefined with fewer than two of them, as scoring is skipped then. */
  readonly scores: ScoreTable | undefined;
  /** Nodes that shared the highest total. */
  readonly ties: readonly NodeInfo[];
  /** Why it failed, in upstream's words; '' for success. */
  readonly message: string;
  /** The plugins that rejected the Pod. */
  readonly unschedulablePlugins: ReadonlySet<string>;
  readonly pendingPlugins: ReadonlySet<string>;
  readonly postFilter: PostFilterResult | undefined;
  /** Name of the profile. */
  readonly schedulerName: string;
  /** The filters in the order in which they were asked. */
  readonly filterNames: readonly string[];
  /** All nodes of the cluster. */
  readonly nodeCount: number;
  /** Where the next search is to begin. */
  readonly nextStart: number;
}

/** What a decision starts from, besides Pod, snapshot and profile. */
export interface DecideContext {
  readonly random: Random;
  /** Index into the snapshot's nodes where the search begins. */
  readonly start: number;
  readonly nominated: NominatedPods;
  /** With buffers the feasible nodes and the scores of an outcome last until the next decision with them; without, for ever. */
  readonly buffers?: ScoreBuffers;
}

/**
 * Decides where a Pod goes, by the profile's plugins. Reads only; changes nothing.
 * Models schedulePod and the PostFilter that follows it in pkg/scheduler/schedule_one.go.
 */
export function decide(pod: PodInfo, snapshot: Snapshot, profile: Profile, context: DecideContext): Outcome {
  const search = findFeasible(pod, snapshot, profile, context);
  const { feasible } = search;
  const failed = feasible.length === 0;
  const scores = feasible.length > 1 ? scoreNodes(pod, feasible, snapshot, profile, context.buffers) : undefined;
  const ties = scores ? highest(feasible, scores.totals) : feasible;
  const nodeCount = snapshot.nodes.length;
  const postFilter = failed && nodeCount > 0 ? runPostFilters(pod, snapshot, profile, search) : undefined;
  const texts = { preFilter: search.preFilterMessage, postFilter: postFilter?.message ?? '' };
  const failure = (): string =>
    nodeCount === 0 ? NO_NODES_MESSAGE : fitErrorMessage(nodeCount, search.statuses, texts);
  return {
    chosen: failed ? undefined : select(ties, context.random),
    feasible,
    statuses: search.statuses,
    scores,
    ties,
    message: failed ? failure() : '',
    unschedulablePlugins: search.unschedulablePlugins,
    pendingPlugins: search.pendingPlugins,
    postFilter,
    schedulerName: profile.schedulerName,
    filterNames: profile.filterNames,
    nodeCount,
    nextStart: search.nextStart,
  };
}

/**
 * How many feasible nodes end the search: all of a small cluster, else a share that falls with its size.
 * Models numFeasibleNodesToFind.
 */
export function feasibleNodesToFind(nodeCount: number, percentageOfNodesToScore: number): number {
  if (nodeCount < MIN_FEASIBLE_NODES) return nodeCount;
  const adaptive = Math.max(50 - Math.trunc(nodeCount / 125), MIN_PERCENTAGE);
  const percentage = percentageOfNodesToScore === 0 ? adaptive : percentageOfNodesToScore;
  return Math.max(Math.trunc((nodeCount * percentage) / 100), MIN_FEASIBLE_NODES);
}

interface Search {
  readonly feasible: readonly NodeInfo[];
  readonly statuses: NodeToStatus;
  readonly unschedulablePlugins: ReadonlySet<string>;
  readonly pendingPlugins: ReadonlySet<string>;
  readonly preFilterMessage: string;
  readonly trial: FilterTrial;
  readonly nextStart: number;
}

const NOT_VISITED: Status = unresolvable();

function findFeasible(pod: PodInfo, snapshot: Snapshot, profile: Profile, context: DecideContext): Search {
  const prepared = runPreFilters(pod, snapshot, profile);
  const trial = createTrial(pod, prepared.active, context.nominated);
  const rejections = new Map<string, Rejection>();
  const search = {
    feasible: [] as NodeInfo[],
    statuses: { rejections, absent: NOT_VISITED } as NodeToStatus,
    unschedulablePlugins: prepared.rejectedBy,
    pendingPlugins: NO_PLUGINS,
    preFilterMessage: '',
    trial,
    nextStart: context.start,
  };
  if (prepared.status) {
    search.preFilterMessage = statusMessage(prepared.status);
    search.statuses = { rejections, absent: prepared.status };
    return search;
  }
  const nominated = snapshot.node(pod.pod.status?.nominatedNodeName ?? '');
  if (nominated && trial.run(nominated) === undefined) {
    search.feasible.push(nominated);
    return search;
  }
  let nodes = snapshot.nodes;
  if (prepared.nodeNames) {
    nodes = [...prepared.nodeNames].sort().flatMap((name) => snapshot.node(name) ?? []);
    const reason = `node(s) didn't satisfy plugin(s) [${[...prepared.rejectedBy].sort().join(' ')}]`;
    search.statuses = { rejections, absent: unresolvable(reason) };
  }
  const toFind = feasibleNodesToFind(nodes.length, profile.percentageOfNodesToScore);
  // Made as long as it can become: growing costs more.
  const feasible = context.buffers?.nodes(toFind) ?? new Array<NodeInfo>(toFind);
  const { length } = nodes;
  let found = 0;
  let at = length === 0 ? 0 : context.start % length;
  for (let left = length; left > 0 && found < toFind; left--) {
    const sure = trial.acceptsRun(nodes, at, Math.min(length, at + left, at + toFind - found));
    for (let i = 0; i < sure; i++) feasible[found++] = nodes[at + i]!;
    at += sure;
    left -= sure;
    if (at === length) at = 0;
    if (left === 0 || found === toFind) break;
    const node = nodes[at]!;
    if (++at === length) at = 0;
    const rejection = trial.run(node);
    if (rejection === undefined) {
      feasible[found++] = node;
      continue;
    }
    rejections.set(node.name, rejection);
    if (rejection.status.code === 'Pending') search.pendingPlugins = withPlugin(search.pendingPlugins, rejection);
    else search.unschedulablePlugins = withPlugin(search.unschedulablePlugins, rejection);
  }
  search.feasible = found === toFind ? feasible : feasible.slice(0, found);
  const visited = found + rejections.size;
  search.nextStart = snapshot.nodes.length === 0 ? 0 : (context.start + visited) % snapshot.nodes.length;
  return search;
}

function withPlugin(plugins: ReadonlySet<string>, { plugin }: Rejection): ReadonlySet<string> {
  return plugins.has(plugin) ? plugins : new Set([...plugins, plugin]);
}

/** What PreFilter has left to do. */
export interface Prepared {
  readonly active: ActiveFilter[];
  /** The plugin that rejected all nodes, or those that left only some. */
  readonly rejectedBy: ReadonlySet<string>;
  readonly status?: Status;
  readonly nodeNames?: ReadonlySet<string>;
}

/** Asks the plugins whether nodes have to be looked at, and by which filters. */
export function runPreFilters(pod: PodInfo, snapshot: Snapshot, profile: Pick<Profile, 'at'>): Prepared {
  const states = new Map<ProfilePlugin, unknown>();
  let limiting: ReadonlySet<string> = NO_PLUGINS;
  let nodeNames: ReadonlySet<string> | undefined;
  for (const entry of profile.at.preFilter) {
    const { plugin, name } = entry;
    const result = plugin.preFilter!(pod, snapshot);
    if (result === SKIP) continue;
    if ('status' in result) return { active: [], rejectedBy: new Set([name]), status: result.status };
    states.set(entry, result.state);
    if (!result.nodeNames) continue;
    limiting = new Set([...limiting, name]);
    const { nodeNames: allowed } = result;
    nodeNames = nodeNames ? new Set([...nodeNames].filter((node) => allowed.has(node))) : allowed;
    if (nodeNames.size > 0) continue;
    const names = [...limiting].sort().join(' ');
    const reason =
      limiting.size === 1
        ? `node(s) didn't satisfy plugin ${names}`
        : `node(s) didn't satisfy plugin(s) [${names}] simultaneously`;
    return { active: [], rejectedBy: limiting, status: unresolvable(reason) };
  }
  const active: ActiveFilter[] = [];
  for (const entry of profile.at.filter) {
    if (entry.plugin.acceptsAll?.(pod, snapshot)) continue;
    if (!entry.plugin.preFilter || states.has(entry)) active.push({ plugin: entry, state: states.get(entry) });
  }
  return { active, rejectedBy: limiting, ...(nodeNames ? { nodeNames } : {}) };
}

function runPostFilters(
  pod: PodInfo,
  snapshot: Snapshot,
  profile: Profile,
  search: Search,
): PostFilterResult | undefined {
  for (const { plugin } of profile.at.postFilter) {
    const result = plugin.postFilter!(pod, snapshot, search.statuses, search.trial);
    if (result) return result;
  }
  return undefined;
}

function highest(nodes: readonly NodeInfo[], totals: Readonly<Scores>): NodeInfo[] {
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < totals.length; i++) if (totals[i]! > best) best = totals[i]!;
  let count = 0;
  for (let i = 0; i < totals.length; i++) if (totals[i] === best) count++;
  const ties = new Array<NodeInfo>(count);
  for (let i = 0, at = 0; at < count; i++) if (totals[i] === best) ties[at++] = nodes[i]!;
  return ties;
}

/** One of the equals, by reservoir sampling. Models selectHost. */
function select(ties: readonly NodeInfo[], random: Random): NodeInfo | undefined {
  let selected = ties[0];
  for (let i = 1; i < ties.length; i++) if (random.int(i + 1) === 0) selected = ties[i];
  return selected;
}
