import { expect, test } from 'vitest';
import type { Event, Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { createCluster } from '../../cluster/cluster.ts';
import { apply, defaultNode, objectsOf } from '../../testing/test-cluster.ts';

const PODS = `
apiVersion: v1
kind: Pod
metadata: {name: hog}
spec:
  containers:
  - name: c
    image: polinux/stress
    command: [stress, --vm, "1", --vm-bytes, 1500M, --vm-hang, "1"]
    resources: {requests: {memory: 100Mi}}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: c, image: "nginx:1.27"}]}
`;

function late(name: string, requests: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: {nodeName: node-1, containers: [{name: c, image: "nginx:1.27", resources: {requests: ${requests}}}]}
`;
}

test('a node that runs short of memory evicts the Pod that is furthest above its request, and takes no BestEffort ones', () => {
  const nodes = [{ ...defaultNode('node-1'), memory: '2Gi' }];
  const cluster = createCluster({ cluster: { nodes, members: 1, controlPlaneAsNodes: false }, images: [], seed: 1 });
  while (!cluster.up.settled && cluster.engine.step());
  const pass = (seconds: number): void => cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
  const statusOf = (name: string): Pod['status'] =>
    objectsOf<Pod>(cluster, 'Pod', 'default').find(({ metadata }) => metadata.name === name)?.status;
  const pressure = (): unknown => {
    const [node] = objectsOf<Node>(cluster, 'Node');
    const { status, reason } = node!.status!.conditions!.find(({ type }) => type === 'MemoryPressure')!;
    return { status, reason, taints: (node!.spec!.taints ?? []).map(({ key, effect }) => `${key}:${effect}`) };
  };
  apply(cluster, PODS);
  pass(40);
  const message = expect.stringMatching(
    /^The node was low on resource: memory\. Threshold quantity: 100Mi, available: \d+Ki\. Container c was using \d+Ki, request is 100Mi, has larger consumption of memory\. $/,
  );
  expect(statusOf('hog')).toMatchObject({ phase: 'Failed', reason: 'Evicted', message });
  expect(statusOf('hog')!.conditions).toContainEqual(
    expect.objectContaining({ type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', message }),
  );
  expect(statusOf('web')!.phase).toBe('Running');
  expect(pressure()).toEqual({
    status: 'True',
    reason: 'KubeletHasInsufficientMemory',
    taints: ['node.kubernetes.io/memory-pressure:NoSchedule'],
  });
  const evicted = objectsOf<Event>(cluster, 'Event', 'default').find(({ reason }) => reason === 'Evicted')!;
  expect(evicted.metadata.annotations).toMatchObject({ offending_containers: 'c', starved_resource: 'memory' });

  apply(cluster, late('best-effort', '{}'));
  apply(cluster, late('burstable', '{cpu: 10m}'));
  pass(20);
  expect(statusOf('best-effort')).toMatchObject({
    phase: 'Failed',
    reason: 'Evicted',
    message: 'Pod was rejected: The node had condition: [MemoryPressure]. ',
  });
  expect(statusOf('burstable')!.phase).toBe('Running');

  pass(330);
  expect(pressure()).toEqual({ status: 'False', reason: 'KubeletHasSufficientMemory', taints: [] });
});

test('memory that is used up between two looks is freed by the kernel, at the cost of who has least right to it', () => {
  const nodes = [{ ...defaultNode('node-1'), memory: '2Gi' }];
  const cluster = createCluster({ cluster: { nodes, members: 1, controlPlaneAsNodes: false }, images: [], seed: 1 });
  while (!cluster.up.settled && cluster.engine.step());
  const pod = (name: string, bytes: string, memory: string): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  restartPolicy: Never
  containers:
  - name: c
    image: polinux/stress
    command: [stress, --vm, "1", --vm-bytes, ${bytes}, --vm-hang, "1"]
    ${memory ? `resources: {requests: {memory: ${memory}}, limits: {memory: ${memory}}}` : ''}
---`;
  apply(cluster, `${pod('guaranteed', '900M', '1000Mi')}${pod('best-effort', '800M', '')}`);
  cluster.engine.runUntil(cluster.engine.nowMs + 8000);
  const ended = Object.fromEntries(
    objectsOf<Pod>(cluster, 'Pod', 'default').map(({ metadata, status }) => [
      metadata.name,
      status!.containerStatuses![0]!.state!.terminated?.reason ?? status!.phase,
    ]),
  );
  expect(ended).toEqual({ guaranteed: 'Running', 'best-effort': 'OOMKilled' });
  const texts = objectsOf<Event>(cluster, 'Event', 'default').filter(({ reason }) => reason === 'SystemOOM');
  expect(texts.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^System OOM encountered, victim process: stress, pid: \d+$/),
  ]);
});
