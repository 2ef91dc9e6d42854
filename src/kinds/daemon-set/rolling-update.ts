import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { isPodAvailable } from '../../api/pod.ts';
import { type DaemonPlan, type DaemonView, isUpdated, updateLimits } from './plan.ts';

/** The new and the old Pod of a node; undefined where there are several of a sort. Models findUpdatedPodsOnNode. */
interface Pair {
  readonly fresh: Pod | undefined;
  readonly old: Pod | undefined;
}

/** Which old Pods go and which nodes get a new one beside the old. Models rollingUpdate of pkg/controller/daemon. */
export function planRollingUpdate(view: DaemonView): DaemonPlan {
  if (!hasOld(view)) return { remove: [], create: [] };
  const limits = updateLimits(view);
  const nodes = [...new Set([...view.podsByNode.keys(), ...limits.wanted])];
  const pairs = nodes.map((node): readonly [string, Pair | undefined] => [
    node,
    pairOf(view, view.podsByNode.get(node) ?? []),
  ]);
  return limits.maxSurge > 0
    ? planSurge(view, pairs, limits.maxSurge)
    : planReplacement(view, pairs, limits.maxUnavailable);
}

/** Only where there is an old Pod is there anything to do, which is seldom: Pods change a thousand times as often as templates. */
function hasOld(view: DaemonView): boolean {
  for (const pods of view.podsByNode.values()) if (!pods.every((pod) => isUpdated(view, pod))) return true;
  return false;
}

function pairOf(view: DaemonView, pods: readonly Pod[]): Pair | undefined {
  const living = pods.filter((pod) => !isTerminating(pod));
  const fresh = living.filter((pod) => isUpdated(view, pod));
  const old = living.filter((pod) => !isUpdated(view, pod));
  return fresh.length > 1 || old.length > 1 ? undefined : { fresh: fresh[0], old: old[0] };
}

function available({ set, nowMs }: DaemonView, pod: Pod): boolean {
  return isPodAvailable(pod, set.spec?.minReadySeconds ?? 0, nowMs);
}

/** Deletes so many old Pods that no more nodes than allowed are without an available one. */
function planReplacement(
  view: DaemonView,
  pairs: readonly (readonly [string, Pair | undefined])[],
  maxUnavailable: number,
): DaemonPlan {
  let unavailable = 0;
  const broken: Pod[] = [];
  const candidates: Pod[] = [];
  for (const [, pair] of pairs) {
    if (!pair?.old || pair.fresh) {
      if (!pair?.fresh || pair.old || !available(view, pair.fresh)) unavailable++;
    } else if (available(view, pair.old)) candidates.push(pair.old);
    else {
      broken.push(pair.old);
      unavailable++;
    }
  }
  const remaining = Math.max(0, maxUnavailable - unavailable);
  return { remove: [...broken, ...candidates.slice(0, remaining)], create: [] };
}

/** Creates new Pods beside old ones, and deletes the old ones whose successor is available. */
function planSurge(
  view: DaemonView,
  pairs: readonly (readonly [string, Pair | undefined])[],
  maxSurge: number,
): DaemonPlan {
  let surging = 0;
  const remove: Pod[] = [];
  const allowed: string[] = [];
  const candidates: string[] = [];
  for (const [node, pair] of pairs) {
    if (!pair) surging++;
    else if (pair.old && !pair.fresh) (available(view, pair.old) ? candidates : allowed).push(node);
    else if (pair.old && pair.fresh) {
      if (available(view, pair.fresh)) remove.push(pair.old);
      else surging++;
    }
  }
  return { remove, create: [...allowed, ...candidates.slice(0, Math.max(0, maxSurge - surging))] };
}
