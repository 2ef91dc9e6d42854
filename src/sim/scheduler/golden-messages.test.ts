import { describe, expect, test } from 'vitest';
import type { Node, Pod } from '../../api/k8s/core-v1.gen.ts';
import type { KubeObject } from '../../api/object.ts';
import { replay, schedulerFixture } from '../testing/scheduler-fixture.ts';
import traces from '../testing/testdata/golden/scheduler-traces.json' with { type: 'json' };

// What the watches delivered while a real v1.32 control plane ran, of nodes and Pods, shortened to what matters here.
interface Change {
  readonly rev: number;
  readonly type: string;
  readonly kind: string;
  readonly name: string;
  readonly object?: KubeObject;
  readonly patch?: Readonly<Record<string, unknown>>;
}

/**
 * The revision whose state the recorded scheduler had decided on, where it is not the one before the message was written:
 * it knows its own bindings before the store does, and decides a few milliseconds before it writes.
 */
const DECIDED_ON: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  'h-unschedulable': { 48: 49, 260: 257, 296: 297, 342: 344 },
  'h-preemption': { 138: 135, 187: 184 },
};

describe('messages of unschedulable Pods as recorded from v1.32', () => {
  for (const [story, changes] of Object.entries(traces as unknown as Record<string, readonly Change[]>)) {
    const states = statesOf(changes);
    for (const change of changes) {
      const recorded = messageOf(change);
      if (recorded === undefined || recorded.includes('persistentvolumeclaim')) continue;
      test(`${story}, revision ${change.rev}: ${change.name}`, () => {
        const decidedOn = DECIDED_ON[story]?.[change.rev] ?? change.rev - 1;
        const objects = states.findLast(({ rev }) => rev <= decidedOn)!.objects;
        const { cache, decideOn } = schedulerFixture([]);
        replay(cache, [], objects);
        const pod = objects.find(({ kind, metadata }) => kind === 'Pod' && metadata.name === change.name) as Pod;
        expect(decideOn(cache, pod).message).toBe(recorded);
      });
    }
  }
});

function statesOf(changes: readonly Change[]): { readonly rev: number; readonly objects: readonly KubeObject[] }[] {
  let objects: readonly KubeObject[] = ['node-1', 'node-2', 'node-3'].map(node);
  return [
    { rev: 0, objects },
    ...changes.map((change) => {
      objects = applied(objects, change);
      return { rev: change.rev, objects };
    }),
  ];
}

function node(name: string): Node {
  const labels = { 'kubernetes.io/hostname': name };
  const allocatable = { cpu: '4', memory: '8Gi', pods: '110' };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec: {}, status: { allocatable } };
}

/** The message that a change wrote into a Pod's PodScheduled condition. */
function messageOf({ kind, patch }: Change): string | undefined {
  if (kind !== 'Pod') return undefined;
  const status = patch?.['status'] as Pod['status'];
  return status?.conditions?.find((c) => c.type === 'PodScheduled' && c.reason === 'Unschedulable')?.message;
}

function applied(objects: readonly KubeObject[], { type, kind, name, object, patch }: Change): readonly KubeObject[] {
  const others = objects.filter((o) => o.kind !== kind || o.metadata.name !== name);
  const present = objects.find((o) => o.kind === kind && o.metadata.name === name);
  if (type === 'DELETED') return others;
  if (object) return [...others, object];
  return objects.map((o) => (o === present ? (merged(o, patch) as KubeObject) : o));
}

/** A JSON merge patch. */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = { ...(target as Record<string, unknown> | undefined) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}
