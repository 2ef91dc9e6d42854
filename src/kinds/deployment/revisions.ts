import { isNamespaceTerminating, ownerReferencesOf } from '../../api/control/pod-control.ts';
import type { Deployment, DeploymentCondition, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import { withAnnotation } from '../../api/meta.ts';
import { controllerOf, objectKey } from '../../api/object.ts';
import type { Process } from '../../api/process.ts';
import { isReason } from '../../api/status.ts';
import { podTemplateHash } from '../../api/template-hash.ts';
import ReplicaSetKind from '../replica-set/kind.ts';
import { maxRevision, REVISION, revisionOf, withReplicasAnnotations, withRevision } from './annotations.ts';
import { conditionOf, newCondition, setCondition } from './conditions.ts';
import { findNew, HASH_LABEL, newSetSize, replicasOf, sameTemplate } from './replica-sets.ts';
import { type Rollout, writeStatus } from './session.ts';
import { hasDeadline } from './status.ts';

/** The ReplicaSets of a Deployment: of its present template, and all others. */
export interface Revisions {
  readonly newSet: ReplicaSet | undefined;
  readonly oldSets: readonly ReplicaSet[];
  readonly all: readonly ReplicaSet[];
}

/** Finds the newest ReplicaSet, gives it the next revision, and makes it if asked to. Models getAllReplicaSetsAndSyncRevision. */
export function* syncRevision(rollout: Rollout, sets: readonly ReplicaSet[], create: boolean): Process<Revisions> {
  const present = findNew(rollout.deployment, sets);
  const oldSets = sets.filter((rs) => rs !== present);
  const revision = maxRevision(oldSets) + 1;
  let newSet: ReplicaSet | undefined;
  if (present) newSet = yield* keepRevision(rollout, present, revision);
  else if (create) newSet = yield* createSet(rollout, oldSets, revision);
  return { newSet, oldSets, all: newSet ? [...oldSets, newSet] : oldSets };
}

function* keepRevision(rollout: Rollout, present: ReplicaSet, revision: number): Process<ReplicaSet> {
  const { deployment, context } = rollout;
  let updated = withRevision(present, deployment, revision);
  const minReadySeconds = deployment.spec?.minReadySeconds ?? 0;
  if ((present.spec?.minReadySeconds ?? 0) !== minReadySeconds) {
    updated = { ...updated, spec: { ...updated.spec!, minReadySeconds } };
  }
  if (updated !== present) return yield* context.client.update(ReplicaSetKind, updated);
  const found = conditionOf(deployment.status?.conditions, 'Progressing') === undefined && hasDeadline(deployment);
  const message = `Found new replica set "${present.metadata.name}"`;
  const condition = found ? progress(rollout, 'True', 'FoundNewReplicaSet', message) : undefined;
  yield* noteRevision(rollout, String(revisionOf(present)), condition);
  return present;
}

function* createSet(rollout: Rollout, oldSets: readonly ReplicaSet[], revision: number): Process<ReplicaSet> {
  const { deployment, context, recorder } = rollout;
  const planned = planNewSet(deployment, oldSets, revision);
  const name = planned.metadata.name!;
  let created: ReplicaSet;
  let existed = false;
  try {
    created = yield* context.client.create(ReplicaSetKind, planned);
  } catch (error) {
    if (isReason(error, 'AlreadyExists')) {
      created = yield* resolveCollision(rollout, planned, error);
      existed = true;
    } else {
      if (isNamespaceTerminating(error) || !(error instanceof Error)) throw error;
      const message = `Failed to create new replica set "${name}": ${error.message}`;
      if (hasDeadline(deployment)) {
        yield* noteRevision(rollout, undefined, progress(rollout, 'False', 'ReplicaSetCreateError', message));
      }
      recorder.event(deployment, 'Warning', 'ReplicaSetCreateError', message);
      throw error;
    }
  }
  if (!existed && replicasOf(planned) > 0) {
    const message = `Scaled up replica set ${name} from 0 to ${replicasOf(planned)}`;
    recorder.event(deployment, 'Normal', 'ScalingReplicaSet', message);
  }
  const noted = !existed && hasDeadline(deployment);
  const condition = noted
    ? progress(rollout, 'True', 'NewReplicaSetCreated', `Created new replica set "${name}"`)
    : undefined;
  yield* noteRevision(rollout, String(revision), condition);
  return created;
}

/** The ReplicaSet to create for the present template; pure. */
export function planNewSet(deployment: Deployment, oldSets: readonly ReplicaSet[], revision: number): ReplicaSet {
  const { template, selector, minReadySeconds } = deployment.spec!;
  const hash = podTemplateHash(template, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  const bare: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace!,
      labels,
      ownerReferences: ownerReferencesOf(deployment),
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
  const replicas = newSetSize(deployment, [...oldSets, bare], bare);
  const sized = { ...bare, spec: { ...bare.spec!, replicas } };
  return withReplicasAnnotations(withRevision(sized, deployment, revision), deployment);
}

/** A ReplicaSet of that name exists: it is ours and the cache lags, or two templates have the same hash. */
function* resolveCollision(rollout: Rollout, planned: ReplicaSet, error: unknown): Process<ReplicaSet> {
  const { deployment, sets } = rollout;
  const present = sets.get(objectKey(planned));
  if (!present) throw error;
  const ours = controllerOf(present)?.uid === deployment.metadata.uid;
  if (ours && sameTemplate(present.spec?.template, deployment.spec?.template)) return present;
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
  yield* writeStatus(rollout, { ...deployment, status: { ...deployment.status, collisionCount } });
  throw error;
}

/** Writes the Deployment's own revision and a condition, if either is news. */
function* noteRevision(
  rollout: Rollout,
  revision: string | undefined,
  condition: DeploymentCondition | undefined,
): Process<void> {
  const { deployment } = rollout;
  let next = revision === undefined ? deployment : withAnnotation(deployment, REVISION, revision);
  if (condition) {
    const conditions = setCondition(next.status?.conditions ?? [], condition);
    next = { ...next, status: { ...next.status, conditions } };
  }
  if (next !== deployment) yield* writeStatus(rollout, next);
}

function progress(
  { context }: Rollout,
  status: 'True' | 'False',
  reason: string,
  message: string,
): DeploymentCondition {
  return newCondition('Progressing', status, reason, message, context.nowMs());
}
