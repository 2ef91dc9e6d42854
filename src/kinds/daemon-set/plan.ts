import { scaledValue } from '../../api/intstr.ts';
import type { DaemonSet, DaemonSetStatus } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Counts, OverPod } from './judge.ts';
import type { DaemonView } from './roster.ts';

/** Which Pods to delete and which nodes need one. */
export interface DaemonPlan {
  readonly remove: readonly Pod[];
  readonly create: readonly string[];
}

/** The plan that gives every node its Pod, and the Pods that are over and have to be replaced. */
export interface ManagePlan extends DaemonPlan {
  readonly failed: readonly OverPod[];
  readonly succeeded: readonly OverPod[];
}

/** Which nodes lack a Pod and which Pods are too many. Models manage of pkg/controller/daemon. */
export function planNodes({ unsettled }: Pick<DaemonView, 'unsettled'>): ManagePlan {
  const plan = { remove: [] as Pod[], create: [] as string[], failed: [] as OverPod[], succeeded: [] as OverPod[] };
  for (const { name, verdict } of unsettled()) {
    if (verdict.create) plan.create.push(name);
    plan.remove.push(...verdict.remove);
    plan.failed.push(...verdict.failed);
    plan.succeeded.push(...verdict.succeeded);
  }
  return plan;
}

/** How many nodes may be without a Pod or with one more while the template changes. Models updatedDesiredNodeCounts. */
export function updateLimits(
  { spec }: DaemonSet,
  desired: number,
): { readonly maxSurge: number; readonly maxUnavailable: number } {
  const { maxSurge = 0, maxUnavailable = 1 } = spec?.updateStrategy?.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, desired, true);
  const unavailable = scaledValue(maxUnavailable, desired, true);
  const isImpossible = surge === 0 && unavailable === 0 && desired > 0;
  return { maxSurge: surge, maxUnavailable: isImpossible ? 1 : unavailable };
}

/** Counts as the status has them. Models updateDaemonSetStatus. */
export function statusOf(counts: Counts): DaemonSetStatus {
  const unavailable = counts.desired - counts.available;
  return {
    currentNumberScheduled: counts.current,
    numberMisscheduled: counts.misscheduled,
    desiredNumberScheduled: counts.desired,
    numberReady: counts.ready,
    ...(counts.updated ? { updatedNumberScheduled: counts.updated } : {}),
    ...(counts.available ? { numberAvailable: counts.available } : {}),
    ...(unavailable ? { numberUnavailable: unavailable } : {}),
  };
}
