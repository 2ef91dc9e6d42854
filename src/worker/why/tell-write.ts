import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { EndpointSlice } from '../../api/k8s/discovery-v1.gen.ts';
import { controllerOf, type KubeObject } from '../../api/object.ts';
import type { LoggedWrite } from '../write-log.ts';
import { changedFields } from './changed-fields.ts';
import type { Told } from './step.ts';
import { disruptionOf, tellPod } from './tell-pod.ts';

interface Scaled extends KubeObject {
  readonly status?: { readonly readyReplicas?: number };
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly spec?: unknown; readonly metadata?: unknown };
  };
}

/** What a write has done, as the key of a sentence and its facts. `before` finds how another object was at that time. */
export function tellWrite(write: LoggedWrite, before: (kind: string, uid: string) => KubeObject | undefined): Told {
  const { type, user } = write;
  if (type === 'ADDED') return tellCreated(write, before);
  if (type === 'DELETED') return tellDeleted(write);
  if (isMarking(write)) return tellMarked(write);
  const { kind } = write.kind;
  const special = kind === 'Pod' ? tellPodWrite(write) : kind === 'Node' ? tellNode(write) : tellScale(write);
  if (special) return special;
  if (kind === 'EndpointSlice') return { say: 'endpoints', facts: countReady(write.object as EndpointSlice) };
  const { previous = {}, object } = write;
  const fields = changedFields(previous, object);
  if (fields === '') return { say: 'touched' };
  return {
    say: user !== 'kubernetes-admin' && fields.startsWith('status.') ? 'reported' : 'changed',
    facts: { fields },
  };
}

/** Whether a write is the one that asks for the deletion. */
export function isMarking({ object, previous }: Pick<LoggedWrite, 'object' | 'previous'>): boolean {
  return object.metadata.deletionTimestamp !== undefined && previous?.metadata.deletionTimestamp === undefined;
}

function tellCreated(write: LoggedWrite, before: (kind: string, uid: string) => KubeObject | undefined): Told {
  if (write.cause === 0 && write.atMs <= 0) return { say: 'wasThere' };
  const owner = controllerOf(write.object) ?? write.object.metadata.ownerReferences?.[0];
  if (!owner) return { say: 'created' };
  const facts = { ownerKind: owner.kind, owner: owner.name };
  const { kind } = write.kind;
  if (kind === 'ReplicaSet' && owner.kind === 'Deployment') return { say: 'replicaSetFor', facts };
  const wants = (before(owner.kind, owner.uid) as Scaled | undefined)?.spec?.replicas;
  if (kind === 'Pod' && wants !== undefined) return { say: 'podFor', facts: { ...facts, wants } };
  return { say: 'createdFor', facts };
}

function tellMarked({ kind, object, user }: LoggedWrite): Told {
  const target = kind.kind === 'Pod' ? disruptionOf(object as Pod) : undefined;
  if (target) return target;
  const seconds = object.metadata.deletionGracePeriodSeconds ?? 0;
  if (user.endsWith(':generic-garbage-collector')) return { say: 'collected', facts: ownerFacts(object) };
  if (user.endsWith(':namespace-controller'))
    return { say: 'emptied', facts: { namespace: object.metadata.namespace ?? '' } };
  return kind.kind === 'Pod' ? { say: 'markedPod', facts: { seconds } } : { say: 'marked' };
}

function tellDeleted(write: LoggedWrite): Told {
  const { kind, object, user } = write;
  const isMarked = write.previous?.metadata.deletionTimestamp !== undefined;
  if (kind.kind === 'Pod' && user.startsWith('system:node:'))
    return { say: 'podEnded', facts: { node: (object as Pod).spec?.nodeName ?? '' } };
  if (!isMarked && user.endsWith(':generic-garbage-collector')) return { say: 'collected', facts: ownerFacts(object) };
  if (!isMarked && user.endsWith(':namespace-controller'))
    return { say: 'emptied', facts: { namespace: object.metadata.namespace ?? '' } };
  return { say: 'deleted' };
}

function ownerFacts({ metadata }: KubeObject): { ownerKind: string; owner: string } {
  const [owner] = metadata.ownerReferences ?? [];
  return { ownerKind: owner?.kind ?? '', owner: owner?.name ?? '' };
}

function tellPodWrite(write: LoggedWrite): Told | undefined {
  const told = tellPod(write);
  return told?.say === 'notReady' && write.user.endsWith(':node-controller')
    ? { say: 'podNotReadyNode', facts: told.facts! }
    : told;
}

function tellNode({ object, previous }: LoggedWrite): Told | undefined {
  const now = object as Node;
  const before = previous as Node | undefined;
  const ready = (node: Node | undefined) => node?.status?.conditions?.find(({ type }) => type === 'Ready');
  const is = ready(now);
  if (is?.status !== ready(before)?.status) {
    if (is?.status === 'True') return { say: 'nodeReady' };
    return is?.status === 'Unknown' ? { say: 'nodeSilent' } : undefined;
  }
  if (now.spec?.unschedulable !== before?.spec?.unschedulable)
    return { say: 'cordoned', facts: { cordoned: now.spec?.unschedulable ? 'yes' : 'no' } };
  const taints = (node: Node | undefined) => (node?.spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`);
  const added = taints(now).filter((taint) => !taints(before).includes(taint));
  if (added.length > 0) return { say: 'nodeTaint', facts: { taints: added.join(', ') } };
  const gone = taints(before).filter((taint) => !taints(now).includes(taint));
  return gone.length > 0 ? { say: 'nodeUntaint', facts: { taints: gone.join(', ') } } : undefined;
}

function tellScale({ object, previous }: LoggedWrite): Told | undefined {
  const now = (object as Scaled).spec;
  const before = (previous as Scaled | undefined)?.spec;
  if (now?.replicas === undefined && now?.template === undefined) return undefined;
  const fields = changedFields(before?.template, now.template);
  if (fields !== '') return { say: 'template', facts: { fields } };
  if (now.replicas !== before?.replicas)
    return { say: 'scaled', facts: { from: before?.replicas ?? 0, to: now.replicas ?? 0 } };
  const ready = (object as Scaled).status?.readyReplicas ?? 0;
  if (ready === ((previous as Scaled | undefined)?.status?.readyReplicas ?? 0)) return undefined;
  return { say: 'readyCount', facts: { ready, wants: now.replicas ?? 0 } };
}

function countReady({ endpoints }: EndpointSlice): { ready: number; all: number } {
  const all = endpoints ?? [];
  return { ready: all.filter(({ conditions }) => conditions?.ready !== false).length, all: all.length };
}
