import { describe, expect, it } from 'vitest';
import type { OwnerReference } from '../../../api/k8s/meta-v1.gen.ts';
import type { Kind } from '../../../api/kind.ts';
import type { KubeObject } from '../../../api/object.ts';
import { judge, type Owners } from './deleting.ts';
import { createGraph, type Graph } from './graph.ts';

const kind: Kind = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  namespaced: true,
  schema: '',
  columns: [],
};
const reference = (uid: string, blockOwnerDeletion = true): OwnerReference => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: uid,
  uid,
  blockOwnerDeletion,
});
const object = (
  uid: string,
  owners: readonly OwnerReference[] = [],
  finalizers: readonly string[] = [],
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    namespace: 'demo',
    name: uid,
    uid,
    finalizers,
    ...(owners.length > 0 ? { ownerReferences: owners } : {}),
  },
});
const terminating = (subject: KubeObject): KubeObject => ({
  ...subject,
  metadata: { ...subject.metadata, deletionTimestamp: '2026-01-05T08:00:00Z' },
});

function start(): { graph: Graph; asked: string[] } {
  const asked: string[] = [];
  const graph = createGraph(() => kind, {
    attemptToDelete: (uid) => void asked.push(`delete ${uid}`),
    attemptToOrphan: (uid) => void asked.push(`orphan ${uid}`),
  });
  return { graph, asked };
}

describe('the graph of owners', () => {
  it('asks for the dependents of an object that is gone', () => {
    const { graph, asked } = start();
    graph.added(kind, object('owner'));
    for (const uid of ['a', 'b']) graph.added(kind, object(uid, [reference('owner')]));
    graph.removed('owner');
    expect([asked, graph.isAbsent('owner')]).toEqual([['delete a', 'delete b'], true]);
  });
  it('asks whether an owner exists that no informer has shown, and believes one that comes later', () => {
    const { graph, asked } = start();
    graph.added(kind, object('child', [reference('owner')]));
    const before = graph.get('owner')?.virtual;
    graph.added(kind, object('owner'));
    const dependents = [...(graph.get('owner')?.dependents ?? [])].map((node) => node.uid);
    expect([asked, before, graph.get('owner')?.virtual, dependents]).toEqual([
      ['delete owner'],
      true,
      false,
      ['child'],
    ]);
  });
  it('starts with the dependents when an object is deleted in the foreground', () => {
    const { graph, asked } = start();
    const owner = object('owner', [], ['foregroundDeletion']);
    graph.added(kind, owner);
    graph.added(kind, object('child', [reference('owner')]));
    graph.updated(kind, terminating(owner), owner);
    expect([asked, graph.get('owner')?.deletingDependents]).toEqual([['delete child', 'delete owner'], true]);
    asked.length = 0;
    graph.removed('child');
    expect(asked).toEqual(['delete owner']);
  });
  it('hands an object with the orphan finalizer to the orphaning workers', () => {
    const { graph, asked } = start();
    const owner = object('owner', [], ['orphan']);
    graph.added(kind, owner);
    graph.updated(kind, terminating(owner), owner);
    expect(asked).toEqual(['orphan owner']);
  });
  it('looks at an owner again when a dependent no longer blocks it', () => {
    const { graph, asked } = start();
    const [blocking, free] = [object('child', [reference('owner')]), object('child', [reference('owner', false)])];
    graph.added(kind, object('owner'));
    graph.added(kind, blocking);
    graph.updated(kind, free, blocking);
    expect(asked).toEqual(['delete owner']);
  });
  it('follows changed owner references', () => {
    const { graph } = start();
    const [before, after] = [object('child', [reference('a')]), object('child', [reference('b')])];
    for (const uid of ['a', 'b']) graph.added(kind, object(uid));
    graph.added(kind, before);
    graph.updated(kind, after, before);
    expect(['a', 'b'].map((uid) => graph.get(uid)?.dependents?.size)).toEqual([0, 1]);
  });
});

describe('the verdict on an object', () => {
  const owners = (parts: Partial<Owners>): Owners => ({ solid: [], dangling: [], waiting: [], ...parts });
  const [a, b] = [reference('a'), reference('b')];
  const table: [name: string, KubeObject, Owners, hasDependents: boolean, ReturnType<typeof judge>][] = [
    ['stays while all owners do', object('x'), owners({ solid: [a, b] }), false, { type: 'keep' }],
    [
      'loses owners that are gone',
      object('x'),
      owners({ solid: [a], dangling: [b] }),
      false,
      { type: 'drop-owners', owners: [b] },
    ],
    [
      'goes when all owners are gone',
      object('x'),
      owners({ dangling: [a] }),
      true,
      { type: 'delete', policy: 'Background' },
    ],
    [
      'goes after its dependents when its owner waits for it',
      object('x'),
      owners({ waiting: [a] }),
      true,
      { type: 'delete', policy: 'Foreground' },
    ],
    [
      'goes at once when its owner waits and it has no dependents',
      object('x'),
      owners({ waiting: [a] }),
      false,
      { type: 'delete', policy: 'Background' },
    ],
    [
      'keeps the way it was to be deleted',
      object('x', [], ['orphan']),
      owners({ dangling: [a] }),
      true,
      { type: 'delete', policy: 'Orphan' },
    ],
  ];
  it.each(table)('%s', (_name, subject, known, hasDependents, verdict) => {
    expect(judge(subject, known, hasDependents)).toEqual(verdict);
  });
});
