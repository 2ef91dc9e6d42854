import { attachableName } from '../../../api/attachable-volume.ts';
import type { Informer } from '../../../api/controller.ts';
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { CSIDriver } from '../../../api/k8s/storage-v1.gen.ts';
import { isTerminating } from '../../../api/object.ts';
import { isPodTerminal } from '../../../api/pod.ts';

/** Nodes whose kubelet leaves attaching to the control plane say so. */
const MANAGED = 'volumes.kubernetes.io/controller-managed-attach-detach';

/** The caches from which it follows which volumes are needed where. */
export interface WantedSources {
  readonly pods: Informer<Pod>;
  readonly claims: Informer<PersistentVolumeClaim>;
  readonly volumes: Informer<PersistentVolume>;
  readonly drivers: Informer<CSIDriver>;
  readonly nodes: Informer<Node>;
}

/** Which volumes Pods need on which nodes. Models cache.DesiredStateOfWorld. */
export interface Wanted {
  /** Looks at a Pod again, which may be gone; returns the volumes for which that makes a difference. */
  update(podKey: string): readonly string[];
  /** Pods that need a volume, by their nodes. */
  of(volume: string): ReadonlyMap<string, readonly Pod[]>;
}

/** The claims that a Pod's volumes name, as keys. */
export function claimKeysOf({ metadata, spec }: Pod): string[] {
  return (spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    const claim = persistentVolumeClaim?.claimName ?? (ephemeral && `${metadata.name}-${name}`);
    return claim === undefined ? [] : [`${metadata.namespace}/${claim}`];
  });
}

/** Makes an empty one. */
export function createWanted(sources: WantedSources): Wanted {
  const byPod = new Map<string, { readonly node: string; readonly volumes: readonly string[] }>();
  const byVolume = new Map<string, Set<string>>();
  return {
    update(key) {
      const before = byPod.get(key);
      const pod = sources.pods.get(key);
      const volumes = pod ? volumesOf(pod, sources) : [];
      for (const volume of before?.volumes ?? []) byVolume.get(volume)?.delete(key);
      for (const volume of volumes) byVolume.set(volume, (byVolume.get(volume) ?? new Set()).add(key));
      if (volumes.length > 0) byPod.set(key, { node: pod!.spec!.nodeName!, volumes });
      else byPod.delete(key);
      return [...new Set([...(before?.volumes ?? []), ...volumes])];
    },
    of(volume) {
      const nodes = new Map<string, Pod[]>();
      for (const key of byVolume.get(volume) ?? []) {
        const pod = sources.pods.get(key);
        const { node } = byPod.get(key)!;
        if (pod) nodes.set(node, [...(nodes.get(node) ?? []), pod]);
      }
      return nodes;
    },
  };
}

function volumesOf(pod: Pod, { claims, volumes, drivers, nodes }: WantedSources): string[] {
  const node = nodes.get(pod.spec?.nodeName ?? '');
  if (node?.metadata.annotations?.[MANAGED] !== 'true' || isOver(pod)) return [];
  return claimKeysOf(pod).flatMap((key) => {
    const claim = claims.get(key);
    const name = claim?.status?.phase === 'Bound' ? (claim.spec?.volumeName ?? '') : '';
    const volume = volumes.get(name);
    return volume && attachableName(volume, drivers.get(volume.spec?.csi?.driver ?? '')) ? [name] : [];
  });
}

/** Whether nothing of a Pod runs or will run. Models IsPodTerminated of pkg/volume/util. */
function isOver(pod: Pod): boolean {
  const stopped = (pod.status?.containerStatuses ?? []).every(({ state }) => state?.terminated ?? state?.waiting);
  return isPodTerminal(pod) || (isTerminating(pod) && stopped);
}

/** Whether a change of a Pod may change what it needs. */
export function mattersToVolumes(pod: Pod, previous: Pod): boolean {
  if (pod.spec?.nodeName !== previous.spec?.nodeName) return true;
  return isOver(pod) !== isOver(previous);
}
