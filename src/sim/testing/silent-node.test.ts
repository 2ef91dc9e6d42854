import { describe, expect, it } from 'vitest';
import type { Node, Pod, Taint } from '../../api/k8s/core-v1.gen.ts';
import { isTerminating } from '../../api/object.ts';
import { podCondition } from '../../api/pod.ts';
import { type Process, sleep } from '../../api/process.ts';
import { rfc3339, rfc3339Micro } from '../../base/time.ts';
import LeaseKind from '../../kinds/lease/kind.ts';
import NodeKind from '../../kinds/node/kind.ts';
import PodKind from '../../kinds/pod/kind.ts';
import { NAMESPACE } from './control-plane.ts';
import { type ControllerWorld, condition, createControllerWorld } from './controller-world.ts';

const ONLY = [
  'node-lifecycle-controller',
  'taint-eviction-controller',
  'pod-garbage-collector',
  'node-ipam-controller',
  'endpointslice-controller',
];
const LEASES = 'kube-node-lease';
const STRATEGIC = 'application/strategic-merge-patch+json' as const;

interface Kubelet {
  alive: boolean;
}

/** A world with a ready node whose kubelet renews its Lease every ten seconds while `alive`. */
function startNode(world: ControllerWorld, name: string): Kubelet {
  const { client, engine } = world;
  const kubelet: Kubelet = { alive: true };
  const names = world.list(world.kind('Namespace')).map((object) => object.metadata.name);
  if (!names.includes(LEASES)) {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: LEASES } };
    world.act(client.create(world.kind('Namespace'), namespace));
  }
  const conditions = [
    { ...condition('Ready', 'True', engine.unixMs), lastHeartbeatTime: rfc3339(engine.unixMs), reason: 'KubeletReady' },
  ];
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name } } as Node;
  world.act(client.create(NodeKind, node));
  world.act(client.updateStatus(NodeKind, { ...node, status: { conditions } } as unknown as Node));
  const spec = { holderIdentity: name, leaseDurationSeconds: 40, renewTime: rfc3339Micro(engine.unixMs) };
  const metadata = { namespace: LEASES, name };
  world.act(client.create(LeaseKind, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec }));
  function* renew(): Process<void> {
    for (;;) {
      yield* sleep(10_000);
      if (!kubelet.alive) continue;
      const body = { spec: { renewTime: rfc3339Micro(engine.unixMs) } };
      yield* client.patch(LeaseKind, LEASES, name, { type: 'application/merge-patch+json', body });
    }
  }
  engine.spawn(renew());
  return kubelet;
}

function createPod(world: ControllerWorld, pod: Pod): Pod {
  const object = { ...pod, metadata: { ...pod.metadata, namespace: NAMESPACE } };
  const created = world.act(world.client.create(PodKind, object));
  world.makeReady(created);
  return created;
}

const nodeOf = (world: ControllerWorld, name: string): Node =>
  world.list(NodeKind).find((node) => node.metadata.name === name)!;
const podOf = (world: ControllerWorld, name: string): Pod | undefined =>
  world.list(PodKind).find((pod) => pod.metadata.name === name);
const taintsOf = (node: Node): string[] =>
  (node.spec?.taints ?? []).map((taint: Taint) => `${taint.key}:${taint.effect}`).sort();

/** Seconds from now until something is so, looked at every 0.1 s. */
function secondsUntil(world: ControllerWorld, holds: () => boolean, limitS = 1000): number {
  const startMs = world.engine.nowMs;
  while (!holds()) {
    world.run(100);
    if (world.engine.nowMs - startMs > limitS * 1000) return Number.POSITIVE_INFINITY;
  }
  return (world.engine.nowMs - startMs) / 1000;
}

const between = (low: number, high: number) => ({
  asymmetricMatch: (value: number) => value >= low && value <= high,
  toString: () => `between ${low} and ${high}`,
});

