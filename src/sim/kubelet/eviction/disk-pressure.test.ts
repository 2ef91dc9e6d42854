import { expect, test } from 'vitest';
import type { Event, Node, Pod } from '../../../api/k8s/core-v1.gen.ts';
import { type RawKubeletSettings, toKubeletSettings } from '../../../api/kubelet-settings.ts';
import { type Cluster, createCluster } from '../../cluster/cluster.ts';
import { act, apply, defaultNode, objectsOf } from '../../testing/test-cluster.ts';

function bootNode(disk: string, kubelet: RawKubeletSettings = {}, memory = '8Gi'): Cluster {
  const nodes = [{ ...defaultNode('node-1'), disk, memory }];
  const cluster = createCluster({
    cluster: { nodes, members: 1, controlPlaneAsNodes: false, kubelet: toKubeletSettings(kubelet) },
    images: [],
    seed: 1,
  });
  while (!cluster.up.settled && cluster.engine.step());
  return cluster;
}

function pass(cluster: Cluster, seconds: number): void {
  cluster.engine.runUntil(cluster.engine.nowMs + seconds * 1000);
}

function shellPod(name: string, script: string, more = '', containerMore = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: c
    image: busybox:1.36
    command: [sh, -c, ${JSON.stringify(script)}]
    ${containerMore}
  ${more}
`;
}

function podNamed(cluster: Cluster, name: string): Pod {
  return objectsOf<Pod>(cluster, 'Pod', 'default').find(({ metadata }) => metadata.name === name)!;
}

function condition(cluster: Cluster, type: string): unknown {
  const [node] = objectsOf<Node>(cluster, 'Node');
  const { status, reason, message } = node!.status!.conditions!.find((one) => one.type === type)!;
  return { status, reason, message, taints: (node!.spec!.taints ?? []).map(({ key, effect }) => `${key}:${effect}`) };
}

function eventTexts(cluster: Cluster, namespace: string, ...reasons: string[]): string[] {
  return objectsOf<Event>(cluster, 'Event', namespace)
    .filter(({ reason }) => reasons.includes(reason ?? ''))
    .map(({ reason, message }) => `${reason}: ${message}`);
}

test('a disk that fills is cleared of unused images and of Pods that are over first, then the largest Pod goes', () => {
  const cluster = bootNode('20Gi');
  apply(cluster, shellPod('over', 'echo last words', 'restartPolicy: Never'));
  apply(cluster, shellPod('web', 'echo hello; sleep 100000'));
  pass(cluster, 200);
  apply(
    cluster,
    shellPod(
      'hog',
      'dd if=/dev/zero of=/cache/file bs=1M count=15000; sleep 100000',
      'volumes: [{name: cache, emptyDir: {}}]',
      'volumeMounts: [{name: cache, mountPath: /cache}]',
    ),
  );
  pass(cluster, 40);
  const hog = podNamed(cluster, 'hog').status!;
  expect(hog).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
  expect(hog.message).toMatch(
    /^The node was low on resource: ephemeral-storage\. Threshold quantity: 3221225600, available: \d+Ki\. $|^The node was low on resource: ephemeral-storage\. Threshold quantity: 3221225600, available: \d+Ki\. Container c was using \d+Ki, request is 0, has larger consumption of ephemeral-storage\. $/,
  );
  expect(podNamed(cluster, 'web').status!.phase).toBe('Running');
  expect(condition(cluster, 'DiskPressure')).toEqual({
    status: 'True',
    reason: 'KubeletHasDiskPressure',
    message: 'kubelet has disk pressure',
    taints: ['node.kubernetes.io/disk-pressure:NoSchedule'],
  });
  expect(eventTexts(cluster, 'default', 'EvictionThresholdMet', 'NodeHasDiskPressure')).toEqual(
    expect.arrayContaining([
      'EvictionThresholdMet: Attempting to reclaim ephemeral-storage',
      'NodeHasDiskPressure: Node node-1 status is now: NodeHasDiskPressure',
    ]),
  );
  expect(act(cluster, { type: 'kubectl', command: 'logs over' }).stdout).toMatch(
    /^unable to retrieve container logs for containerd:\/\/[0-9a-f]{64}$/,
  );

  apply(cluster, shellPod('late', 'sleep 1000', 'nodeName: node-1'));
  pass(cluster, 5);
  expect(podNamed(cluster, 'late').status).toMatchObject({
    phase: 'Failed',
    reason: 'Evicted',
    message: 'Pod was rejected: The node had condition: [DiskPressure]. ',
  });
  pass(cluster, 330);
  expect(condition(cluster, 'DiskPressure')).toMatchObject({ status: 'False', taints: [] });
});

test('Pods that write more than they may are evicted with the words of their limit', () => {
  const cluster = bootNode('100Gi');
  const fill = (path: string): string => `dd if=/dev/zero of=${path} bs=1M count=300; sleep 100000`;
  const limited = 'resources: {limits: {ephemeral-storage: 200Mi}}';
  apply(cluster, shellPod('layer', fill('/root/file'), '', limited));
  const volumes = 'volumes: [{name: cache, emptyDir: {sizeLimit: 250Mi}}]';
  apply(cluster, shellPod('volume', fill('/cache/file'), volumes, 'volumeMounts: [{name: cache, mountPath: /cache}]'));
  apply(cluster, shellPod('free', fill('/root/file')));
  apply(
    cluster,
    shellPod(
      'log',
      'while true; do yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | head -c 8000000; sleep 5; done',
      '',
      limited,
    ),
  );
  pass(cluster, 140);
  const texts = ['layer', 'volume', 'free', 'log'].map((name) => {
    const { phase, reason, message, conditions } = podNamed(cluster, name).status!;
    return [phase, reason, message, conditions!.some(({ type }) => type === 'DisruptionTarget')];
  });
  expect(texts).toEqual([
    ['Failed', 'Evicted', 'Pod ephemeral local storage usage exceeds the total limit of containers 200Mi. ', false],
    ['Failed', 'Evicted', 'Usage of EmptyDir volume "cache" exceeds the limit "250Mi". ', false],
    ['Running', undefined, undefined, false],
    // Logs are rotated, so that they stay below it.
    ['Running', undefined, undefined, false],
  ]);
});

test('a full disk takes no more, and memory-backed volumes count as memory', () => {
  const cluster = bootNode('100Gi', {});
  const volume = (medium: string): string => `volumes: [{name: v, emptyDir: {medium: "${medium}", sizeLimit: 64Mi}}]`;
  const mount = 'volumeMounts: [{name: v, mountPath: /v}]';
  apply(
    cluster,
    shellPod('small', 'dd if=/dev/zero of=/v/file bs=1M count=100; df -m /v; sleep 100000', volume('Memory'), mount),
  );
  apply(
    cluster,
    shellPod(
      'eater',
      'dd if=/dev/zero of=/v/file bs=1M count=60; sleep 100000',
      volume('Memory'),
      `resources: {limits: {memory: 32Mi}}\n    ${mount}`,
    ),
  );
  pass(cluster, 30);
  expect(act(cluster, { type: 'kubectl', command: 'logs small' }).stdout).toContain(
    "dd: error writing '/v/file': No space left on device\n65+0 records in\n64+0 records out\n",
  );
  const [eater] = podNamed(cluster, 'eater').status!.containerStatuses!;
  const ends = [eater!.state?.terminated, eater!.lastState?.terminated].map((end) => end?.reason);
  expect(ends).toContain('OOMKilled');
});
