import type { PersistentVolume, PersistentVolumeClaim } from '../../../../api/k8s/core-v1.gen.ts';
import type { CSINode, StorageClass } from '../../../../api/k8s/storage-v1.gen.ts';
import { isTerminating, objectKey } from '../../../../api/object.ts';
import { labelMatcher } from '../../../../api/selectors.ts';
import { storageClassOf } from '../../../../api/storage.ts';
import {
  hasAccessModes,
  hasSameMode,
  isBoundTo,
  isLargeEnough,
  requestOf,
  SELECTED_NODE,
  sizeOf,
} from '../../../../api/volume-binding.ts';
import { compareQuantities } from '../../../../base/quantity.ts';
import type { Handle } from '../../framework.ts';
import type { NodeInfo } from '../../node-info.ts';
import type { AssumeCache } from './assume-cache.ts';
import type { SortedClaims } from './claim-sorting.ts';
import { hasEnoughCapacity } from './storage-capacity.ts';
import { isReachable, offersTopology } from './topology.ts';

type Claim = PersistentVolumeClaim;
type Volume = PersistentVolume;

/** Why a node will not do. */
export const REASONS = {
  nodeConflict: 'node(s) had volume node affinity conflict',
  bindConflict: "node(s) didn't find available persistent volumes to bind",
  noSpace: 'node(s) did not have enough free storage',
  volumeMissing: 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)',
} as const;

/** What has to be done about a Pod's claims if it goes to a node. */
export interface NodePlan {
  readonly bindings: readonly { readonly volume: Volume; readonly claim: Claim }[];
  readonly provisions: readonly Claim[];
}

/** What the plans for all nodes start from. */
export interface VolumeView {
  readonly claims: SortedClaims;
  readonly volumes: AssumeCache<Volume>;
  /** Volumes of a class, as they are assumed to be. */
  ofClass(className: string): readonly Volume[];
  readonly handle: Handle;
}

const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** The volumes of the claims' classes that could be bound to one of them, by class. Looked up once for a decision. */
export function candidatesByClass(
  { delayed }: SortedClaims,
  volumes: AssumeCache<Volume>,
  handle: Handle,
): ReadonlyMap<string, readonly Volume[]> {
  const wanted = delayed.filter(({ metadata }) => metadata.annotations?.[SELECTED_NODE] === undefined);
  const byClass = new Map(wanted.map((claim) => [storageClassOf(claim), [] as Volume[]]));
  if (byClass.size === 0) return byClass;
  for (const stored of handle.list<Volume>('PersistentVolume')) {
    const volume = volumes.latest(stored);
    if (volume.spec?.claimRef && !wanted.some((claim) => isBoundTo(volume, claim))) continue;
    byClass.get(storageClassOf(volume))?.push(volume);
  }
  return byClass;
}

/** What to do about a Pod's claims on a node, or why it will not do. Models FindPodVolumes. */
export function planFor(node: NodeInfo, view: VolumeView): NodePlan | readonly string[] {
  const { claims } = view;
  const csiNode = view.handle.get<CSINode>('CSINode', node.name);
  const conflict = boundConflict(claims.bound, node, csiNode, view);
  const found = delayedPlan(claims.delayed, node, view);
  if (conflict === undefined && typeof found !== 'string') return found;
  // In the order in which upstream lists them.
  return Object.values(REASONS).filter((reason) => reason === conflict || reason === found);
}

function boundConflict(
  bound: readonly Claim[],
  node: NodeInfo,
  csiNode: CSINode | undefined,
  { volumes }: VolumeView,
): string | undefined {
  for (const { spec } of bound) {
    const volume = volumes.get(spec?.volumeName ?? '');
    if (!volume) return REASONS.volumeMissing;
    if (!isReachable(volume, node, csiNode)) return REASONS.nodeConflict;
  }
  return undefined;
}

function delayedPlan(delayed: readonly Claim[], node: NodeInfo, view: VolumeView): NodePlan | string {
  const toMatch: Claim[] = [];
  const toProvision: Claim[] = [];
  for (const claim of delayed) {
    const selected = claim.metadata.annotations?.[SELECTED_NODE];
    if (selected !== undefined && selected !== node.name) return REASONS.bindConflict;
    (selected === undefined ? toMatch : toProvision).push(claim);
  }
  toMatch.sort((a, b) => compareQuantities(requestOf(a), requestOf(b)));
  const bindings: { volume: Volume; claim: Claim }[] = [];
  const chosen = new Set<string>();
  for (const claim of toMatch) {
    const volume = bestVolume(claim, node, chosen, view);
    if (!volume) toProvision.push(claim);
    else {
      chosen.add(objectKey(volume));
      bindings.push({ volume, claim });
    }
  }
  for (const claim of toProvision) {
    const obstacle = provisioningObstacle(claim, node, view.handle);
    if (obstacle) return obstacle;
  }
  return { bindings, provisions: toProvision };
}

/** The volume reserved for a claim, else the smallest that fits and that the node reaches. Models FindMatchingVolume. */
function bestVolume(claim: Claim, node: NodeInfo, chosen: ReadonlySet<string>, view: VolumeView): Volume | undefined {
  const { selector } = claim.spec ?? {};
  const matcher = labelMatcher(selector);
  let best: Volume | undefined;
  for (const volume of view.ofClass(storageClassOf(claim))) {
    const { claimRef } = volume.spec ?? {};
    if (chosen.has(objectKey(volume)) || (claimRef && !isBoundTo(volume, claim))) continue;
    if (!isLargeEnough(volume, claim) || !hasSameMode(volume, claim) || isTerminating(volume)) continue;
    if (claimRef) return isReachable(volume, node, undefined) ? volume : undefined;
    if (volume.status?.phase !== 'Available' || (selector && !matcher.matches(volume.metadata.labels))) continue;
    if (!hasAccessModes(volume, claim) || !isReachable(volume, node, undefined)) continue;
    if (!best || compareQuantities(sizeOf(best), sizeOf(volume)) > 0) best = volume;
  }
  return best;
}

/** Why a volume for a claim cannot be provisioned where a node would reach it. Models checkVolumeProvisions. */
function provisioningObstacle(claim: Claim, node: NodeInfo, handle: Handle): string | undefined {
  const found = handle.get<StorageClass>('StorageClass', storageClassOf(claim));
  if (!found?.provisioner || found.provisioner === NO_PROVISIONER) return REASONS.bindConflict;
  if (!offersTopology(node, found.allowedTopologies ?? [])) return REASONS.bindConflict;
  return hasEnoughCapacity(found, claim, node, handle) ? undefined : REASONS.noSpace;
}
