import { describe, expect, test } from 'vitest';
import type { PersistentVolume, Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { VolumeAttachment } from '../../../api/k8s/storage-v1.gen.ts';
import { blockedText, type NodeView, planVolume } from './plan.ts';

const MINUTE = 60_000;

function disk(...accessModes: string[]): PersistentVolume {
  const csi = { driver: 'd', volumeHandle: 'h' };
  return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv' }, spec: { accessModes, csi } };
}

function attachment(nodeName: string, state: 'attached' | 'attaching' | 'detaching' = 'attached'): VolumeAttachment {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name: nodeName, ...(state === 'detaching' ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}) },
    spec: { attacher: 'd', nodeName, source: { persistentVolumeName: 'pv' } },
    status: { attached: state !== 'attaching' },
  };
}

function pod(name: string, namespace = 'default'): Pod {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } };
}

const HEALTHY: NodeView = { isHealthy: true, usesVolume: false, isOutOfService: false };
const IN_USE: NodeView = { ...HEALTHY, usesVolume: true };
const DEAD: NodeView = { ...IN_USE, isHealthy: false };

interface Row {
  readonly name: string;
  readonly modes?: readonly string[];
  readonly wanted?: Readonly<Record<string, readonly Pod[]>>;
  readonly attachments?: readonly VolumeAttachment[];
  readonly node?: NodeView;
  /** For how long nobody has needed it on the nodes that have it. */
  readonly unwantedMs?: number;
  readonly attach?: readonly string[];
  /** Nodes; with an exclamation mark by force. */
  readonly detach?: readonly string[];
  readonly blocked?: Readonly<Record<string, readonly string[]>>;
  readonly againInMs?: number;
}

const rows: readonly Row[] = [
  { name: 'a volume that a Pod needs is attached', wanted: { a: [pod('p')] }, attach: ['a'] },
  { name: 'one that is attached stays', wanted: { a: [pod('p')] }, attachments: [attachment('a')] },
  {
    name: 'a node gets it anew once it has been taken away for good',
    wanted: { a: [pod('p')] },
    attachments: [attachment('a', 'detaching')],
  },
  {
    name: 'of two nodes one gets a volume that one node may have',
    wanted: { a: [pod('p')], b: [pod('q')] },
    attach: ['a'],
    blocked: { b: ['p'] },
  },
  {
    name: 'both get one that many nodes may have',
    modes: ['ReadWriteMany'],
    wanted: { a: [pod('p')], b: [pod('q')] },
    attach: ['a', 'b'],
  },
  {
    name: 'it is blocked while it is somewhere else',
    wanted: { b: [pod('q')] },
    attachments: [attachment('a', 'detaching')],
    blocked: { b: [] },
  },
  { name: 'it goes when nobody needs it', attachments: [attachment('a')], node: HEALTHY, detach: ['a'] },
  {
    name: 'not while the node has it mounted',
    attachments: [attachment('a')],
    node: IN_USE,
    againInMs: 6 * MINUTE + 1,
  },
  {
    name: 'not by force while the node is well',
    attachments: [attachment('a')],
    node: IN_USE,
    unwantedMs: 7 * MINUTE,
    againInMs: 1_000,
  },
  {
    name: 'from a dead node not before six minutes are over',
    attachments: [attachment('a')],
    node: DEAD,
    unwantedMs: 5 * MINUTE,
    againInMs: MINUTE + 1,
  },
  {
    name: 'from a dead node by force after that',
    attachments: [attachment('a')],
    node: DEAD,
    unwantedMs: 6 * MINUTE + 1,
    detach: ['a!'],
  },
  {
    name: 'at once from a node that is out of service',
    attachments: [attachment('a')],
    node: { ...DEAD, isOutOfService: true },
    detach: ['a!'],
  },
  { name: 'not while it is being attached', attachments: [attachment('a', 'attaching')], node: HEALTHY },
];

test.each(rows)('$name', ({ modes = ['ReadWriteOnce'], wanted = {}, attachments = [], node = HEALTHY, ...row }) => {
  const nowMs = 100 * MINUTE;
  const { unwantedMs } = row;
  const since = unwantedMs === undefined ? [] : attachments.map(({ spec }) => [spec.nodeName, nowMs - unwantedMs]);
  const plan = planVolume({
    ...{ volume: disk(...modes), wanted: new Map(Object.entries(wanted)), attachments, node: () => node, nowMs },
    unwantedSinceMs: new Map(since as [string, number][]),
  });
  const blocked = plan.blocked.map((each) => [each.node, each.users.map(({ metadata }) => metadata.name)]);
  expect({
    attach: plan.attach,
    detach: plan.detach.map(({ attachment: each, isForced }) => `${each.spec.nodeName}${isForced ? '!' : ''}`),
    blocked: Object.fromEntries(blocked),
    againInMs: plan.againAtMs === undefined ? undefined : plan.againAtMs - nowMs,
  }).toEqual({
    attach: row.attach ?? [],
    detach: row.detach ?? [],
    blocked: row.blocked ?? {},
    againInMs: row.againInMs,
  });
});

describe('what Pods are told of a volume that is somewhere else', () => {
  const start = 'Multi-Attach error for volume "pv" ';
  const table: readonly [name: string, users: readonly Pod[], text: string][] = [
    ['where nobody uses it', [], "Volume is already exclusively attached to one node and can't be attached to another"],
    ['by Pods beside it', [pod('a'), pod('b')], 'Volume is already used by pod(s) a, b'],
    ['by Pods elsewhere', [pod('a', 'other')], 'Volume is already used by 1 pod(s) in different namespaces'],
    [
      'by both',
      [pod('a'), pod('b', 'other')],
      'Volume is already used by pod(s) a and 1 pod(s) in different namespaces',
    ],
  ];
  test.each(table)('%s', (_name, users, text) => expect(blockedText('pv', pod('p'), users)).toBe(start + text));
});
