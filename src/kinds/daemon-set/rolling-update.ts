import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Stage } from './judge.ts';
import type { Post } from './ledger.ts';
import { type DaemonPlan, updateLimits } from './plan.ts';
import type { DaemonView } from './roster.ts';

/** Which old Pods go and which nodes get a new one beside the old. Models rollingUpdate of pkg/controller/daemon. */
export function planRollingUpdate(view: DaemonView): DaemonPlan {
  const { maxSurge, maxUnavailable } = updateLimits(view.set, view.counts.desired);
  return maxSurge > 0 ? planSurge(view, maxSurge) : planReplacement(view, maxUnavailable);
}

const UNAVAILABLE: readonly Stage[] = ['none', 'old, broken', 'both', 'both, new one broken', 'new, broken', 'several'];
const SURGING: readonly Stage[] = ['both, new one broken', 'several'];

/** Deletes so many old Pods that no more nodes than allowed are without an available one. */
function planReplacement({ at, sizeOf }: DaemonView, maxUnavailable: number): DaemonPlan {
  const remaining = maxUnavailable - sizeOf(UNAVAILABLE);
  const candidates = remaining > 0 ? at('old').slice(0, remaining) : [];
  return { remove: [...at('old, broken'), ...candidates].map(oldOf), create: [] };
}

/** Creates new Pods beside old ones, and deletes the old ones whose successor is available. */
function planSurge({ at, sizeOf }: DaemonView, maxSurge: number): DaemonPlan {
  const remaining = maxSurge - sizeOf(SURGING);
  const candidates = remaining > 0 ? at('old').slice(0, remaining) : [];
  return { remove: at('both').map(oldOf), create: [...at('old, broken'), ...candidates].map(({ name }) => name) };
}

/** At these stages a node has just one old Pod. */
const oldOf = ({ verdict }: Post): Pod => verdict.old!;
