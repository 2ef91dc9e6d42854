import type { ControllerContext, EventRecorder, Lister, WorkQueue } from '../../api/controller.ts';
import type { Deployment, ReplicaSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../api/process.ts';
import DeploymentKind from './kind.ts';

/** One sync of a Deployment: what it works with, and the Deployment as last written. */
export interface Rollout {
  readonly context: ControllerContext;
  readonly recorder: EventRecorder;
  readonly sets: Lister<ReplicaSet>;
  readonly queue: WorkQueue;
  /** Its Pods by ReplicaSet; asked for only by Recreate. */
  readonly podsOf: (rs: ReplicaSet) => Iterable<Pod>;
  deployment: Deployment;
}

/** Writes status and annotations; the rest of the sync builds on the answer. */
export function* writeStatus(rollout: Rollout, deployment: Deployment): Process<void> {
  rollout.deployment = yield* rollout.context.client.updateStatus(DeploymentKind, deployment);
}
