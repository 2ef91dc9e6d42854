import type { OwnerReference } from '../../../api/k8s/meta-v1.gen.ts';
import type { Kind } from '../../../api/kind.ts';
import { isTerminating, type KubeObject } from '../../../api/object.ts';

/** An object in the graph of owners and dependents. */
export interface GraphNode {
  readonly uid: string;
  readonly kind: Kind | undefined;
  /** As an owner reference names it; for a kind that is not served. */
  readonly title: string;
  readonly namespace: string;
  readonly name: string;
  owners: readonly OwnerReference[];
  dependents: Set<GraphNode> | undefined;
  /** Its deletion waits for its dependents (foreground). */
  deletingDependents: boolean;
  beingDeleted: boolean;
  /** Known only from a reference to it; no informer has shown it. */
  virtual: boolean;
}

/** What the graph asks for when it changes. Keys are uids. */
export interface GraphListener {
  attemptToDelete(uid: string): void;
  attemptToOrphan(uid: string): void;
}

/** The owner references of all objects. Each change costs as much as the object has owners and dependents. */
export interface Graph {
  get(uid: string): GraphNode | undefined;
  /** An informer shows an object for the first time. */
  added(kind: Kind, object: KubeObject): void;
  updated(kind: Kind, object: KubeObject, previous: KubeObject): void;
  /** An object is gone: seen by an informer, or found missing by a request. */
  removed(uid: string): void;
  /** Whether an owner is known not to exist any more. */
  isAbsent(uid: string): boolean;
  noteAbsent(uid: string): void;
}

export const FOREGROUND = 'foregroundDeletion';
export const ORPHAN = 'orphan';
/** How many owners are remembered as gone. */
const ABSENT_LIMIT = 500;
const NONE: readonly OwnerReference[] = [];

/** Builds the graph. Models GraphBuilder of pkg/controller/garbagecollector. */
export function createGraph(
  kindOf: (apiVersion: string, kind: string) => Kind | undefined,
  listener: GraphListener,
): Graph {
  const nodes = new Map<string, GraphNode>();
  const absent = new Set<string>();

  const noteAbsent = (uid: string): void => {
    absent.delete(uid);
    absent.add(uid);
    if (absent.size > ABSENT_LIMIT) absent.delete(absent.values().next().value!);
  };
  const link = (node: GraphNode, owners: readonly OwnerReference[]): void => {
    for (const reference of owners) {
      let owner = nodes.get(reference.uid);
      if (!owner) {
        owner = virtualNode(reference, node.namespace, kindOf(reference.apiVersion, reference.kind));
        nodes.set(reference.uid, owner);
        // Whether it exists is for the API server to say.
        listener.attemptToDelete(owner.uid);
      }
      owner.dependents ??= new Set();
      owner.dependents.add(node);
    }
  };
  const unlink = (node: GraphNode, owners: readonly OwnerReference[]): void => {
    for (const { uid } of owners) nodes.get(uid)?.dependents?.delete(node);
  };
  const startDeletion = (node: GraphNode, object: KubeObject, previous: KubeObject | undefined): void => {
    if (starts(object, previous, ORPHAN)) {
      listener.attemptToOrphan(node.uid);
      return;
    }
    if (!starts(object, previous, FOREGROUND)) return;
    node.deletingDependents = true;
    for (const dependent of node.dependents ?? []) listener.attemptToDelete(dependent.uid);
    listener.attemptToDelete(node.uid);
  };
  const relink = (node: GraphNode, next: readonly OwnerReference[]): void => {
    const before = node.owners;
    if (before === next) return;
    const removed = before.filter((old) => !next.some((owner) => owner.uid === old.uid));
    const added = next.filter((owner) => !before.some((old) => old.uid === owner.uid));
    for (const old of before) {
      const kept = next.find((owner) => owner.uid === old.uid);
      if (old.blockOwnerDeletion && !kept?.blockOwnerDeletion && nodes.has(old.uid)) listener.attemptToDelete(old.uid);
    }
    node.owners = next;
    link(node, added);
    unlink(node, removed);
  };
  const shown = (kind: Kind, object: KubeObject, previous: KubeObject | undefined): void => {
    const uid = object.metadata.uid ?? '';
    const owners = object.metadata.ownerReferences ?? NONE;
    let node = nodes.get(uid);
    if (!node || node.virtual) {
      node = observedNode(kind, object, node);
      nodes.set(uid, node);
      node.owners = owners;
      link(node, owners);
    } else relink(node, owners);
    if (isTerminating(object)) node.beingDeleted = true;
    startDeletion(node, object, previous);
  };

  return {
    get: (uid) => nodes.get(uid),
    added: (kind, object) => shown(kind, object, undefined),
    updated(kind, object, previous) {
      const [next, old] = [object.metadata, previous.metadata];
      const same =
        next.uid === old.uid &&
        next.ownerReferences === old.ownerReferences &&
        next.deletionTimestamp === old.deletionTimestamp &&
        next.finalizers === old.finalizers;
      if (same) return;
      if (next.uid !== old.uid && old.uid) this.removed(old.uid);
      shown(kind, object, previous);
    },
    removed(uid) {
      const node = nodes.get(uid);
      if (!node) return;
      nodes.delete(uid);
      unlink(node, node.owners);
      if (node.dependents?.size) noteAbsent(uid);
      for (const dependent of node.dependents ?? []) listener.attemptToDelete(dependent.uid);
      for (const owner of node.owners)
        if (nodes.get(owner.uid)?.deletingDependents) listener.attemptToDelete(owner.uid);
    },
    isAbsent: (uid) => absent.has(uid),
    noteAbsent,
  };
}

/** The node of an object that exists; it takes over the dependents of the virtual one. */
function observedNode(kind: Kind, object: KubeObject, virtual: GraphNode | undefined): GraphNode {
  const { uid = '', namespace = '', name = '' } = object.metadata;
  return {
    uid,
    kind,
    title: kind.kind,
    namespace,
    name,
    owners: NONE,
    dependents: virtual?.dependents,
    deletingDependents: false,
    beingDeleted: false,
    virtual: false,
  };
}

function virtualNode(reference: OwnerReference, namespace: string, kind: Kind | undefined): GraphNode {
  return {
    uid: reference.uid,
    kind,
    title: reference.kind,
    namespace: kind && !kind.namespaced ? '' : namespace,
    name: reference.name,
    owners: NONE,
    dependents: undefined,
    deletingDependents: false,
    beingDeleted: false,
    virtual: true,
  };
}

function starts(object: KubeObject, previous: KubeObject | undefined, finalizer: string): boolean {
  const waits = (state: KubeObject | undefined): boolean =>
    state !== undefined && isTerminating(state) && hasFinalizer(state, finalizer);
  return waits(object) && !waits(previous);
}

/** Whether an object has a finalizer. */
export function hasFinalizer(object: KubeObject, finalizer: string): boolean {
  return object.metadata.finalizers?.includes(finalizer) ?? false;
}
