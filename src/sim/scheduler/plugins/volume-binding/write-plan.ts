import type { Client } from '../../../../api/client.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../../../../api/k8s/core-v1.gen.ts';
import type { CSINode } from '../../../../api/k8s/storage-v1.gen.ts';
import { type KubeObject, objectKey } from '../../../../api/object.ts';
import { type Process, sleep } from '../../../../api/process.ts';
import { isFullyBound, SELECTED_NODE } from '../../../../api/volume-binding.ts';
import type { Handle } from '../../framework.ts';
import { kindNamed } from '../../kinds.ts';
import { NodeInfo } from '../../node-info.ts';
import { notFoundText } from '../../pod-claims.ts';
import type { NodePlan } from './node-plan.ts';
import { isReachable } from './topology.ts';

type Claim = PersistentVolumeClaim;
type Volume = PersistentVolume;

/** How often the claims are looked at while they are being bound. */
const POLL_MS = 1_000;

/**
 * Writes what has been decided about a Pod's claims, and waits until the controllers have bound them all. Throws what the
 * API server refused with, or what has gone wrong meanwhile. Models BindPodVolumes.
 */
export function* writePlan(
  pod: Pod,
  nodeName: string,
  plan: NodePlan,
  timeoutMs: number,
  client: Client,
  handle: Handle,
): Process<void> {
  const volumes: Volume[] = [];
  const claims: Claim[] = [];
  for (const { volume } of plan.bindings)
    volumes.push(yield* client.update(kindNamed<Volume>('PersistentVolume'), volume));
  for (const claim of plan.provisions) {
    claims.push(yield* client.update(kindNamed<Claim>('PersistentVolumeClaim'), claim));
  }
  const written = { volumes, claims, bound: plan.bindings.map(({ claim }) => objectKey(claim)) };
  for (let waitedMs = POLL_MS; waitedMs < timeoutMs; waitedMs += POLL_MS) {
    yield* sleep(POLL_MS);
    if (areBound(pod, nodeName, written, handle)) return;
  }
  yield* sleep(POLL_MS);
  throw failure('context deadline exceeded');
}

interface Written {
  readonly volumes: readonly Volume[];
  readonly claims: readonly Claim[];
  /** Keys of the claims that the volumes are for. */
  readonly bound: readonly string[];
}

/** Whether all is bound; throws when it will not be. Looks at what is stored, not at what is assumed. Models checkBindings. */
function areBound(pod: Pod, nodeName: string, written: Written, handle: Handle): boolean {
  const node = handle.get<Node>('Node', nodeName);
  if (!node) throw failure(`failed to get node ${JSON.stringify(nodeName)}: ${notFoundText('node', nodeName)}`);
  const name = pod.metadata.name ?? '';
  if (!handle.get('Pod', objectKey(pod))) throw failure(`pod does not exist any more: ${notFoundText('pod', name)}`);
  const reaches = reachCheck(node, handle.get<CSINode>('CSINode', nodeName));
  for (const [i, mine] of written.volumes.entries()) {
    const volume = stored<Volume>(handle, 'PersistentVolume', objectKey(mine), 'failed to check binding');
    const claim = stored<Claim>(handle, 'PersistentVolumeClaim', written.bound[i]!, 'failed to check binding');
    if (isOlder(volume, mine)) return false;
    reaches(volume);
    if (!volume.spec?.claimRef?.uid) throw failure(`ClaimRef got reset for pv ${JSON.stringify(volume.metadata.name)}`);
    if (!isFullyBound(claim)) return false;
  }
  for (const mine of written.claims) {
    const claim = stored<Claim>(handle, 'PersistentVolumeClaim', objectKey(mine), 'failed to check provisioning pvc');
    if (isOlder(claim, mine)) return false;
    const quoted = JSON.stringify(claim.metadata.name);
    const { annotations } = claim.metadata;
    if (!annotations) throw failure(`selectedNode annotation reset for PVC ${quoted}`);
    if (annotations[SELECTED_NODE] !== nodeName) throw failure(`provisioning failed for PVC ${quoted}`);
    const { volumeName } = claim.spec ?? {};
    const volume = volumeName ? handle.get<Volume>('PersistentVolume', volumeName) : undefined;
    if (volumeName && !volume) return false;
    if (volume) reaches(volume);
    if (!isFullyBound(claim)) return false;
  }
  return true;
}

function failure(text: string): Error {
  return new Error(`binding volumes: ${text}`);
}

function stored<T extends KubeObject>(handle: Handle, kind: string, key: string, doing: string): T {
  const object = handle.get<T>(kind, key);
  if (!object) throw failure(`${doing}: could not find v1.${kind} ${JSON.stringify(key)}`);
  return object;
}

function isOlder(object: KubeObject, than: KubeObject): boolean {
  return Number(object.metadata.resourceVersion) < Number(than.metadata.resourceVersion);
}

/** Throws when the node does not reach a volume. */
function reachCheck(node: Node, csiNode: CSINode | undefined): (volume: Volume) => void {
  const { name = '' } = node.metadata;
  const info = new NodeInfo(name);
  info.setNode(node);
  return (volume) => {
    if (isReachable(volume, info, csiNode)) return;
    const [pv, its] = [JSON.stringify(volume.metadata.name), JSON.stringify(name)];
    throw failure(`pv ${pv} node affinity doesn't match node ${its}: no matching NodeSelectorTerms`);
  };
}
