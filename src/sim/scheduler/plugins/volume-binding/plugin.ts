import type { PersistentVolume, PersistentVolumeClaim } from '../../../../api/k8s/core-v1.gen.ts';
import { objectKey } from '../../../../api/object.ts';
import { boundToClaim, SELECTED_NODE } from '../../../../api/volume-binding.ts';
import { type PluginFactory, plugin, SKIP } from '../../framework.ts';
import { claimsOf } from '../../pod-claims.ts';
import type { PodInfo } from '../../pod-info.ts';
import { unresolvable } from '../../status.ts';
import { createAssumeCache } from './assume-cache.ts';
import { claimProblem, type SortedClaims, sortClaims } from './claim-sorting.ts';
import { volumeBindingEvents } from './hints.ts';
import { candidatesByClass, type NodePlan, planFor, type VolumeView } from './node-plan.ts';
import { relaxClaims } from './relax.ts';
import { writePlan } from './write-plan.ts';

const UNBOUND = unresolvable('pod has unbound immediate PersistentVolumeClaims');

/**
 * Sends Pods where their volumes are or can be, and binds claims that wait for their first consumer. Models
 * plugins/volumebinding; its score is behind a feature gate that is off in v1.32.
 */
const VolumeBinding: PluginFactory = {
  name: 'VolumeBinding',
  create(args, handle) {
    const timeoutMs = Number(args['bindTimeoutSeconds'] ?? 600) * 1_000;
    const volumes = createAssumeCache<PersistentVolume>((key) => handle.get('PersistentVolume', key));
    const claims = createAssumeCache<PersistentVolumeClaim>((key) => handle.get('PersistentVolumeClaim', key));
    // What has been assumed for Pods that are being bound, by UID.
    const reserved = new Map<string, NodePlan>();
    const viewOf = (sorted: SortedClaims): VolumeView => {
      const byClass = candidatesByClass(sorted, volumes, handle);
      return { claims: sorted, volumes, handle, ofClass: (name) => byClass.get(name) ?? [] };
    };
    const revert = ({ bindings, provisions }: NodePlan): void => {
      for (const { volume } of bindings) volumes.restore(objectKey(volume));
      for (const claim of provisions) claims.restore(objectKey(claim));
    };
    return plugin<VolumeView, undefined>({
      preFilter({ pod }) {
        const problem = claimProblem(pod, handle);
        if (problem) return { status: unresolvable(problem) };
        if (claimsOf(pod).length === 0) return SKIP;
        const sorted = sortClaims(pod, claims, handle);
        return sorted.immediate.length > 0 ? { status: UNBOUND } : { state: viewOf(sorted) };
      },
      filter(_pod, node, view) {
        const plan = planFor(node, view);
        return 'bindings' in plan ? undefined : unresolvable(...plan);
      },
      relax: (pod) => relaxClaims(pod, handle),
      reserve({ pod, uid }, node) {
        if (claimsOf(pod).length === 0) return undefined;
        const sorted = sortClaims(pod, claims, handle);
        if (sorted.delayed.length === 0) return undefined;
        const plan = planFor(node, viewOf(sorted));
        if ('bindings' in plan) reserved.set(uid, assume(plan, node.name));
        return undefined;
      },
      unreserve({ uid }: PodInfo) {
        const plan = reserved.get(uid);
        if (plan) revert(plan);
        reserved.delete(uid);
      },
      *preBind({ pod, uid }, node, client) {
        const plan = reserved.get(uid);
        if (plan) yield* writePlan(pod, node, plan, timeoutMs, client, handle);
        return undefined;
      },
      postBind: ({ uid }) => void reserved.delete(uid),
      events: volumeBindingEvents,
    });

    /** Takes a plan for done, so that no other Pod plans with the same volumes. Models AssumePodVolumes. */
    function assume({ bindings, provisions }: NodePlan, nodeName: string): NodePlan {
      const plan: NodePlan = {
        bindings: bindings.map(({ volume, claim }) => ({ claim, volume: boundToClaim(volume, claim) })),
        provisions: provisions.map((claim) => {
          const annotations = { ...claim.metadata.annotations, [SELECTED_NODE]: nodeName };
          return { ...claim, metadata: { ...claim.metadata, annotations } };
        }),
      };
      for (const { volume } of plan.bindings) volumes.assume(volume);
      for (const claim of plan.provisions) claims.assume(claim);
      return plan;
    }
  },
};

export default VolumeBinding;
