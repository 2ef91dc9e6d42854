import type { Deployment, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import { withAnnotation } from '../../api/meta.ts';
import { maxSurge, replicasOf } from './replica-sets.ts';

// The annotations that a Deployment keeps on its ReplicaSets. Models pkg/controller/deployment/util.

export const REVISION = 'deployment.kubernetes.io/revision';
const HISTORY = 'deployment.kubernetes.io/revision-history';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MAX = 'deployment.kubernetes.io/max-replicas';
const NOT_COPIED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  HISTORY,
  DESIRED,
  MAX,
  'deprecated.deployment.rollback.to',
]);
/** Most characters of the revision history. */
const HISTORY_LIMIT = 2000;

/** The revision of a ReplicaSet or Deployment; 0 without one. */
export function revisionOf(object: Deployment | ReplicaSet): number {
  const revision = Number(object.metadata.annotations?.[REVISION] ?? '0');
  return Number.isInteger(revision) ? revision : 0;
}

/** The highest revision. */
export function maxRevision(sets: readonly ReplicaSet[]): number {
  return sets.reduce((max, rs) => Math.max(max, revisionOf(rs)), 0);
}

/** Number of Pods that the Deployment wanted when it last scaled this ReplicaSet. */
export function desiredAnnotation(rs: ReplicaSet): number | undefined {
  return numberOf(rs.metadata.annotations?.[DESIRED]);
}

/** Most Pods that the Deployment could have when it last scaled this ReplicaSet. */
export function maxAnnotation(rs: ReplicaSet): number | undefined {
  return numberOf(rs.metadata.annotations?.[MAX]);
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** The ReplicaSet with the Deployment's present numbers noted on it; the same one if they are. */
export function withReplicasAnnotations(rs: ReplicaSet, deployment: Deployment): ReplicaSet {
  const desired = replicasOf(deployment);
  const noted = withAnnotation(rs, DESIRED, String(desired));
  return withAnnotation(noted, MAX, String(desired + maxSurge(deployment)));
}

/**
 * The newest ReplicaSet with the Deployment's annotations and its revision; the revision that it had before goes to its
 * history. The same one if nothing changes. Models SetNewReplicaSetAnnotations.
 */
export function withRevision(rs: ReplicaSet, deployment: Deployment, revision: number): ReplicaSet {
  let changed = rs;
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (!NOT_COPIED.has(key)) changed = withAnnotation(changed, key, value);
  }
  const before = rs.metadata.annotations?.[REVISION];
  if (revisionOf(rs) >= revision) return changed;
  changed = withAnnotation(changed, REVISION, String(revision));
  if (before === undefined) return changed;
  return withAnnotation(changed, HISTORY, appended(rs.metadata.annotations?.[HISTORY] ?? '', before));
}

/** The history with one more revision; the oldest fall out when it gets too long. */
function appended(history: string, revision: string): string {
  const revisions = history === '' ? [] : history.split(',');
  let length = history.length + revision.length + 1;
  while (length > HISTORY_LIMIT && revisions.length > 0) length -= revisions.shift()!.length + 1;
  return [...revisions, revision].join(',');
}
