import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { formatLabelSelector, parseLabelSelector } from '../../api/selectors.ts';
import { isReason } from '../../api/status.ts';
import type { State } from './controller.ts';
import { isFinished, isManagedElsewhere } from './job-pod.ts';
import JobKind from './kind.ts';
import { releasePod } from './tracking.ts';

// Pods whose Job has gone or has ended must not keep its finalizer: nobody else would take it off.

const BY_NAME = 'pod ';
const BY_SELECTOR = 'selector ';

/** The key of one Pod. */
export const podKey = (pod: Pod): string => `${BY_NAME}${objectKey(pod)}`;

/** The key of all Pods that a Job selects. */
export const selectedKey = ({ metadata, spec }: Job): string =>
  `${BY_SELECTOR}${metadata.namespace} ${formatLabelSelector(spec?.selector)}`;

/** Takes the finalizer off the Pods of a key that have no Job any more. Models syncOrphanPod. */
export function* syncOrphans(state: State, key: string): Process<void> {
  if (key.startsWith(BY_NAME)) {
    const pod = state.pods.get(key.slice(BY_NAME.length));
    if (pod) yield* syncOrphan(state, pod);
    return;
  }
  const rest = key.slice(BY_SELECTOR.length);
  const space = rest.indexOf(' ');
  const matcher = parseLabelSelector(rest.slice(space + 1));
  const pods = [...state.pods.list(rest.slice(0, space))].filter((pod) => matcher.matches(pod.metadata.labels));
  for (const pod of pods) yield* syncOrphan(state, pod);
}

function* syncOrphan(state: State, pod: Pod): Process<void> {
  const owner = controllerOf(pod);
  if (owner && (owner.kind !== JobKind.kind || owner.apiVersion !== 'batch/v1')) return;
  const job = owner && jobOf(state, pod);
  if (job && (isManagedElsewhere(job) || !isFinished(job))) return;
  try {
    yield* releasePod(state, pod);
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** The Job that controls a Pod, if it is the one that the cache has under that name. */
export function jobOf({ jobs }: Pick<State, 'jobs'>, pod: Pod): Job | undefined {
  const owner = controllerOf(pod);
  if (owner?.kind !== JobKind.kind) return undefined;
  const job = jobs.get(`${pod.metadata.namespace}/${owner.name}`);
  return job?.metadata.uid === owner.uid ? job : undefined;
}