describe('what happens when a node falls silent', () => {
  const tolerations = ['not-ready', 'unreachable'].map((key) => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  }));
  const pod = (node: string): Pod => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `on-${node}` },
    spec: { nodeName: node, containers: [{ name: 'c', image: 'a:1' }], tolerations },
  });

  it('Ready becomes Unknown after 50 s, taints follow, Pods go after 300 s more, and a node that returns is clean', () => {
    const world = createControllerWorld({ only: ONLY });
    const kubelets = ['n1', 'n2', 'n3'].map((name) => startNode(world, name));
    for (const name of ['n1', 'n2', 'n3']) createPod(world, pod(name));
    world.run(30_000);
    expect(world.newEvents('Node')).toEqual(
      ['n1', 'n2', 'n3'].map(
        (name) => `Normal RegisteredNode: Node ${name} event: Registered Node ${name} in Controller`,
      ),
    );
    // A second attempt at a node before its range is seen passes one over, as upstream.
    const ranges = ['n1', 'n2', 'n3'].map((name) => nodeOf(world, name).spec?.podCIDR ?? '');
    expect(ranges.filter((range) => /^10\.244\.\d\.0\/24$/.test(range)).length).toBe(3);
    expect(new Set(ranges).size).toBe(3);
    expect(taintsOf(nodeOf(world, 'n2'))).toEqual([]);

    kubelets[1]!.alive = false;
    const ready = (): string | undefined =>
      nodeOf(world, 'n2').status?.conditions?.find((entry) => entry.type === 'Ready')?.status;
    const table = {
      readyUnknown: secondsUntil(world, () => ready() === 'Unknown'),
      noScheduleAndPodNotReady: secondsUntil(
        world,
        () =>
          taintsOf(nodeOf(world, 'n2')).length === 1 &&
          podCondition(podOf(world, 'on-n2')!, 'Ready')?.status === 'False',
      ),
      noExecute: secondsUntil(world, () => taintsOf(nodeOf(world, 'n2')).length === 2),
      evicted: secondsUntil(world, () => isTerminating(podOf(world, 'on-n2')!)),
    };
    expect(table).toEqual({
      readyUnknown: between(40, 60),
      noScheduleAndPodNotReady: between(0, 0.5),
      noExecute: between(4.5, 5.5),
      evicted: between(299.5, 300.5),
    });
    expect(taintsOf(nodeOf(world, 'n2'))).toEqual([
      'node.kubernetes.io/unreachable:NoExecute',
      'node.kubernetes.io/unreachable:NoSchedule',
    ]);
    expect(world.newEvents('Node')).toEqual(['Normal NodeNotReady: Node n2 status is now: NodeNotReady']);
    expect(world.newEvents('Pod')).toEqual([
      'Warning NodeNotReady: Node is not ready',
      'Normal TaintManagerEviction: Marking for deletion Pod demo/on-n2',
    ]);

    kubelets[1]!.alive = true;
    const lastHeartbeatTime = rfc3339(world.engine.unixMs);
    const conditions = [{ ...condition('Ready', 'True', world.engine.unixMs), lastHeartbeatTime }];
    world.act(
      world.client.patch(NodeKind, '', 'n2', {
        type: STRATEGIC,
        body: { status: { conditions } },
        subresource: 'status',
      }),
    );
    expect(secondsUntil(world, () => taintsOf(nodeOf(world, 'n2')).length === 0, 30)).toEqual(between(0, 6));
  });

  it('a heartbeat costs no request and no event', () => {
    const world = createControllerWorld({ only: ONLY });
    startNode(world, 'n1');
    world.run(30_000);
    world.writes.length = 0;
    world.run(100_000);
    const writes = world.writes.filter((write) => !write.includes('Lease apiserver-'));
    expect(new Set(writes)).toEqual(new Set(['MODIFIED Lease n1']));
  });

  it('nodes that all fall silent together are not emptied', () => {
    const world = createControllerWorld({ only: ONLY });
    const kubelets = ['n1', 'n2'].map((name) => startNode(world, name));
    world.run(30_000);
    for (const kubelet of kubelets) kubelet.alive = false;
    world.run(400_000);
    expect(['n1', 'n2'].map((name) => taintsOf(nodeOf(world, name)))).toEqual([
      ['node.kubernetes.io/unreachable:NoSchedule'],
      ['node.kubernetes.io/unreachable:NoSchedule'],
    ]);
  });
});
