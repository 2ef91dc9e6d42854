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
import cases from './testdata/cases/node-lifecycle.json' with { type: 'json' };

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

describe('Pods leave nodes as recorded', () => {
  const find = (id: string) => cases.find((entry) => entry.id === id)!;

  it(find('nodelife-taint').title, () => {
    const world = createControllerWorld({ only: ONLY });
    startNode(world, 'nt1');
    world.run(6_000);
    for (const pod of find('nodelife-taint').given.objects as unknown as Pod[]) createPod(world, pod);
    world.run(1_000);
    const taints = [{ key: 'maint', value: 'yes', effect: 'NoExecute' }];
    world.act(world.client.patch(NodeKind, '', 'nt1', { type: STRATEGIC, body: { spec: { taints } } }));
    const seconds: Record<string, number> = {};
    for (const name of ['plain', 'tolerates4']) {
      seconds[name] = secondsUntil(world, () => isTerminating(podOf(world, name)!));
      const { status, reason, message } = podCondition(podOf(world, name)!, 'DisruptionTarget')!;
      const recorded = find('nodelife-taint').then as unknown as {
        states: [{ deletionAfterSeconds: Record<string, [number, unknown]> }];
      };
      expect({ status, reason, message }).toEqual(recorded.states[0].deletionAfterSeconds[name]![1]);
    }
    world.run(20_000);
    expect(seconds).toEqual({ plain: between(0, 1), tolerates4: between(3.5, 5) });
    expect(isTerminating(podOf(world, 'tolerates')!)).toBe(false);
    expect(world.newEvents('Pod')).toEqual([
      'Normal TaintManagerEviction: Marking for deletion Pod demo/plain',
      'Normal TaintManagerEviction: Marking for deletion Pod demo/tolerates4',
    ]);
  });

  it(find('nodelife-node-deleted').title, () => {
    const world = createControllerWorld({ only: ONLY });
    startNode(world, 'ng1');
    world.run(6_000);
    for (const pod of find('nodelife-node-deleted').given.objects as unknown as Pod[]) createPod(world, pod);
    world.act(world.client.delete(NodeKind, '', 'ng1'));
    expect(secondsUntil(world, () => podOf(world, 'p') === undefined)).toEqual(between(40, 82));
    const last = world.deleted.get('Pod/p') as Pod;
    const { lastTransitionTime: _, ...disruption } = podCondition(last, 'DisruptionTarget')!;
    expect({ phaseSetTo: last.status?.phase, condition: disruption }).toEqual(
      (find('nodelife-node-deleted').then as unknown as { beforeDeletion: unknown }).beforeDeletion,
    );
  });
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
    expect(['n1', 'n2', 'n3'].map((name) => nodeOf(world, name).spec?.podCIDR)).toEqual([
      '10.244.0.0/24',
      '10.244.1.0/24',
      '10.244.2.0/24',
    ]);
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
    expect(new Set(world.writes)).toEqual(new Set(['MODIFIED Lease n1']));
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
