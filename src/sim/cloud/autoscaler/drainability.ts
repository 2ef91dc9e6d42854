import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { PodDisruptionBudget } from '../../../api/k8s/policy-v1.gen.ts';
import { isPodTerminal } from '../../../api/pod.ts';
import { labelMatcher } from '../../../api/selectors.ts';

const SAFE = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
const SAFE_VOLUMES = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes';
const MIRROR = 'kubernetes.io/config.mirror';

/** Why a Pod keeps its node from being removed, as upstream's drain.BlockingPodReason calls it. */
export type Blocking =
  | 'NotReplicated'
  | 'LocalStorageRequested'
  | 'NotSafeToEvictAnnotation'
  | 'UnmovableKubeSystemPod'
  | 'NotEnoughPdb';

/** What is to become of the Pods of a node that goes: those that have to move, or the first that may not. */
export type DrainPlan = { readonly move: readonly Pod[] } | { readonly blocked: Blocking; readonly by: Pod };

/**
 * Decides it, with --skip-nodes-with-system-pods and --skip-nodes-with-local-storage, both on by default.
 * Models simulator/drainability/rules.
 */
export function planDrain(pods: Iterable<Pod>, budgets: readonly PodDisruptionBudget[]): DrainPlan {
  const move: Pod[] = [];
  const left = new Map(budgets.map((budget) => [budget, budget.status?.disruptionsAllowed ?? 0]));
  for (const pod of pods) {
    if (staysBehind(pod)) continue;
    const own = budgets.filter((budget) => covers(budget, pod));
    const blocked = blocking(pod, own.length > 0);
    if (blocked) return { blocked, by: pod };
    for (const budget of own) {
      if (left.get(budget)! < 1) return { blocked: 'NotEnoughPdb', by: pod };
      left.set(budget, left.get(budget)! - 1);
    }
    move.push(pod);
  }
  return { move };
}

/** Pods that end with their node, and need no other. */
function staysBehind(pod: Pod): boolean {
  const { metadata } = pod;
  const isDaemon = metadata.ownerReferences?.some(({ kind, controller }) => controller && kind === 'DaemonSet');
  return isDaemon === true || metadata.annotations?.[MIRROR] !== undefined || isPodTerminal(pod);
}

function blocking({ metadata, spec }: Pod, hasBudget: boolean): Blocking | undefined {
  const { annotations = {}, namespace } = metadata;
  if (annotations[SAFE] === 'true') return undefined;
  if (annotations[SAFE] === 'false') return 'NotSafeToEvictAnnotation';
  if (!metadata.ownerReferences?.some(({ controller }) => controller)) return 'NotReplicated';
  if (namespace === 'kube-system' && !hasBudget) return 'UnmovableKubeSystemPod';
  const safe = (annotations[SAFE_VOLUMES] ?? '').split(',');
  const isLocal = spec?.volumes?.some(
    ({ name, emptyDir, hostPath }) =>
      !safe.includes(name) && (hostPath !== undefined || (emptyDir !== undefined && emptyDir.medium !== 'Memory')),
  );
  return isLocal ? 'LocalStorageRequested' : undefined;
}

function covers({ metadata, spec }: PodDisruptionBudget, { metadata: pod }: Pod): boolean {
  return metadata.namespace === pod.namespace && labelMatcher(spec?.selector).matches(pod.labels ?? {});
}
