import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../../api/k8s/apps-v1.gen.ts';
import type { Job } from '../../api/k8s/batch-v1.gen.ts';
import type { Node, PersistentVolumeClaim, Pod, Service } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ObjectState } from '../../protocol/graph.ts';

export interface Seen {
  readonly state: ObjectState;
  readonly note: string;
}

const seen = (state: ObjectState, note: string): Seen => ({ state, note });

function replicas(ready = 0, desired = 0): Seen {
  return seen(ready >= desired ? 'ok' : 'wait', `${ready}/${desired}`);
}

function ofPod({ status }: Pod): Seen {
  const { phase = 'Pending', conditions = [], containerStatuses = [], initContainerStatuses = [] } = status ?? {};
  if (phase === 'Failed') return seen('wrong', status?.reason ?? 'Failed');
  if (phase === 'Succeeded') return seen('ok', 'Completed');
  for (const { state } of [...initContainerStatuses, ...containerStatuses]) {
    const reason = state?.waiting?.reason;
    if (reason && /BackOff|Err|Error/.test(reason)) return seen('wrong', reason);
  }
  if (conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True')) return seen('ok', 'Ready');
  return seen('wait', phase === 'Running' ? 'Not ready' : phase);
}

function ofJob({ spec, status }: Job): Seen {
  const { succeeded = 0, conditions = [] } = status ?? {};
  const failed = conditions.some(({ type, status: is }) => type === 'Failed' && is === 'True');
  const complete = conditions.some(({ type, status: is }) => type === 'Complete' && is === 'True');
  return seen(failed ? 'wrong' : complete ? 'ok' : 'wait', `${succeeded}/${spec?.completions ?? 1}`);
}

function ofNode({ status, spec }: Node): Seen {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
  const note = ready ? 'Ready' : 'NotReady';
  return seen(ready ? 'ok' : 'wrong', spec?.unschedulable ? `${note}, cordoned` : note);
}

function ofVolume(phase: string | undefined): Seen {
  return seen(phase === 'Bound' || phase === 'Available' ? 'ok' : phase === 'Lost' ? 'wrong' : 'wait', phase ?? '');
}

const lookers: Readonly<Record<string, (object: KubeObject) => Seen>> = {
  Pod: (object) => ofPod(object as Pod),
  Job: (object) => ofJob(object as Job),
  Node: (object) => ofNode(object as Node),
  Deployment: (object) => {
    const { spec, status } = object as Deployment;
    return replicas(status?.readyReplicas, spec?.replicas);
  },
  ReplicaSet: (object) => {
    const { spec, status } = object as ReplicaSet;
    return replicas(status?.readyReplicas, spec?.replicas);
  },
  StatefulSet: (object) => {
    const { spec, status } = object as StatefulSet;
    return replicas(status?.readyReplicas, spec?.replicas);
  },
  DaemonSet: (object) => {
    const { status } = object as DaemonSet;
    return replicas(status?.numberReady, status?.desiredNumberScheduled);
  },
  Service: (object) => seen('ok', (object as Service).spec?.type ?? 'ClusterIP'),
  PersistentVolumeClaim: (object) => ofVolume((object as PersistentVolumeClaim).status?.phase),
  PersistentVolume: (object) => ofVolume((object as PersistentVolumeClaim).status?.phase),
};

/** How an object is, in a few words. */
export function stateOf(kind: string, object: KubeObject): Seen {
  const found = lookers[kind]?.(object) ?? seen('ok', '');
  return object.metadata.deletionTimestamp ? seen('going', 'Terminating') : found;
}
