import { expect, test } from 'vitest';
import type { Pod } from '../../api/k8s/core-v1.gen.ts';
import { isPodReady } from '../../api/pod.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { RuntimeContainer } from '../kubelet/runtime-container.ts';
import { act, apply, bootCluster, objectsOf, runUntil } from '../testing/test-cluster.ts';

const OBJECTS = `apiVersion: v1
kind: Pod
metadata: {name: php-apache, labels: {run: php-apache}}
spec:
  containers:
  - name: php-apache
    image: registry.k8s.io/hpa-example
    resources: {limits: {cpu: 500m}}
---
apiVersion: v1
kind: Service
metadata: {name: php-apache}
spec:
  ports: [{port: 80}]
  selector: {run: php-apache}
---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec:
  containers: [{name: c, image: "busybox:1.36", command: [sleep, "3600"]}]
`;

function start(): { cluster: Cluster; server: () => RuntimeContainer } {
  const cluster = bootCluster(1);
  apply(cluster, OBJECTS);
  runUntil(
    cluster,
    () => objectsOf<Pod>(cluster, 'Pod', 'default').filter(isPodReady).length === 2,
    60_000,
    'both run',
  );
  cluster.engine.runUntil(cluster.engine.nowMs + 2_000);
  const { runtime } = cluster.nodes.get('node-1')!;
  const server = (): RuntimeContainer =>
    [...runtime.sandboxes.values()].flatMap(({ containers }) => containers).find(({ name }) => name === 'php-apache')!;
  return { cluster, server };
}

test('a request of a program takes the time of the server, and costs its CPU', () => {
  const { cluster, server } = start();
  const beganMs = cluster.engine.nowMs;
  const loop = 'for i in 1 2 3 4 5 6 7 8 9 10; do wget -q -O- http://php-apache; done';
  const { stdout } = act(cluster, { type: 'kubectl', command: `exec client -- sh -c '${loop}'` });
  expect(stdout).toBe('OK!'.repeat(10));
  const { nowMs } = cluster.engine;
  expect(server().web!.usedCpuMs(nowMs)).toBeCloseTo(900);
  // Half a CPU does 90 ms of work in 180 ms.
  expect(nowMs - beganMs).toBeGreaterThan(1800);
  expect(nowMs - beganMs).toBeLessThan(2200);
  expect(server().web!.open).toBe(0);
});

test('a request is cut off when the process that works on it ends', () => {
  const { cluster, server } = start();
  const command = "exec client -- sh -c 'wget -q -O- http://php-apache'";
  const result = cluster.act({ type: 'kubectl', command });
  while (!server().web?.open) cluster.engine.step();
  cluster.nodes.get('node-1')!.runtime.exit(server(), 137);
  while (!result.settled && cluster.engine.step());
  expect(result.value.stderr).toContain('wget: error getting response: Connection reset by peer\n');
});
