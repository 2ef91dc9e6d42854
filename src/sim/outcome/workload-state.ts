import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { ReplicationController } from '../../api/k8s/core-v1.gen.ts';
import { controllerOf, type KubeObject } from '../../api/object.ts';

/** How far a workload is. */
export interface WorkloadState {
  /** It is as its spec asks: all Pods there, of the newest template, and available; of a Job, that it has ended. */
  readonly complete: boolean;
  /** Pods that it wants and those available; null for what serves nobody. */
  readonly pods: { readonly wanted: number; readonly available: number } | null;
}

type Copies = ReplicaSet | ReplicationController;
type Seen = { readonly metadata: { readonly generation?: number }; readonly status?: { observedGeneration?: number } };

/** Whether its controller has seen its newest spec. */
const isSeen = ({ metadata, status }: Seen): boolean => (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);

function ofDeployment(deployment: Deployment): WorkloadState {
  const wanted = deployment.spec?.replicas ?? 0;
  const { replicas = 0, updatedReplicas = 0, availableReplicas: available = 0 } = deployment.status ?? {};
  const complete = replicas === wanted && updatedReplicas === wanted && available === wanted;
  return { complete: complete && isSeen(deployment), pods: { wanted, available } };
}

function ofCopies(copies: Copies): WorkloadState {
  const wanted = copies.spec?.replicas ?? 0;
  const { replicas = 0, availableReplicas: available = 0 } = copies.status ?? {};
  return { complete: replicas === wanted && available === wanted && isSeen(copies), pods: { wanted, available } };
}

function ofStatefulSet(set: StatefulSet): WorkloadState {
  const wanted = set.spec?.replicas ?? 0;
  const { availableReplicas: available = 0, currentRevision, updateRevision } = set.status ?? {};
  const complete = available === wanted && currentRevision === updateRevision;
  return { complete: complete && isSeen(set), pods: { wanted, available } };
}

function ofDaemonSet(set: DaemonSet): WorkloadState {
  const {
    desiredNumberScheduled: wanted = 0,
    numberAvailable: available = 0,
    updatedNumberScheduled = 0,
  } = set.status ?? {};
  return {
    complete: available === wanted && updatedNumberScheduled === wanted && isSeen(set),
    pods: { wanted, available },
  };
}

function ofJob({ status }: Job): WorkloadState {
  const complete = (status?.conditions ?? []).some(
    (condition) => (condition.type === 'Complete' || condition.type === 'Failed') && condition.status === 'True',
  );
  return { complete, pods: null };
}

const stateOf: ReadonlyMap<string, (object: never) => WorkloadState> = new Map<
  string,
  (object: never) => WorkloadState
>([
  ['Deployment', ofDeployment],
  ['ReplicaSet', ofCopies],
  ['ReplicationController', ofCopies],
  ['StatefulSet', ofStatefulSet],
  ['DaemonSet', ofDaemonSet],
  ['Job', ofJob],
]);

/** The state of a workload that nothing else has made; undefined for another object. */
export function workloadState(kind: string, object: KubeObject): WorkloadState | undefined {
  const read = stateOf.get(kind);
  return read && !controllerOf(object) ? read(object as never) : undefined;
}
