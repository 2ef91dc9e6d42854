import type { KubeletState } from '../kubelet-state.ts';

/**
 * Gives up what nobody needs: ended containers of Pods that are over, and images that no container is made from. Models
 * the node's reclaim functions (DeleteAllUnusedContainers, DeleteUnusedImages).
 */
export function reclaimDisk(kubelet: KubeletState): void {
  for (const { uid, stage } of kubelet.pods.values()) {
    if (stage === 'done') kubelet.runtime.removePod(uid);
  }
  kubelet.images.deleteUnused();
}
