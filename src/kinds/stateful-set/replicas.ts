import { templateOf } from '../../api/control/controller-revisions.ts';
import type { StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { newPod, ordinalOf, ordinalRange } from './identity.ts';
import { isHealthy } from './pod-state.ts';
import type { Revisions } from './status.ts';

/** A set's Pods, sorted by what is to become of them. */
export interface Replicas {
  /** One for each ordinal of the set; those that do not exist have no phase. */
  readonly wanted: readonly Pod[];
  /** Beyond the set's size, highest ordinal first. */
  readonly condemned: readonly Pod[];
  /** The first that is not running and ready. */
  readonly firstUnhealthy: Pod | undefined;
}

/** Sorts the Pods of a set and makes those that are missing. Models the beginning of updateStatefulSet. */
export function sortReplicas(set: StatefulSet, pods: readonly Pod[], revisions: Revisions): Replicas {
  const { start, count } = ordinalRange(set);
  const existing = new Map(pods.map((pod) => [ordinalOf(pod), pod]));
  const wanted = Array.from(
    { length: count },
    (_, index) => existing.get(start + index) ?? versionedPod(set, revisions, start + index),
  );
  const condemned = pods
    .filter((pod) => ordinalOf(pod) < start || ordinalOf(pod) >= start + count)
    .sort((a, b) => ordinalOf(b) - ordinalOf(a));
  return { wanted, condemned, firstUnhealthy: [...wanted, ...condemned].find((pod) => !isHealthy(pod)) };
}

/** Ordinals below the partition keep the current revision. Models newVersionedStatefulSetPod. */
function versionedPod(set: StatefulSet, { current, update }: Revisions, ordinal: number): Pod {
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {};
  const kept = rollingUpdate ? (rollingUpdate.partition ?? 0) : (set.status?.currentReplicas ?? 0);
  const revision = type === 'RollingUpdate' && ordinal < ordinalRange(set).start + kept ? current : update;
  return newPod(set, templateOf(revision), revision.metadata.name ?? '', ordinal);
}
