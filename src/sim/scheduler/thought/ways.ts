import { runPreFilters } from '../decide.ts';
import { createTrial, type NominatedPods } from '../filter-trial.ts';
import type { Rejection, Relaxation } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';
import type { Profile, ProfilePlugin } from '../profile.ts';
import type { Snapshot } from '../snapshot.ts';
import { statusMessage } from '../status.ts';

/** More changes than this for one node are no advice any more. */
const MOST_CHANGES = 5;

/** Changes that, made together, would let a Pod onto a node; none when it fits as it is. */
export type Way = readonly Pick<Relaxation, 'what' | 'how' | 'cost'>[];

/** What ways are looked for with. */
export interface WaySearch {
  readonly snapshot: Snapshot;
  readonly profile: Profile;
  readonly nominated: NominatedPods;
}

/**
 * Looks for a way onto a node by trying: the filters run, the one that refuses says what would have to change, and they run
 * again with that change made, until all are content. Undefined when there are too many changes.
 */
export function wayOnto(pod: PodInfo, node: NodeInfo, search: WaySearch): Way | undefined {
  const way: Relaxation[] = [];
  const ignored = new Set<string>();
  let [changedPod, changedNode] = [pod, node];
  for (;;) {
    const rejection = firstRejection(changedPod, changedNode, search, ignored);
    if (!rejection) return way;
    if (way.length === MOST_CHANGES) return undefined;
    const found = relaxation(rejection, changedPod, changedNode, search);
    way.push(found);
    changedPod = found.pod ?? changedPod;
    changedNode = found.node ?? changedNode;
    if (!found.pod && !found.node) ignored.add(rejection.plugin);
  }
}

/** Every filter that refuses a node, not only the first. */
export function allRejections(pod: PodInfo, node: NodeInfo, search: WaySearch): readonly Rejection[] {
  const ignored = new Set<string>();
  const found: Rejection[] = [];
  for (;;) {
    const rejection = firstRejection(pod, node, search, ignored);
    if (!rejection) return found;
    found.push(rejection);
    ignored.add(rejection.plugin);
  }
}

function firstRejection(
  pod: PodInfo,
  node: NodeInfo,
  { snapshot, profile, nominated }: WaySearch,
  ignored: ReadonlySet<string>,
): Rejection | undefined {
  const asked = (plugins: readonly ProfilePlugin[]): readonly ProfilePlugin[] =>
    plugins.filter(({ name }) => !ignored.has(name));
  const at = { ...profile.at, preFilter: asked(profile.at.preFilter), filter: asked(profile.at.filter) };
  const { active, status, rejectedBy, nodeNames } = runPreFilters(pod, snapshot, { at });
  const [plugin = ''] = rejectedBy;
  if (status) return { plugin, status };
  if (nodeNames && !nodeNames.has(node.name)) {
    return { plugin, status: { code: 'UnschedulableAndUnresolvable', reasons: [`it may not run on ${node.name}`] } };
  }
  return createTrial(pod, active, nominated).run(node);
}

/** What a plugin asks for; one that does not say is not asked any more. */
function relaxation(
  { plugin: name, status }: Rejection,
  pod: PodInfo,
  node: NodeInfo,
  { snapshot, profile }: WaySearch,
): Relaxation {
  const { preFilter, filter } = profile.at;
  const { plugin } = [...filter, ...preFilter].find((entry) => entry.name === name) ?? {};
  const found = plugin?.relax?.(pod, node, snapshot);
  return found ?? { what: `an answer to “${statusMessage(status)}”`, how: 'on', cost: 2 };
}
